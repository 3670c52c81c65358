import type { EnforcementConfig } from '../config/enforcement.js';
import type { Pressing, Rights, Writer } from '../flows/index.js';
import { createResolver, createSettings } from '../graph/index.js';
import type { Tenant } from './tenant.js';

interface RightsOptions {
  tenant: Tenant;
  writes: EnforcementConfig['writes'];
  /** In Teams, where people can sign in; the simulator and the terminal use the configured credentials. */
  isInTeams: boolean;
}

/** With whose rights the tenant is changed: the person's own in the demo and, by default, in Teams; else those of the configured credentials. */
export function createRights({ tenant, writes, isInTeams }: RightsOptions): Rights {
  const isDelegated = isInTeams && writes === 'delegated' && !tenant.isDemo;
  const reader = createSettings(tenant.graph);
  return {
    reader,
    resolver: (mayChangeRoleGroups) => createResolver(tenant.graph, { mayChangeRoleGroups }),
    writer: (person) => (isDelegated ? ownWriter(tenant, person) : Promise.resolve({ kind: 'ready', settings: settingsOf(tenant, person) })),
    recoveryWriter: (actor) => (isDelegated ? undefined : settingsOf(tenant, { personId: actor.id, accountId: actor.id })),
  };
}

function settingsOf(tenant: Tenant, { accountId, personId }: Pick<Pressing, 'accountId' | 'personId'>) {
  return createSettings(tenant.asPerson({ id: accountId ?? personId }) ?? tenant.graph);
}

async function ownWriter(tenant: Tenant, { ownToken }: Pressing): Promise<Writer> {
  if (!ownToken) return { kind: 'refused', because: 'Changes are made with your own rights, and signing in is not set up: an administrator has to set OAUTH_CONNECTION_NAME (see `doctor`).' };
  const own = await ownToken();
  return own.kind === 'token' ? { kind: 'ready', settings: createSettings(tenant.withToken(own.token)) } : own;
}
