import { AccountSet, type ConditionalAccessPolicy, type Snapshot, type TenantEdit } from '../../../src/engine/index.js';
import { hasControls } from './grants.js';

type Edit<Kind> = Extract<TenantEdit, { kind: Kind }>;

/** The tenant after a change, read literally from the edit's description. */
export function edited(snapshot: Snapshot, edit: TenantEdit): Snapshot {
  switch (edit.kind) {
    case 'setPolicyState': return withPolicy(snapshot, edit.policyId, (policy) => ({ ...policy, state: edit.state }));
    case 'setSecurityDefaults': return { ...snapshot, securityDefaultsEnabled: edit.enabled };
    case 'excludeLocation': return withPolicy(snapshot, edit.policyId, (policy) => {
      const { include, exclude } = policy.locations ?? { include: ['All'], exclude: [] };
      return { ...policy, locations: { include, exclude: [...exclude, edit.locationId] } };
    });
    case 'excludeGroup': return withPolicy(snapshot, edit.policyId, (policy) => withUsers(policy, { excludeGroups: [...policy.users.excludeGroups, edit.groupId] }));
    case 'excludeUser': return withPolicy(snapshot, edit.policyId, (policy) => withUsers(policy, { excludeUsers: [...policy.users.excludeUsers, edit.accountId] }));
    case 'dropExclusion': return withPolicy(snapshot, edit.policyId, (policy) => withoutExclusion(policy, edit));
    case 'removeFromGroup': case 'addToGroup': return withMember(snapshot, edit);
    case 'requireMfa': return withPolicy(snapshot, edit.policyId, requireMfa);
    case 'widenScope': return withPolicy(snapshot, edit.policyId, (policy) => widened(policy, edit.dimension));
    case 'setPerUserMfa': return { ...snapshot, accounts: snapshot.accounts.map((each) => (each.id === edit.accountId ? { ...each, perUserMfaState: edit.state } : each)) };
  }
}

/** Without an id: every enabled policy with controls. */
function withPolicy(snapshot: Snapshot, id: string | undefined, change: (policy: ConditionalAccessPolicy) => ConditionalAccessPolicy): Snapshot {
  const isMeant = (policy: ConditionalAccessPolicy) => (id ? policy.id === id : policy.state === 'enabled' && hasControls(policy));
  return { ...snapshot, policies: snapshot.policies?.map((policy) => (isMeant(policy) ? change(policy) : policy)) };
}

const withUsers = (policy: ConditionalAccessPolicy, users: Partial<ConditionalAccessPolicy['users']>): ConditionalAccessPolicy => (
  { ...policy, users: { ...policy.users, ...users } });

function withoutExclusion(policy: ConditionalAccessPolicy, { dimension, entry }: Edit<'dropExclusion'>): ConditionalAccessPolicy {
  const left = (list: string[]) => (entry ? list.filter((each) => each !== entry) : []);
  const { users, locations, platforms, applications } = policy;
  switch (dimension) {
    case 'users': return withUsers(policy, { excludeUsers: left(users.excludeUsers), excludeGroups: left(users.excludeGroups), excludeRoles: left(users.excludeRoles) });
    case 'guests': return withUsers(policy, { excludeGuests: undefined, excludeUsers: users.excludeUsers.filter((each) => each !== 'GuestsOrExternalUsers') });
    case 'locations': return { ...policy, locations: locations && { ...locations, exclude: left(locations.exclude) } };
    case 'platforms': return { ...policy, platforms: platforms && { ...platforms, exclude: left(platforms.exclude) } };
    case 'applications': return { ...policy, applications: { ...applications, exclude: left(applications.exclude) } };
  }
}

function withMember(snapshot: Snapshot, { kind, groupId, accountId }: Edit<'removeFromGroup' | 'addToGroup'>): Snapshot {
  const group = snapshot.groups.get(groupId);
  if (!group?.members) return snapshot;
  const position = snapshot.accounts.findIndex(({ id }) => id === accountId);
  const others = [...group.members].filter((each) => each !== position);
  const members = AccountSet.of(kind === 'addToGroup' ? [...others, position] : others);
  return { ...snapshot, groups: new Map([...snapshot.groups, [groupId, { ...group, members }]]) };
}

function requireMfa(policy: ConditionalAccessPolicy): ConditionalAccessPolicy {
  return { ...policy, deviceFilter: undefined, grant: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [], authenticationStrength: undefined } };
}

function widened(policy: ConditionalAccessPolicy, dimension: Edit<'widenScope'>['dimension']): ConditionalAccessPolicy {
  switch (dimension) {
    case 'locations': return { ...policy, locations: undefined };
    case 'applications': return { ...policy, applications: { include: ['All'], exclude: [], userActions: [], authenticationContexts: [], filter: undefined } };
    case 'clients': return { ...policy, clientAppTypes: ['all'] };
    case 'platforms': return { ...policy, platforms: undefined };
    case 'risks': return { ...policy, signInRiskLevels: [], userRiskLevels: [], insiderRiskLevels: [] };
    case 'devices': return { ...policy, deviceFilter: undefined };
  }
}
