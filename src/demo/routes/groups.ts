import { count, list, requireAdvanced, sequence, type ListOptions, type Sequence } from '../odata/list.js';
import { select, selectedProperties } from '../odata/select.js';
import { groupId, groups as seedGroups, type GroupKey, type SeedGroup } from '../seed/groups.js';
import { notFound } from '../service/errors.js';
import { ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import { groupKeyOf } from '../tenant/directory.js';
import { groupKeys } from '../tenant/view.js';
import { userProperties } from '../tenant/userJson.js';
import { userOf } from './users.js';

const permission = 'GroupMember.Read.All';

export const groups: Route[] = [
  { method: 'GET', path: '/groups', permission, handle: (call) => list(call, sequence(groupKeys.map(groupJson)), groupList) },
  { method: 'GET', path: '/groups/{group}', permission, handle: oneGroup },
  { method: 'GET', path: '/groups/{group}/members', permission, cost: 3, handle: (call) => list(call, members(call), memberList) },
  {
    method: 'GET',
    path: '/groups/{group}/members/microsoft.graph.user',
    permission,
    cost: 3,
    handle: (call) => cast(call, usersAmong(call, 'direct')),
  },
  {
    method: 'GET',
    path: '/groups/{group}/members/microsoft.graph.group',
    permission,
    cost: 3,
    handle: (call) => cast(call, sequence(call.tenant.view.directMembers(groupOf(call)).groups.map(groupJson))),
  },
  {
    method: 'GET',
    path: '/groups/{group}/transitiveMembers',
    permission,
    cost: 5,
    handle: (call) => list(call, transitiveMembers(call), memberList),
  },
  {
    method: 'GET',
    path: '/groups/{group}/transitiveMembers/microsoft.graph.user',
    permission,
    cost: 5,
    handle: (call) => cast(call, usersAmong(call, 'transitive')),
  },
  {
    method: 'GET',
    path: '/groups/{group}/transitiveMembers/microsoft.graph.group',
    permission,
    cost: 5,
    handle: (call) => cast(call, sequence(call.tenant.view.nestedGroups(groupOf(call)).slice(1).map(groupJson))),
  },
  {
    method: 'GET',
    path: '/groups/{group}/transitiveMembers/$count',
    permission,
    cost: 5,
    handle: (call) => count(call, transitiveMembers(call), memberList),
  },
  {
    method: 'GET',
    path: '/groups/{group}/memberOf',
    permission,
    handle: (call) => list(call, sequence(groupsAround(call).map(groupJson)), groupList),
  },
  {
    method: 'GET',
    path: '/groups/{group}/transitiveMemberOf/microsoft.graph.group',
    permission,
    handle: (call) => cast(call, sequence(allGroupsAround(call).map(groupJson))),
  },
];

const groupList: ListOptions = { context: 'groups', defaultTop: 100, maxTop: 999, isDirectory: true };
export const memberList: ListOptions = { context: 'directoryObjects', defaultTop: 100, maxTop: 999, isDirectory: true };
const userMembers: ListOptions = { ...memberList, context: 'users', properties: userProperties };

/** The group a path names. @throws GraphError 404, for deleted groups too */
export function groupOf(call: Call): GroupKey {
  const key = groupKeyOf(call.params.group!);
  if (key === undefined) throw notFound(call.params.group!);
  return key;
}

export function groupJson(key: GroupKey): GraphObject {
  const seed: SeedGroup = seedGroups[key];
  const types = [...(seed.rule ? ['DynamicMembership'] : []), ...(seed.isMicrosoft365 ? ['Unified'] : [])];
  return {
    id: groupId(key),
    displayName: seed.displayName,
    description: seed.description,
    securityEnabled: !seed.isMicrosoft365,
    mailEnabled: seed.isMicrosoft365 ?? false,
    groupTypes: types,
    membershipRule: ruleText(seed.rule),
    isAssignableToRole: seed.isAssignableToRole ?? null,
    createdDateTime: '2019-07-30T18:04:11Z',
    onPremisesSyncEnabled: seed.onPremisesSyncEnabled ?? null,
    deletedDateTime: null,
    visibility: null,
  };
}

function ruleText(rule: SeedGroup['rule']): string | null {
  if (rule === undefined) return null;
  return rule === 'employees'
    ? '(user.userType -eq "Member") and (user.department -ne null)'
    : `(user.department -eq "${rule.department}")`;
}

export const typed = (type: string, item: GraphObject): GraphObject => ({ '@odata.type': `#microsoft.graph.${type}`, ...item });

function oneGroup(call: Call): Reply {
  return ok(select(groupJson(groupOf(call)), selectedProperties(call.query, groupList)));
}

/** An OData cast is an advanced query. */
export function cast(call: Call, source: Sequence): Reply {
  requireAdvanced(call);
  return list(call, source, call.path.endsWith('microsoft.graph.user') ? userMembers : memberList);
}

/** Groups first, then people, as one sequence that makes each item when asked. */
function members(call: Call): Sequence {
  const { accounts, groups: inner } = call.tenant.view.directMembers(groupOf(call));
  return objects(call, inner, accounts);
}

function transitiveMembers(call: Call): Sequence {
  const key = groupOf(call);
  return objects(call, call.tenant.view.nestedGroups(key).slice(1), call.tenant.view.transitiveMembers(key));
}

function objects(call: Call, inner: readonly GroupKey[], positions: readonly number[]): Sequence {
  return {
    length: inner.length + positions.length,
    at: (n, properties) =>
      n < inner.length ? typed('group', groupJson(inner[n]!)) : typed('user', userAt(call, positions[n - inner.length]!, properties)),
  };
}

function usersAmong(call: Call, reach: 'direct' | 'transitive'): Sequence {
  const { view } = call.tenant;
  const key = groupOf(call);
  const positions = reach === 'direct' ? view.directMembers(key).accounts : view.transitiveMembers(key);
  return { length: positions.length, at: (n, properties) => userAt(call, positions[n]!, properties) };
}

function userAt(call: Call, position: number, properties?: readonly string[]): GraphObject {
  return userOf(call, call.tenant.directory.at(position), properties);
}

const groupsAround = (call: Call): GroupKey[] => call.tenant.view.groupsNaming({ group: groupOf(call) });

function allGroupsAround(call: Call): GroupKey[] {
  const inner = groupOf(call);
  return groupKeys.filter((key) => key !== inner && call.tenant.view.nestedGroups(key).includes(inner));
}
