import type { Snapshot } from '../../engine/index.js';
import { describeEdit } from '../../findings/index.js';
import type { Graph } from '../client/graph.js';
import { decodePolicy } from '../decode/conditionalAccess.js';
import { DecodeError, type Json } from '../decode/json.js';
import { readPolicies } from './policy.js';
import { editRaw, type PolicyEdit } from './policyEdits.js';
import { partsAt, touchedPaths } from './policyParts.js';
import { readError } from './reading.js';
import { already, nothing, unreadAll, type Resolution } from './resolution.js';
import type { Impossible, SettingChange } from './types.js';
import { isMicrosoftManaged } from './value.js';

/** All edits of one policy become one change. One request, whatever is asked. */
export async function resolvePolicies(graph: Graph, snapshot: Snapshot, edits: PolicyEdit[]): Promise<Resolution> {
  if (edits.length === 0) return nothing();
  try {
    return resolveWith(await readPolicies(graph), snapshot, edits);
  } catch (error) {
    return unreadAll(edits, readError(error));
  }
}

function resolveWith(policies: Map<string, Json>, snapshot: Snapshot, edits: PolicyEdit[]): Resolution {
  const named = edits.map((edit) => ({ edit, each: edit.policyId === undefined ? onEveryPolicy(edit, policies) : [edit] }));
  const nowhere = named.filter(({ each }) => each.length === 0).map(({ edit }) => already(edit, 'no enabled policy demands anything'));
  const all = named.flatMap(({ each }) => each);
  const parts = [...new Set(all.map(({ policyId }) => policyId!))].map((id) => editPolicy(policies.get(id), id, snapshot, all.filter((edit) => edit.policyId === id)));
  const changes = parts.flatMap(({ change }) => (change ? [change] : []));
  return { changes, impossible: [...nowhere, ...parts.flatMap(({ impossible }) => impossible)], effects: changes.flatMap((change) => change.edits) };
}

/** The same policies as in the engine's `applyEdits`: enabled, with grant controls. */
function onEveryPolicy(edit: PolicyEdit, policies: Map<string, Json>): PolicyEdit[] {
  const concerned = [...policies].filter(([, raw]) => decodePolicy(raw).state === 'enabled' && decodePolicy(raw).grant !== undefined);
  return concerned.map(([policyId]) => ({ ...edit, policyId }));
}

interface Edited {
  change?: SettingChange;
  impossible: Impossible[];
}

function editPolicy(before: Json | undefined, policyId: string, snapshot: Snapshot, edits: PolicyEdit[]): Edited {
  if (!before) return { impossible: edits.map((edit) => ({ edit, because: 'gone', text: 'the policy is no longer there; scan again' })) };
  const impossible: Impossible[] = [];
  const done: PolicyEdit[] = [];
  let after = before;
  for (const edit of edits) {
    const edited = tryEdit(after, edit, snapshot);
    if ('because' in edited) impossible.push(edited);
    else {
      after = edited.policy;
      done.push(edit);
    }
  }
  const paths = touchedPaths(before, after);
  if (paths.length === 0) return { impossible: [...impossible, ...done.map((edit) => already(edit, describeEdit(edit, snapshot)))] };
  return {
    impossible,
    change: {
      ref: { kind: 'policy', policyId }, before: partsAt(before, paths), after: partsAt(after, paths), edits: done,
      accountIds: accountsOf(done, snapshot), text: done.map((edit) => describeEdit(edit, snapshot)).join(', and '),
    },
  };
}

function tryEdit(policy: Json, edit: PolicyEdit, snapshot: Snapshot): { policy: Json } | Impossible {
  if (isMicrosoftManaged(policy) && !isOpenToEdits(edit)) {
    return { edit, because: 'managedPolicy', text: `\`${String(policy['displayName'])}\` is managed by Microsoft: only its state and who is excluded can be changed` };
  }
  try {
    const edited = editRaw(policy, edit);
    return touchedPaths(policy, edited).length > 0 ? { policy: edited } : already(edit, describeEdit(edit, snapshot));
  } catch (error) {
    if (!(error instanceof DecodeError)) throw error;
    return { edit, because: 'unread', text: `\`${String(policy['displayName'])}\` is not as documented (${error.message}); change it in the Entra admin center` };
  }
}

/** Of a Microsoft-managed policy. */
function isOpenToEdits(edit: PolicyEdit): boolean {
  if (edit.kind === 'dropExclusion') return edit.dimension === 'users' || edit.dimension === 'guests';
  return ['setPolicyState', 'excludeUser', 'excludeGroup'].includes(edit.kind);
}

function accountsOf(edits: PolicyEdit[], { accounts }: Snapshot): string[] {
  const ids = edits.flatMap((edit) => (edit.kind === 'excludeUser' ? [edit.accountId] : edit.kind === 'dropExclusion' && edit.entry !== undefined ? [edit.entry] : []));
  return [...new Set(ids)].filter((id) => accounts.some((account) => account.id === id));
}
