import { list, sequence, type Sequence } from '../odata/list.js';
import { groupId } from '../seed/groups.js';
import { roles } from '../seed/roles.js';
import { badRequest } from '../service/errors.js';
import { ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import { cast, groupJson, memberList, typed } from './groups.js';
import { accountOf } from './users.js';

/** The groups and roles around one account. */
export const memberships: Route[] = [
  {
    method: 'GET',
    path: '/users/{user}/memberOf',
    permission: 'User.Read.All',
    handle: (call) => list(call, sequence(membershipsOf(call, 'direct')), memberList),
  },
  {
    method: 'GET',
    path: '/users/{user}/transitiveMemberOf',
    permission: 'User.Read.All',
    cost: 2,
    handle: (call) => list(call, sequence(membershipsOf(call, 'transitive')), memberList),
  },
  { method: 'POST', path: '/users/{user}/checkMemberGroups', permission: 'User.Read.All', cost: 4, handle: checkMemberGroups },
  ...(['group', 'directoryRole'] as const).flatMap((type): Route[] => [
    {
      method: 'GET',
      path: `/users/{user}/memberOf/microsoft.graph.${type}`,
      permission: 'User.Read.All',
      handle: (call) => cast(call, only(type, membershipsOf(call, 'direct'))),
    },
    {
      method: 'GET',
      path: `/users/{user}/transitiveMemberOf/microsoft.graph.${type}`,
      permission: 'User.Read.All',
      cost: 2,
      handle: (call) => cast(call, only(type, membershipsOf(call, 'transitive'))),
    },
  ]),
];

const only = (type: string, items: GraphObject[]): Sequence =>
  sequence(items.filter((item) => item['@odata.type'] === `#microsoft.graph.${type}`));

function checkMemberGroups(call: Call): Reply {
  const asked = (call.body as { groupIds?: unknown } | null)?.groupIds;
  if (!Array.isArray(asked) || asked.length > 20) throw badRequest("'groupIds' must hold up to 20 ids.");
  const memberOf = new Set(call.tenant.view.allGroupsOf(accountOf(call)).map(groupId));
  return ok({ value: asked.filter((id) => memberOf.has(id)) });
}

function membershipsOf(call: Call, reach: 'direct' | 'transitive'): GraphObject[] {
  const { view } = call.tenant;
  const account = accountOf(call);
  const keys = reach === 'direct' ? view.groupsNaming({ account }) : view.allGroupsOf(account);
  const held = view
    .rolesOf(account)
    .map((displayName) => ({ id: roles[displayName], displayName, roleTemplateId: roles[displayName], description: displayName }));
  return [...keys.map((key) => typed('group', groupJson(key))), ...held.map((role) => typed('directoryRole', role))];
}
