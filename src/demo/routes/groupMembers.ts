import { groupId, groups, type GroupKey, type SeedGroup } from '../seed/groups.js';
import { badRequest, insufficientPrivileges, notFound } from '../service/errors.js';
import { noContent, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import { writeAudited } from '../tenant/audit.js';
import type { Account } from '../tenant/account.js';
import { groupOf } from './groups.js';

const permission = 'GroupMember.ReadWrite.All';
const writers = ['Groups Administrator', 'User Administrator', 'Privileged Role Administrator'] as const;

/** Putting accounts into groups and taking them out, with the refusals of Graph. */
export const groupMembers: Route[] = [
  { method: 'POST', path: '/groups/{group}/members/$ref', permission, roles: writers, handle: addMember },
  { method: 'DELETE', path: '/groups/{group}/members/{user}/$ref', permission, roles: writers, handle: removeMember },
];

function addMember(call: Call): Reply {
  const key = writableGroup(call);
  const account = memberNamed(call, referenceIn(call.body));
  if (isMember(call, key, account)) {
    throw badRequest("One or more added object references already exist for the following modified properties: 'members'.");
  }
  return setMember(call, key, account, true);
}

function removeMember(call: Call): Reply {
  const key = writableGroup(call);
  const account = memberNamed(call, call.params.user!);
  if (!isMember(call, key, account)) throw notFound(account.id);
  return setMember(call, key, account, false);
}

function setMember(call: Call, key: GroupKey, account: Account, isMemberNow: boolean): Reply {
  const id = groupId(key);
  const told = {
    activity: isMemberNow ? 'Add member to group' : 'Remove member from group',
    category: 'GroupManagement',
    service: 'Core Directory',
    target: { type: 'User', id: account.id, displayName: account.displayName, userPrincipalName: account.userPrincipalName },
    modified: [
      { name: 'Group.ObjectID', ...(isMemberNow ? { before: null, after: id } : { before: id, after: null }) },
      { name: 'Group.DisplayName', ...(isMemberNow ? { before: null, after: groups[key].displayName } : { before: groups[key].displayName, after: null }) },
    ],
  } as const;
  writeAudited(call, told, (changes) => {
    changes.members[id] = { ...changes.members[id], [account.id]: isMemberNow };
  });
  return noContent();
}

const isMember = ({ tenant }: Call, key: GroupKey, account: Account): boolean =>
  tenant.latest.directMembers(key).accounts.includes(account.position);

/** @throws GraphError where the cloud, or this person, may not change who is in the group. */
function writableGroup(call: Call): GroupKey {
  const key = groupOf(call);
  const seed: SeedGroup = groups[key];
  if (seed.rule) throw insufficientPrivileges();
  if (seed.onPremisesSyncEnabled)
    throw badRequest(
      'Unable to update the specified properties for on-premises mastered Directory Sync objects or objects currently undergoing migration.',
    );
  if (seed.isAssignableToRole && !mayChangeRoleGroups(call)) throw insufficientPrivileges();
  return key;
}

function mayChangeRoleGroups({ tenant, caller }: Call): boolean {
  const held = tenant.view.rolesOf(caller);
  const permitted = !tenant.settings.deniedPermissions.includes('RoleManagement.ReadWrite.Directory');
  return permitted && (held.includes('Global Administrator') || held.includes('Privileged Role Administrator'));
}

function referenceIn(body: unknown): string {
  const reference = (body as GraphObject | null)?.['@odata.id'];
  const id = typeof reference === 'string' ? /\/(?:directoryObjects|users)(?:\/|\(')([^/')]+)/.exec(reference)?.[1] : undefined;
  if (id === undefined) throw badRequest("A value is required for property '@odata.id' of type Edm.String.");
  return id;
}

function memberNamed(call: Call, id: string): Account {
  const account = call.tenant.directory.find(id);
  if (account === undefined) throw notFound(id);
  return account;
}
