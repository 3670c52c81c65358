import type { Account, ConditionalAccessPolicy, CrossTenantAccess } from '../../engine/index.js';
import { homeDomain } from '../../engine/directory.js';
import * as calls from '../calls.js';
import { GraphError } from '../client/error.js';
import { needObject, needText } from '../decode/json.js';
import type { Scan } from './scan.js';

/** Tenant ids of the guests' home domains: one call a domain, and none where nothing depends on the home tenant. */
export async function readHomeTenants(
  scan: Scan, accounts: Account[], policies: ConditionalAccessPolicy[] | undefined, access: CrossTenantAccess,
): Promise<Map<string, string>> {
  const tenants = new Map<string, string>();
  if (dependsOnHome(policies ?? [], access)) {
    const domains = new Set(accounts.flatMap((account) => homeDomain(account) ?? []));
    await Promise.all([...domains].map((domain) => readHome(scan, domain, tenants)));
  }
  scan.finish('homeTenants');
  return tenants;
}

/** Policies that list tenants (whatever their state: what-if may switch them on), and partners whose trust is not the default. */
function dependsOnHome(policies: ConditionalAccessPolicy[], { partners }: CrossTenantAccess): boolean {
  const listsTenants = policies.some(({ users }) => [users.includeGuests, users.excludeGuests].some((scope) => scope?.tenantIds));
  return listsTenants || [...(partners?.values() ?? [])].some((trust) => trust !== null);
}

async function readHome(scan: Scan, domain: string, tenants: Map<string, string>): Promise<void> {
  const call = calls.homeTenant(domain);
  // Refused once is refused for every domain.
  if (scan.unavailable.some(({ source, reason }) => source === 'homeTenants' && reason === 'permission')) return;
  try {
    tenants.set(domain, needText(needObject(await scan.graph.get(call), 'a tenant'), 'tenantId'));
  } catch (error) {
    // Not every mail domain has a tenant behind it: such a guest's home stays unread, which is no failure.
    if (!(error instanceof GraphError && error.isNotFound)) scan.noteFailure(call, error);
  }
}
