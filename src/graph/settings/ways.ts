import type { Snapshot } from '../../engine/index.js';
import * as calls from '../calls.js';
import type { BatchAnswer } from '../client/batch.js';
import { GraphError } from '../client/error.js';
import type { Graph } from '../client/graph.js';
import { readEach, readLists, rowOf, type Row } from './lists.js';
import { readError } from './reading.js';
import type { MembershipEdit } from './resolveMemberships.js';

/** How accounts come to be in groups, read for some edits of membership. A GraphError in place of what couldn't be read. */
export interface Ways {
  /** Groups an account is a direct member of, by account. */
  direct: Map<string, Row[] | GraphError>;
  /** Groups to be added to, as they are themselves. */
  own: Map<string, Row | GraphError>;
  /** Groups in a group, by group: those to be changed, and those of the snapshot that hold one of the accounts. */
  below: Map<string, Row[] | GraphError>;
  /** Groups around a group that somebody is to be added to. */
  above: Map<string, Row[] | GraphError>;
}

/** One part of a batch for each account and each group, 20 to a request. Throws TokenError only. */
export async function readWays(graph: Graph, snapshot: Snapshot, edits: readonly MembershipEdit[]): Promise<Ways> {
  const accounts = unique(edits.map(({ accountId }) => accountId));
  const joined = unique(edits.filter(({ kind }) => kind === 'addToGroup').map(({ groupId }) => groupId));
  const groups = unique([...edits.map(({ groupId }) => groupId), ...accounts.flatMap((id) => groupsHolding(snapshot, id))]);
  const [lists, objects] = await Promise.all([
    readLists(graph, [...accounts.map(calls.writableGroupsOf), ...groups.map(calls.groupsBelow), ...joined.map(calls.groupsAbove)]),
    readEach(graph, joined.map(calls.writableGroup)),
  ]);
  const keyed = <T>(ids: string[], from: number, values: T[]): Map<string, T> => new Map(ids.map((id, index) => [id, values[from + index]!]));
  return {
    direct: keyed(accounts, 0, lists), below: keyed(groups, accounts.length, lists),
    above: await withoutGaps(graph, snapshot, keyed(joined, accounts.length + groups.length, lists)),
    own: keyed(joined, 0, objects.map(groupIn)),
  };
}

/** Where the groups around one can't be asked for, those of the snapshot are asked whether they hold it: no other group decides anything. */
async function withoutGaps(graph: Graph, { groups }: Snapshot, above: Ways['above']): Promise<Ways['above']> {
  const lost = [...above].filter(([, rows]) => rows instanceof GraphError).map(([id]) => id);
  const candidates = lost.length > 0 ? [...groups.values()].filter(({ isDeleted }) => !isDeleted).map(({ id }) => id) : [];
  const lists = await readLists(graph, candidates.map(calls.groupsBelow));
  if (lists.some((rows) => rows instanceof GraphError)) return above;
  const around = (id: string): Row[] => candidates.filter((_, index) => has(lists[index], id)).map((each) => ({ id: each }));
  return new Map([...above, ...lost.map((id) => [id, around(id)] as const)]);
}

/** Groups of the snapshot that hold the account, by whatever way. */
export function groupsHolding({ accounts, groups }: Snapshot, accountId: string): string[] {
  const position = accounts.findIndex(({ id }) => id === accountId);
  return [...groups.values()].filter(({ members }) => members?.has(position)).map(({ id }) => id);
}

/** Is the one group the other, or in it? Undefined where that couldn't be read. */
export function isWithin({ below, above }: Ways, inner: string, outer: string): boolean | undefined {
  if (inner === outer) return true;
  const known = [has(below.get(outer), inner), has(above.get(inner), outer)];
  return known.find((each) => each !== undefined);
}

const has = (rows: Row[] | GraphError | undefined, id: string): boolean | undefined =>
  rows === undefined || rows instanceof GraphError ? undefined : rows.some((row) => row.id === id);

function groupIn(answer: BatchAnswer): Row | GraphError {
  try {
    return 'error' in answer ? answer.error : rowOf(answer.body);
  } catch (error) {
    return readError(error);
  }
}

const unique = (ids: string[]): string[] => [...new Set(ids)];
