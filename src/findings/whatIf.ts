import { applyEdits } from '../engine/applyEdits.js';
import type { AccountReport, ChangedAccount, Counts, Report, Snapshot, TenantEdit, WhatIfResult } from '../engine/index.js';
import { describeEdit } from './describeEdit.js';
import { judge } from './judge.js';

/** Judges the snapshot with the edits applied and tells whose verdict changes. `before` spares the first judgement. */
export function whatIf(snapshot: Snapshot, edits: readonly TenantEdit[], before: Report = judge(snapshot)): WhatIfResult {
  const after = judge(applyEdits(snapshot, edits));
  return {
    change: edits.map((edit) => describeEdit(edit, snapshot)).join('; '),
    before: verdicts(before.summary),
    after: verdicts(after.summary),
    accounts: before.accounts.flatMap((account, position) => changed(account, after.accounts[position]!)),
  };
}

function changed(before: AccountReport, after: AccountReport): ChangedAccount[] {
  if (before.verdict === after.verdict) return [];
  const { id, userPrincipalName, displayName } = before;
  return [{ id, userPrincipalName, displayName, before: before.verdict, after: after.verdict, witness: after.witness }];
}

const verdicts = ({ compliant, nonCompliant, unknown, blocked }: Counts) => ({ compliant, nonCompliant, unknown, blocked });
