/** How the demo tenant behaves; the defaults make it quick and fully licensed. */
export interface DemoTenantOptions {
  /** Folder for `demo-tenant.json`, where changes outlive a restart. */
  dataDir: string;
  /** Accounts in all; at least those of the seed (about 250). */
  users?: number | undefined;
  /** Default: any free port. */
  port?: number | undefined;
  now?: (() => Date) | undefined;
  sleep?: ((ms: number) => Promise<void>) | undefined;
  /** Default: a random one per start. */
  token?: string | undefined;
  /** Whom that token stands for; default Dana (see personas.ts). */
  callerId?: string | undefined;
  /** Origin in nextLinks, such as `https://graph.microsoft.com`; default the service's own. */
  nextLinkBase?: string | undefined;
  licence?: 'p2' | 'p1' | 'none' | undefined;
  /** Permissions the application lacks, by name: `AuditLog.Read.All`. */
  deniedPermissions?: readonly string[] | undefined;
  /** The published limits (reports 5/10 s, Conditional Access 1/s, directory units); off by default. */
  throttling?: boolean | undefined;
  latencyMs?: number | undefined;
  /** How long reads still show the state before a write. */
  replicationDelayMs?: number | undefined;
  /** Caps every page, to see paging with few accounts. */
  pageSize?: number | undefined;
  /** After this a nextLink answers `Directory_ExpiredPageToken`; default ten minutes. */
  pageTokenLifetimeMs?: number | undefined;
}

export interface Settings extends DemoTenantOptions {
  now: () => Date;
  sleep: (ms: number) => Promise<void>;
  token: string;
  callerId: string;
  licence: 'p2' | 'p1' | 'none';
  deniedPermissions: readonly string[];
}
