import type { Route } from '../service/route.js';
import { authentication } from './authentication.js';
import { conditionalAccess } from './conditionalAccess.js';
import { crossTenantAccess } from './crossTenantAccess.js';
import { directoryObjects } from './directoryObjects.js';
import { groupMembers } from './groupMembers.js';
import { groups } from './groups.js';
import { memberships } from './memberships.js';
import { organization } from './organization.js';
import { planner } from './planner.js';
import { policies } from './policies.js';
import { reports } from './reports.js';
import { roleManagement } from './roleManagement.js';
import { users } from './users.js';

/** Every call the demo tenant answers, in the order they are tried. */
export const routes: Route[] = [
  ...organization,
  ...users,
  ...authentication,
  ...reports,
  ...policies,
  ...conditionalAccess,
  ...crossTenantAccess,
  ...roleManagement,
  ...groups,
  ...groupMembers,
  ...memberships,
  ...directoryObjects,
  ...planner,
];
