import type { AccountSet } from './accountSet.js';
import { AccountSet as Members } from './accountSet.js';
import type { ConditionalAccessPolicy, GrantControls, UserScope } from './conditionalAccess.js';
import type { TenantEdit } from './edits.js';
import type { Snapshot } from './snapshot.js';

/** The snapshot as it would read after the edits; the original is left alone. Edits that name nothing known change nothing. */
export function applyEdits(snapshot: Snapshot, edits: readonly TenantEdit[]): Snapshot {
  return edits.reduce(applyEdit, snapshot);
}

function applyEdit(snapshot: Snapshot, edit: TenantEdit): Snapshot {
  switch (edit.kind) {
    case 'setSecurityDefaults': return { ...snapshot, securityDefaultsEnabled: edit.enabled };
    case 'removeFromGroup': return editGroup(snapshot, edit.groupId, edit.accountId, (members, position) => members.without(position));
    case 'addToGroup': return editGroup(snapshot, edit.groupId, edit.accountId, (members, position) => Members.of([...members, position]));
    case 'setPerUserMfa':
      return { ...snapshot, accounts: snapshot.accounts.map((account) => (account.id === edit.accountId ? { ...account, perUserMfaState: edit.state } : account)) };
    default: return { ...snapshot, policies: snapshot.policies?.map((policy) => (concerns(policy, edit) ? editPolicy(policy, edit) : policy)) };
  }
}

type PolicyEdit = Exclude<TenantEdit, { kind: 'setSecurityDefaults' | 'removeFromGroup' | 'addToGroup' | 'setPerUserMfa' }>;

/** Without a policy an exclusion goes to every enabled one with grant controls. */
function concerns(policy: ConditionalAccessPolicy, edit: PolicyEdit): boolean {
  return edit.policyId === undefined ? policy.state === 'enabled' && policy.grant !== undefined : policy.id === edit.policyId;
}

function editPolicy(policy: ConditionalAccessPolicy, edit: PolicyEdit): ConditionalAccessPolicy {
  switch (edit.kind) {
    case 'setPolicyState': return { ...policy, state: edit.state };
    case 'excludeLocation': {
      const { include, exclude } = policy.locations ?? { include: ['All'], exclude: [] };
      return { ...policy, locations: { include, exclude: [...exclude, edit.locationId] } };
    }
    case 'excludeGroup': return withUsers(policy, { excludeGroups: [...policy.users.excludeGroups, edit.groupId] });
    case 'excludeUser': return withUsers(policy, { excludeUsers: [...policy.users.excludeUsers, edit.accountId] });
    case 'dropExclusion': return dropExclusion(policy, edit);
    case 'requireMfa': return { ...policy, deviceFilter: undefined, grant: policy.grant && onlyMfa(policy.grant) };
    case 'widenScope': return widen(policy, edit.dimension);
  }
}

const withUsers = (policy: ConditionalAccessPolicy, users: Partial<UserScope>): ConditionalAccessPolicy => ({ ...policy, users: { ...policy.users, ...users } });

function dropExclusion(policy: ConditionalAccessPolicy, { dimension, entry }: Extract<TenantEdit, { kind: 'dropExclusion' }>): ConditionalAccessPolicy {
  const left = (list: string[]) => (entry === undefined ? [] : list.filter((each) => each.toLowerCase() !== entry.toLowerCase()));
  const { users, applications, locations, platforms } = policy;
  switch (dimension) {
    case 'users': return withUsers(policy, { excludeUsers: left(users.excludeUsers), excludeGroups: left(users.excludeGroups), excludeRoles: left(users.excludeRoles) });
    case 'guests': return withUsers(policy, { excludeGuests: undefined, excludeUsers: users.excludeUsers.filter((each) => each !== 'GuestsOrExternalUsers') });
    case 'applications': return { ...policy, applications: { ...applications, exclude: left(applications.exclude) } };
    case 'locations': return { ...policy, locations: locations && { ...locations, exclude: left(locations.exclude) } };
    case 'platforms': return { ...policy, platforms: platforms && { ...platforms, exclude: left(platforms.exclude) } };
  }
}

/** The grant with MFA as the one thing that suffices; an authentication strength that is MFA stays. */
function onlyMfa(grant: GrantControls): GrantControls {
  return { ...grant, operator: 'AND', builtInControls: [...new Set([...grant.builtInControls.filter((control) => control === 'block'), 'mfa'])], customAuthenticationFactors: [], termsOfUse: [] };
}

function widen(policy: ConditionalAccessPolicy, dimension: Extract<TenantEdit, { kind: 'widenScope' }>['dimension']): ConditionalAccessPolicy {
  switch (dimension) {
    case 'locations': return { ...policy, locations: undefined };
    case 'applications': return { ...policy, applications: { ...policy.applications, include: ['All'], exclude: [], filter: undefined } };
    case 'clients': return { ...policy, clientAppTypes: ['all'] };
    case 'platforms': return { ...policy, platforms: undefined };
    case 'risks': return { ...policy, signInRiskLevels: [], userRiskLevels: [], insiderRiskLevels: [] };
    case 'devices': return { ...policy, deviceFilter: undefined };
  }
}

function editGroup(snapshot: Snapshot, groupId: string, accountId: string, change: (members: AccountSet, position: number) => AccountSet): Snapshot {
  const group = snapshot.groups.get(groupId);
  const position = snapshot.accounts.findIndex(({ id }) => id === accountId);
  if (!group?.members || position < 0) return snapshot;
  return { ...snapshot, groups: new Map(snapshot.groups).set(groupId, { ...group, members: change(group.members, position) }) };
}
