import type { RoleAssignment } from '../engine/index.js';
import * as calls from './calls.js';
import { GraphError } from './client/error.js';
import type { Graph } from './client/graph.js';
import { readList } from './client/pages.js';
import { decodeRoleAssignment } from './decode/access.js';
import { decodeAccount } from './decode/account.js';
import { DecodeError, needObject, needText } from './decode/json.js';

/** Whoever presses a button, as the directory knows them. Ids here are in lower case. */
export interface DirectoryPerson {
  id: string;
  userPrincipalName: string;
  displayName: string;
  userType: 'member' | 'guest';
  accountEnabled: boolean;
}

/**
 * One account, asked now; undefined where the tenant has none with this id.
 * Throws GraphError, and DecodeError where the answer leaves open whether it may sign in: a right is never guessed.
 */
export async function readPerson(graph: Graph, accountId: string): Promise<DirectoryPerson | undefined> {
  const raw = await graph.get(calls.account(accountId)).catch(undefinedIfMissing);
  if (raw === undefined) return undefined;
  const { account, misread } = decodeAccount(raw);
  const id = account.id.toLowerCase();
  // An address would be found as well; only an id tells one person from all others for good.
  if (id !== accountId.toLowerCase()) throw new DecodeError('another account came than the one asked for');
  if (misread.includes('accountEnabled')) throw new DecodeError('`accountEnabled` is neither true nor false');
  const { userPrincipalName, displayName, userType, accountEnabled } = account;
  return { id, userPrincipalName, displayName, userType, accountEnabled };
}

/** An account by its id or sign-in address, for a person who names themselves. Throws GraphError and DecodeError. */
export async function findPerson(graph: Graph, name: string): Promise<Pick<DirectoryPerson, 'id' | 'userPrincipalName' | 'displayName'> | undefined> {
  const raw = await graph.get(calls.account(name)).catch(undefinedIfMissing);
  return raw === undefined ? undefined : decodeAccount(raw).account;
}

/** Role assignments active now for the whole tenant, activated ones included. Throws GraphError and DecodeError. */
export const readActiveRoles = (graph: Graph): Promise<RoleAssignment[]> => tenantWide(graph, calls.roleAssignments);

/** What may be activated in Privileged Identity Management. Throws GraphError (without a P2 licence, too) and DecodeError. */
export const readEligibleRoles = (graph: Graph): Promise<RoleAssignment[]> => tenantWide(graph, calls.roleEligibilities);

/** Ids of all groups an account belongs to, nested ones included. Throws GraphError and DecodeError. */
export async function readGroupIds(graph: Graph, accountId: string): Promise<Set<string>> {
  const rows = await readList(graph, calls.allGroupsOf(accountId));
  return new Set(rows.map((row) => needText(needObject(row, 'a group'), 'id').toLowerCase()));
}

/** A role in an administrative unit or an application gives no right over the tenant. */
async function tenantWide(graph: Graph, call: calls.ReadCall): Promise<RoleAssignment[]> {
  const assignments = (await readList(graph, call)).map(decodeRoleAssignment);
  return assignments
    .filter(({ directoryScopeId }) => directoryScopeId === '/')
    .map((each) => ({ ...each, principalId: each.principalId.toLowerCase() }));
}

function undefinedIfMissing(cause: unknown): undefined {
  if (cause instanceof GraphError && cause.isNotFound) return undefined;
  throw cause;
}
