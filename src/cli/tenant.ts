import { ofTenant, type Config } from '../config.js';
import type { Snapshot } from '../engine/index.js';
import { createGetToken, createGraph, readSnapshot, readTenantId, verifyTenantId, type Graph, type ReadSnapshotOptions } from '../graph/index.js';
import { UsageError } from './command.js';

/** Of several configured tenants a command works on the first one, or on the one it is told. */
export const TENANT_OPTION = { tenant: { type: 'string' } } as const;

/** The configuration for the tenant that `--tenant` names. Throws UsageError where it isn't configured. */
export function chosenTenant(config: Config, id: unknown): Config {
  const [first] = config.tenants;
  if (id === undefined) return first ? ofTenant(config, first) : config;
  if (!first) throw new UsageError('--tenant chooses among the tenants of TENANTS_FILE, and no such file is configured: leave it out');
  const entry = config.tenants.find(({ tenantId }) => tenantId === String(id).toLowerCase());
  if (!entry) throw new UsageError(`--tenant: \`${String(id)}\` is not in TENANTS_FILE, which names ${config.tenants.map(({ tenantId }) => tenantId).join(', ')}`);
  return ofTenant(config, entry);
}

/** The tenant a command works on. */
export interface OpenTenant {
  graph: Graph;
  read: (options?: ReadSnapshotOptions) => Promise<Snapshot>;
  /** Under what the store keeps this tenant's data. Throws GraphError. */
  key: () => Promise<string>;
  close: () => Promise<void>;
}

/** The configured tenant; where none is, the demo tenant, started here and reached over HTTP like any other. */
export async function openTenant({ graph: configured, dataDir }: Config): Promise<OpenTenant> {
  if (configured) {
    const { baseUrl, credential, tenantId } = configured;
    const graph = createGraph({ baseUrl, getToken: createGetToken(credential, baseUrl) });
    const key = () => (tenantId === undefined ? readTenantId(graph) : verifyTenantId(graph, tenantId));
    return opened(graph, { isDemo: false, isVerified: tenantId !== undefined, key, close: async () => undefined });
  }
  const { startDemoTenant, tenantId } = await import('../demo/index.js');
  const demo = await startDemoTenant({ dataDir });
  const graph = createGraph({ baseUrl: demo.baseUrl, getToken: async () => demo.token });
  return opened(graph, { isDemo: true, isVerified: false, key: async () => tenantId, close: () => demo.close() });
}

/** `isVerified`: whose tenant it is has to be known before it is read. */
function opened(graph: Graph, { isDemo, isVerified, ...rest }: Pick<OpenTenant, 'key' | 'close'> & { isDemo: boolean; isVerified: boolean }): OpenTenant {
  const read = async (options?: ReadSnapshotOptions): Promise<Snapshot> => {
    if (isVerified) await rest.key();
    return readSnapshot(graph, { ...options, isDemo });
  };
  return { graph, read, ...rest };
}
