import type { ConditionalAccessPolicy, Group, RoleAssignment } from '../../engine/index.js';
import * as calls from '../calls.js';
import { GraphError } from '../client/error.js';
import { onlyPage, readPages } from '../client/pages.js';
import { decodeNamedObject, type NamedObject } from '../decode/access.js';
import { needObject, needText } from '../decode/json.js';
import type { AccountTable } from './accountTable.js';
import type { Scan } from './scan.js';

export interface GroupSources {
  policies: ConditionalAccessPolicy[] | undefined;
  assignments: RoleAssignment[] | undefined;
  eligibilities: RoleAssignment[] | undefined;
}

/** A group with its members as numbers of the table; `members` undefined = unread. */
export interface GroupMembers extends Omit<Group, 'members'> {
  members: number[] | undefined;
}

/** Reads every group that a policy names or that holds a role. A group that couldn't be read is there without members. */
export async function readGroups(scan: Scan, table: AccountTable, sources: GroupSources, users: Promise<unknown>): Promise<GroupMembers[]> {
  const named = groupsOfPolicies(sources.policies ?? []);
  const principals = principalsOf(sources);
  const [early, objects] = await Promise.all([
    readEach(scan, table, named),
    readNames(scan, [...new Set([...named, ...principals])]),
  ]);
  const late = await mayBeGroups(principals.filter((id) => !named.includes(id)), objects, table, users);
  // A principal that is no group after all was a service principal or an account that is gone.
  const holders = (await readEach(scan, table, late)).filter(({ isDeleted }) => !isDeleted);
  scan.finish('groups');
  return [...early, ...holders].map((group) => ({ ...group, displayName: objects?.get(group.id)?.displayName }));
}

/** Principals whose type is unread and that are no accounts: taken for groups, or a role held through one would be overlooked. */
async function mayBeGroups(
  principals: string[], objects: Map<string, NamedObject> | undefined, table: AccountTable, users: Promise<unknown>,
): Promise<string[]> {
  if (principals.every((id) => objects?.has(id))) return principals.filter((id) => objects?.get(id)?.type === 'group');
  await users;
  return principals.filter((id) => (objects?.get(id)?.type ?? (table.has(id) ? 'user' : 'group')) === 'group');
}

function groupsOfPolicies(policies: ConditionalAccessPolicy[]): string[] {
  return [...new Set(policies.flatMap(({ users }) => [...users.includeGroups, ...users.excludeGroups]))];
}

function principalsOf({ assignments, eligibilities }: GroupSources): string[] {
  return [...new Set([...(assignments ?? []), ...(eligibilities ?? [])].map(({ principalId }) => principalId))];
}

const readEach = (scan: Scan, table: AccountTable, ids: string[]): Promise<GroupMembers[]> =>
  Promise.all(ids.map((id) => readGroup(scan, table, id)));

async function readGroup(scan: Scan, table: AccountTable, id: string): Promise<GroupMembers> {
  const call = calls.groupMembers(id);
  try {
    return { id, displayName: undefined, members: await readMembers(scan, table, call), isDeleted: false };
  } catch (error) {
    // Policies keep the ids of deleted groups; a deleted group has no members.
    if (error instanceof GraphError && error.isNotFound) return { id, displayName: undefined, members: [], isDeleted: true };
    scan.noteFailure(call, error);
    return { id, displayName: undefined, members: undefined, isDeleted: false };
  }
}

async function readMembers(scan: Scan, table: AccountTable, call: calls.ReadCall): Promise<number[]> {
  const members: number[] = [];
  await readPages(scan.graph, call, {
    onPage: (rows) => rows.forEach((row) => members.push(table.numberOf(needText(needObject(row, 'a member'), 'id')))),
    onRestart: () => (members.length = 0),
  });
  return members;
}

/** Names and types by id; undefined where a call failed, which costs names only. */
async function readNames(scan: Scan, ids: string[]): Promise<Map<string, NamedObject> | undefined> {
  const call = calls.directoryObjects;
  const chunks = Array.from({ length: Math.ceil(ids.length / calls.IDS_PER_CALL) }, (_, index) =>
    ids.slice(index * calls.IDS_PER_CALL, (index + 1) * calls.IDS_PER_CALL));
  return scan.read(call, async () => {
    const answers = await Promise.all(chunks.map((chunk) => scan.graph.post(call, { ids: chunk, types: ['user', 'group', 'servicePrincipal'] })));
    const objects = answers.flatMap((answer) => onlyPage(answer).map(decodeNamedObject));
    return new Map(objects.map((object) => [object.id, object]));
  });
}
