import { applyEdits } from '../../engine/applyEdits.js';
import type { TenantEdit, Verdict } from '../../engine/index.js';
import { judge, subset } from '../../findings/index.js';
import type { PlanRecord } from '../../store/types.js';
import type { EnforceParts } from './parts.js';
import { contentOf, stepOf } from './state.js';

/** Judges the plan's accounts again with what Graph now shows, and lets everybody else see it; a scan that reads all of it follows. */
export async function judgeAfter({ scanner, log }: EnforceParts, record: PlanRecord): Promise<Record<string, Verdict>> {
  const effective = effectsOf(record);
  // A process that takes a plan up may not have scanned yet.
  const scan = scanner.latest() ?? (await scanner.current().catch((cause: unknown) => log('the accounts of a plan could not be judged', cause)));
  if (!scan) return {};
  const isUntold = record.steps.some((step) => step.status === 'effective' && stepOf(step).edits.length === 0);
  if (effective.length > 0 || isUntold) scanner.amend(effective).catch((cause: unknown) => log('the scan after a plan failed', cause));
  const ids = new Set(contentOf(record).rows.map(({ account }) => account.id));
  // An undo whose effect the engine can't compute beforehand: until the scan that follows nobody knows.
  if (isUntold) return Object.fromEntries([...ids].map((id) => [id, 'unknown']));
  const after = judge(applyEdits(subset(scan.snapshot, ids), effective));
  return Object.fromEntries(after.accounts.map(({ id, verdict }) => [id, verdict]));
}

/** The effects of steps that took effect. An effect belongs to the steps of its account, or of its policy. */
function effectsOf(record: PlanRecord): TenantEdit[] {
  const effective = record.steps.filter(({ status }) => status === 'effective').map(stepOf);
  if (effective.length === record.steps.length) return contentOf(record).effects;
  const edits = new Set(effective.flatMap((step) => step.edits.map((edit) => JSON.stringify(edit))));
  const accounts = new Set(effective.filter(({ ref }) => ref.kind === 'membership').flatMap(({ accountIds }) => accountIds));
  return contentOf(record).effects.filter((effect) => edits.has(JSON.stringify(effect)) || (effect.kind === 'removeFromGroup' && accounts.has(effect.accountId) && isWhole(record, effect.accountId)));
}

/** An account in a group through several ways leaves it only when all of them are closed. */
function isWhole({ steps }: PlanRecord, accountId: string): boolean {
  return steps.every((step) => step.status === 'effective' || !stepOf(step).accountIds.includes(accountId));
}
