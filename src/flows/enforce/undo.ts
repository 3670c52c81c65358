import { applyEdits } from '../../engine/applyEdits.js';
import type { TenantEdit, Verdict } from '../../engine/index.js';
import { judge, subset } from '../../findings/index.js';
import { differenceBetween, isReached, sameValue, type SettingChange } from '../../graph/index.js';
import type { PlanRecord } from '../../store/types.js';
import { countOf } from '../headlines.js';
import type { Scan } from '../types.js';
import { approvalBecause } from './approval.js';
import { refuse } from './audit.js';
import { inverse } from './inverse.js';
import type { EnforceParts, Pressing } from './parts.js';
import { propose } from './propose.js';
import { lookAt } from './standing.js';
import { contentOf, isDone, stepOf, undoableUntil } from './state.js';
import type { PlanContent, PlanOutcome, PlanRow } from './types.js';

/** The preview of taking a plan back: what nobody has changed since gets its prior value; the rest is told and left alone. */
export async function proposeUndo(parts: EnforceParts, scan: Scan, person: Pressing, planId: string): Promise<PlanOutcome> {
  const plans = await parts.plans;
  const record = await plans.load(planId);
  const allowed = await parts.authority.check(person, 'enforce');
  const turnAway = (because: string): Promise<PlanOutcome> => refuse(parts, allowed.actor, 'undoing a plan', because, planId);
  if (!record) return turnAway('I know no such plan.');
  if (!allowed.allowed) return turnAway(allowed.because);
  if (record.undoes && record.steps.every(({ status }) => status === 'planned')) return proposeUndo(parts, scan, person, record.undoes);
  if (record.undoes) return turnAway(`Plan ${record.number} took another one back already. To have that again, ask for it anew.`);
  if (await plans.undoOf(planId)) return { kind: 'plan', state: await lookAt(parts, record) };
  if (!undoableUntil(record, parts.now())) return turnAway(`Plan ${record.number} can't be undone: it wrote nothing, or it is more than 30 days old.`);
  const { restorable, changedSince } = await compare(parts, record);
  if (restorable.length === 0) return turnAway(`Nothing of plan ${record.number} can be put back. ${changedSince.join(' ')}`);
  const concerned = scan.report.accounts.filter(({ id }) => contentOf(record).rows.some(({ account }) => account.id === id));
  const approval = await approvalBecause(concerned, contentOf(record).kind === 'tenant', parts);
  const content = contentFor(record, restorable, changedSince, scan, approval);
  return { kind: 'plan', state: await propose(parts, person, allowed.actor, { content, changes: restorable, undoes: planId }) };
}

async function compare({ rights }: EnforceParts, { steps }: PlanRecord): Promise<{ restorable: SettingChange[]; changedSince: string[] }> {
  const done = steps.filter(isDone).map(stepOf);
  const outcomes = await rights.reader.read(done);
  const restorable: SettingChange[] = [];
  const changedSince: string[] = [];
  for (const [index, step] of done.entries()) {
    const outcome = outcomes[index]!;
    if ('error' in outcome) changedSince.push(`${step.text}: Graph could not tell how it is now.`);
    else if (isReached(step.ref, step.after, outcome.value)) restorable.push({ ...step, before: outcome.value, after: step.before, edits: step.edits.flatMap(inverse), text: `undo: ${step.text}` });
    else if (sameValue(outcome.value, step.before)) changedSince.push(`${step.text}: it is as it was before already.`);
    else changedSince.push(`${step.text}: somebody has changed it since (${differenceBetween(step.after, outcome.value)}).`);
  }
  return { restorable, changedSince };
}

function contentFor(record: PlanRecord, restorable: SettingChange[], changedSince: string[], scan: Scan, approval: string | undefined): PlanContent {
  const touched = new Set(restorable.flatMap(({ accountIds }) => accountIds));
  const was = contentOf(record);
  const rows = was.kind === 'accounts' ? was.rows.filter(({ account }) => touched.has(account.id)) : was.rows;
  const effects = was.effects.filter((edit) => !('accountId' in edit) || touched.has(edit.accountId) || was.kind === 'tenant').flatMap(inverse);
  const isUntold = restorable.some(({ edits }) => edits.length === 0);
  const after = isUntold ? new Map<string, Verdict>() : verdictsWith(scan, effects, rows);
  const now = verdictsWith(scan, [], rows);
  const opened = rows.filter(({ account }) => after.get(account.id) === 'nonCompliant').length;
  return {
    kind: 'undo', title: `Undo plan ${record.number}: ${was.title}`, heldBack: [], warnings: changedSince, effects, scannedAt: scan.report.scannedAt,
    rows: rows.map(({ account, lever }): PlanRow => ({ account, lever: lever && `Takes back: ${lever}`, before: now.get(account.id) ?? 'unknown', after: after.get(account.id) ?? 'unknown', warnings: [] })),
    effect: isUntold ? 'Which gaps open again by it, only the scan that follows can tell.' : opened > 0 ? `${countOf(opened)} can sign in without MFA again afterwards.` : 'No gap is known to open by it.',
    ...(approval && { approvalBecause: approval }),
  };
}

function verdictsWith({ snapshot }: Scan, effects: TenantEdit[], rows: PlanRow[]): Map<string, Verdict> {
  const few = subset(snapshot, new Set(rows.map(({ account }) => account.id)));
  return new Map(judge(applyEdits(few, effects)).accounts.map(({ id, verdict }) => [id, verdict]));
}
