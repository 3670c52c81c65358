import type { SettingRef } from '../settings/types.js';
import { RIGHTS as MEMBERSHIP, ROLE_GROUP_RIGHTS } from '../settings/membership.js';
import type { WriteRights } from '../settings/outcome.js';
import { RIGHTS as PER_USER_MFA } from '../settings/perUserMfa.js';
import { RIGHTS as POLICY } from '../settings/policy.js';
import { RIGHTS as SECURITY_DEFAULTS } from '../settings/securityDefaults.js';

/** A permission of Microsoft Graph and what this product does with it. README, `setup` and `doctor` all tell this table. */
export interface NeededPermission {
  name: string;
  why: string;
}

interface ReadPermission extends NeededPermission {
  /** Least permissions of single calls that it includes (Graph permissions reference): with it they need not be granted. */
  includes?: readonly string[];
}

/** Application permissions of every scan; all of them only read. */
export const READ_PERMISSIONS: readonly ReadPermission[] = [
  { name: 'User.Read.All', why: 'the accounts' },
  { name: 'Policy.Read.All', why: 'Conditional Access, security defaults, per-user MFA, cross-tenant trust' },
  { name: 'Policy.Read.AuthenticationMethod', why: 'authentication strengths' },
  {
    name: 'Directory.Read.All', why: 'groups, roles, names, licences, the organization',
    includes: ['Organization.Read.All', 'LicenseAssignment.Read.All', 'Domain.Read.All', 'RoleManagement.Read.Directory', 'GroupMember.Read.All'],
  },
  { name: 'RoleEligibilitySchedule.Read.Directory', why: 'PIM-eligible roles (P2)' },
  { name: 'AuditLog.Read.All', why: 'who has registered which method (P1)' },
  { name: 'Domain-InternalFederation.Read.All', why: "what a federated domain's identity provider answers for" },
  { name: 'CrossTenantInformation.ReadBasic.All', why: 'the home tenants of guests' },
];

/** For Planner as the ticket system: an application permission. */
export const PLANNER_PERMISSION: NeededPermission = { name: 'Tasks.ReadWrite.All', why: 'tickets in Planner' };

/** What signing in for a change needs beside the changes themselves: delegated only. */
export const SIGN_IN_PERMISSIONS: readonly NeededPermission[] = [
  { name: 'openid', why: 'who signs in' },
  { name: 'profile', why: 'who signs in' },
  { name: 'offline_access', why: 'signing in once, not every hour' },
];

/** What each kind of change needs: delegated, or with `GRAPH_WRITES=application` the application's own. */
const WRITES: Record<SettingRef['kind'], { rights: WriteRights; why: string }> = {
  policy: { rights: POLICY, why: 'Conditional Access policies' },
  membership: { rights: MEMBERSHIP, why: 'groups' },
  perUserMfa: { rights: PER_USER_MFA, why: 'per-user MFA' },
  securityDefaults: { rights: SECURITY_DEFAULTS, why: 'security defaults' },
};

/** Each once. `roleGroups`: role-assignable groups, too, whose permission may grant any role. */
export function writePermissions({ roleGroups }: { roleGroups: boolean }): NeededPermission[] {
  const all = Object.values(WRITES).flatMap(({ rights: { permission, beside = [] }, why }) => [permission, ...beside].map((name) => ({ name, why: `changing ${why}` })));
  const distinct = [...new Map(all.map((each) => [each.name, each])).values()];
  return roleGroups ? [...distinct, { name: ROLE_GROUP_RIGHTS.permission, why: 'changing role-assignable groups' }] : distinct;
}

/** The permission to grant so that a call with this least permission works. */
export function grantedAs(least: string): string {
  return READ_PERMISSIONS.find(({ includes }) => includes?.includes(least))?.name ?? least;
}
