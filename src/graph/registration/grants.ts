import type { Graph } from '../client/graph.js';
import { readList } from '../client/pages.js';
import { needObject, needText, object, text } from '../decode/json.js';
import type { NeededPermission } from '../permissions/table.js';
import { idsOf, type GraphPermissions } from './access.js';
import * as calls from './calls.js';
import { TO_GRANT_ROLES, TO_GRANT_SCOPES, type Steps } from './steps.js';

const NOT_KNOWN_YET = [400, 404];

/** Application permissions, one by one: each that is not there. Without a principal: all of them would be given. */
export async function grantRoles(graph: Graph, steps: Steps, principalId: string | undefined, needed: readonly NeededPermission[], permissions: GraphPermissions): Promise<void> {
  const ids = idsOf(permissions.application, needed);
  const held = principalId === undefined ? new Set<unknown>() : await rolesHeld(graph, principalId, permissions.principalId);
  warnOfMore(steps, [...permissions.application].filter(([, id]) => held.has(id) && !ids.includes(id)).map(([name]) => name));
  const missing = needed.filter((_, index) => !held.has(ids[index]));
  if (missing.length === 0 && needed.length > 0) steps.said('all application permissions are given');
  for (const permission of missing) {
    const body = { principalId, resourceId: permissions.principalId, appRoleId: permissions.application.get(permission.name) };
    await steps.do(`give the application permission \`${permission.name}\`: ${permission.why}`, {
      call: calls.appRoleAssignments(principalId ?? ''), method: 'POST', body, needs: TO_GRANT_ROLES, tooSoon: NOT_KNOWN_YET,
    });
  }
}

async function rolesHeld(graph: Graph, principalId: string, resourceId: string): Promise<Set<unknown>> {
  const rows = (await readList(graph, calls.appRoleAssignments(principalId))).map(object);
  return new Set(rows.filter((row) => row?.['resourceId'] === resourceId).map((row) => row?.['appRoleId']));
}

/** Somebody else may have given them for a reason of theirs. */
function warnOfMore(steps: Steps, names: string[]): void {
  if (names.length > 0) steps.warn(`more application permissions are held than needed: take them away in the Entra admin center (${names.map((name) => `\`${name}\``).join(', ')})`);
}

/** Delegated permissions for everybody, in one grant; what is in it already stays. */
export async function grantScopes(graph: Graph, steps: Steps, principalId: string | undefined, needed: readonly NeededPermission[], permissions: GraphPermissions): Promise<void> {
  if (needed.length === 0) return;
  const current = principalId === undefined ? undefined : await grantOf(graph, principalId, permissions.principalId);
  const missing = needed.map(({ name }) => name).filter((name) => !current?.scopes.includes(name));
  if (missing.length === 0) return steps.said('all delegated permissions are given');
  const scope = [...(current?.scopes ?? []), ...missing].join(' ');
  const names = missing.map((name) => `\`${name}\``).join(', ');
  await steps.do(`consent for everybody to the delegated permissions ${names}`, {
    needs: TO_GRANT_SCOPES, tooSoon: NOT_KNOWN_YET,
    ...(current ? { call: calls.permissionGrant(current.id), method: 'PATCH', body: { scope } } : {
      call: calls.permissionGrants, method: 'POST', body: { clientId: principalId, consentType: 'AllPrincipals', resourceId: permissions.principalId, scope },
    }),
  });
}

async function grantOf(graph: Graph, principalId: string, resourceId: string): Promise<{ id: string; scopes: string[] } | undefined> {
  const rows = (await readList(graph, calls.permissionGrantsOf(principalId))).map((row) => needObject(row, 'a permission grant'));
  const found = rows.find((row) => row['resourceId'] === resourceId && row['consentType'] === 'AllPrincipals');
  return found && { id: needText(found, 'id'), scopes: (text(found['scope']) ?? '').split(' ').filter(Boolean) };
}
