import type { Snapshot, TenantEdit } from '../../engine/index.js';
import { describeEdit } from '../../findings/index.js';
import type { Graph } from '../client/graph.js';
import type { RefOf, SettingKind } from './kind.js';
import { already, nothing, unread, type Resolution } from './resolution.js';
import type { SettingRef, SettingValue } from './types.js';
import { isReached } from './value.js';

interface Wanted<K extends SettingRef['kind']> {
  edit: TenantEdit;
  ref: RefOf<K>;
  after: SettingValue;
  accountIds: string[];
}

/** Settings that are one value each: what they are now is read, and set where it differs. The last of several edits of one setting counts. */
export async function resolveValues<K extends SettingRef['kind']>(graph: Graph, snapshot: Snapshot, kind: SettingKind<K>, wanted: Wanted<K>[]): Promise<Resolution> {
  if (wanted.length === 0) return nothing();
  const last = [...new Map(wanted.map((each) => [JSON.stringify(each.ref), each])).values()];
  const answers = await kind.read(graph, last.map(({ ref, after }) => ({ ref, before: after })));
  const parts = last.map((each, index) => resolveOne(snapshot, each, answers[index]!));
  const failures = parts.map(({ failure }) => failure);
  return {
    changes: parts.flatMap(({ changes }) => changes), impossible: parts.flatMap(({ impossible }) => impossible), effects: parts.flatMap(({ effects }) => effects),
    ...(failures[0] && failures.every(Boolean) && { failure: failures[0] }),
  };
}

function resolveOne<K extends SettingRef['kind']>(
  snapshot: Snapshot, { edit, ref, after, accountIds }: Wanted<K>, answer: Awaited<ReturnType<SettingKind<K>['read']>>[number],
): Resolution {
  if ('error' in answer) return { ...nothing(), impossible: [unread(edit, answer.error)], ...(!answer.error.isNotFound && { failure: answer.error }) };
  const text = describeEdit(edit, snapshot);
  if (isReached(ref, after, answer.value)) return { ...nothing(), impossible: [already(edit, text)] };
  return { changes: [{ ref, before: answer.value, after, edits: [edit], accountIds, text }], impossible: [], effects: [edit] };
}
