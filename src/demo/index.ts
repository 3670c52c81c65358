import { randomUUID } from 'node:crypto';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import type { DemoTenantOptions, Settings } from './options.js';
import { demoPersona } from './personas.js';
import { graphServer } from './service/server.js';
import { personToken } from './tenant/personToken.js';
import { Tenant } from './tenant/tenant.js';

export type { DemoTenantOptions } from './options.js';
export { demoPersona, otherPersonas, tenantId, type Persona } from './personas.js';
export { plannerBucket, plannerPlan } from './seed/planner.js';

export interface DemoTenant {
  /** `http://127.0.0.1:<port>`, without a version. */
  baseUrl: string;
  /** Stands for the configured person (Dana), with the application's permissions. */
  token: string;
  /** A token that stands for another account, and names it as Entra's do: its roles decide what it may write. */
  tokenFor(accountId: string): string;
  close(): Promise<void>;
}

/**
 * Starts the demo tenant on loopback. Changes made through it are kept in `dataDir`.
 * @throws Error where the kept state is damaged (the message names the file to delete) or the port is taken.
 */
export async function startDemoTenant(options: DemoTenantOptions): Promise<DemoTenant> {
  const settings = withDefaults(options);
  const tenant = new Tenant(settings);
  const server = graphServer(tenant);
  const baseUrl = await listen(server, settings.port ?? 0);
  tenant.listensAt(baseUrl);
  return { baseUrl, token: settings.token, tokenFor: (accountId) => personToken(settings.token, accountId), close: () => close(server) };
}

function withDefaults(options: DemoTenantOptions): Settings {
  return {
    ...options,
    now: options.now ?? (() => new Date()),
    sleep: options.sleep ?? ((ms) => wait(ms)),
    token: options.token ?? randomUUID(),
    callerId: options.callerId ?? demoPersona.aadObjectId,
    licence: options.licence ?? 'p2',
    deniedPermissions: options.deniedPermissions ?? [],
  };
}

function listen(server: Server, port: number): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
