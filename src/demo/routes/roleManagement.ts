import { list, sequence } from '../odata/list.js';
import { groupId } from '../seed/groups.js';
import { guidOf } from '../seed/ids.js';
import { accountId } from '../seed/people/index.js';
import { assignments, eligibilities, roles, type SeedAssignment } from '../seed/roles.js';
import { pimUnlicensed } from '../service/errors.js';
import type { Call, GraphObject, Reply, Route } from '../service/route.js';

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
    handle: (call) => answer(call, assignments.map(assignment)),
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
    handle: (call) => pim(call, assignments.map(activeInstance)),
  },
];

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
  appScopeId: null,
  assignmentType: 'Assigned',
  memberType: seed.group ? 'Group' : 'Direct',
  startDateTime: null,
  endDateTime: null,
});
