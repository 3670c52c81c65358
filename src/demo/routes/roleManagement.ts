import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { list, sequence } from '../odata/list.js';
import { groupId } from '../seed/groups.js';
import { guidOf } from '../seed/ids.js';
import { accountId } from '../seed/people/index.js';
import { assignments, eligibilities, roles, type SeedAssignment } from '../seed/roles.js';
import { badRequest, pimUnlicensed } from '../service/errors.js';
import { created, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import { writeAudited } from '../tenant/audit.js';
import type { Changes } from '../tenant/changes.js';
import { nameOf } from './users.js';

const root = '/roleManagement/directory';

export const roleManagement: Route[] = [
  {
    method: 'GET',
    path: `${root}/roleDefinitions`,
    permission: 'RoleManagement.Read.Directory',
    handle: (call) => answer(call, definitions),
  },
  {
    method: 'GET',
    path: `${root}/roleAssignments`,
    permission: 'RoleManagement.Read.Directory',
    handle: (call) => answer(call, [...assignments.map(assignment), ...call.tenant.view.changes.roleAssignments.map(givenLater)]),
  },
  {
    method: 'POST',
    path: `${root}/roleAssignments`,
    permission: 'RoleManagement.ReadWrite.Directory',
    roles: ['Privileged Role Administrator'],
    handle: assign,
  },
  {
    method: 'GET',
    path: `${root}/roleEligibilityScheduleInstances`,
    permission: 'RoleEligibilitySchedule.Read.Directory',
    handle: (call) => pim(call, eligibilities.map(eligibility)),
  },
  {
    method: 'GET',
    path: `${root}/roleAssignmentScheduleInstances`,
    permission: 'RoleAssignmentSchedule.Read.Directory',
    handle: (call) => pim(call, [...assignments.map(activeInstance), ...call.tenant.view.changes.roleAssignments.map(givenLaterInstance)]),
  },
];

const asked = z.object({ principalId: z.string(), roleDefinitionId: z.string(), directoryScopeId: z.literal('/') });

/** To an account, over the whole tenant. */
function assign(call: Call): Reply {
  const body = asked.safeParse(call.body);
  const role = Object.entries(roles).find(([, id]) => id === body.data?.roleDefinitionId);
  const account = body.data && call.tenant.directory.find(body.data.principalId);
  if (!role || !account) throw badRequest('The role assignment request is invalid.');
  const [displayName, roleDefinitionId] = role;
  const given = { id: randomUUID(), principalId: account.id, roleDefinitionId };
  const told = {
    activity: 'Add member to role', category: 'RoleManagement', service: 'Core Directory', target: { type: 'User', ...nameOf(account) },
    modified: [{ name: 'Role.ObjectID', before: null, after: roleDefinitionId }, { name: 'Role.DisplayName', before: null, after: displayName }],
  } as const;
  writeAudited(call, told, (changes) => {
    changes.roleAssignments = [...changes.roleAssignments, given];
  });
  return created({ '@odata.context': `${call.tenant.tokens.base}/${call.version}/$metadata#${root.slice(1)}/roleAssignments/$entity`, ...givenLater(given) });
}

const givenLater = (given: Changes['roleAssignments'][number]): GraphObject => ({ ...given, directoryScopeId: '/' });
const givenLaterInstance = (given: Changes['roleAssignments'][number]): GraphObject => ({ ...givenLater(given), ...activeOf('Direct') });

const definitions: GraphObject[] = Object.entries(roles).map(([displayName, id]) => ({
  id,
  templateId: id,
  displayName,
  description: displayName,
  isBuiltIn: true,
  isEnabled: true,
  resourceScopes: ['/'],
}));

function answer(call: Call, items: GraphObject[]): Reply {
  return list(call, sequence(items), { context: call.path.slice(1), maxTop: 999 });
}

function pim(call: Call, items: GraphObject[]): Reply {
  if (call.tenant.settings.licence !== 'p2') throw pimUnlicensed();
  return answer(call, items);
}

/** Graph doesn't tell whether the principal is a person or a group. */
function assignment(seed: SeedAssignment): GraphObject {
  const principalId = seed.group ? groupId(seed.group) : accountId(seed.account!);
  return {
    id: guidOf('assignment', `${seed.role}:${principalId}`),
    principalId,
    roleDefinitionId: roles[seed.role],
    directoryScopeId: seed.scope ?? '/',
  };
}

const eligibility = (seed: SeedAssignment): GraphObject => ({
  ...assignment(seed),
  appScopeId: null,
  memberType: 'Direct',
  startDateTime: '2026-01-12T14:00:00Z',
  endDateTime: null,
  roleEligibilityScheduleId: guidOf('eligibility', `${seed.role}:${seed.account}`),
});

const activeInstance = (seed: SeedAssignment): GraphObject => ({
  ...assignment(seed),
  ...activeOf(seed.group ? 'Group' : 'Direct'),
});

const activeOf = (memberType: 'Group' | 'Direct'): GraphObject => ({ appScopeId: null, assignmentType: 'Assigned', memberType, startDateTime: null, endDateTime: null });
