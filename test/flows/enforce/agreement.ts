import assert from 'node:assert/strict';
import type { PlanStep } from '../../../src/flows/index.js';
import { isReached, sameValue, type Settings } from '../../../src/graph/index.js';
import type { AuditRow, PlanRecord, StepRecord } from '../../../src/store/index.js';
import type { Taken } from '../../support/faultProxy.js';

interface Told {
  record: PlanRecord;
  rows: AuditRow[];
  taken: Taken[];
  settings: Settings;
}

export const changeOf = ({ change }: StepRecord): PlanStep => change as PlanStep;

/** Of one finished plan: what Graph shows, what the journal says, what the audit log holds, what went over the wire. */
export async function checkAgreement({ record, rows, taken, settings }: Told): Promise<void> {
  assert.equal(record.status, 'finished');
  const own = rows.filter(({ subject }) => subject['plan'] === record.id);
  const now = await settings.read(record.steps.map(changeOf));
  for (const [index, step] of record.steps.entries()) {
    const outcome = now[index]!;
    assert.ok('value' in outcome);
    checkStep(step, outcome.value, taken.filter((write) => isWriteOf(changeOf(step), write)));
    checkRows(step, own);
  }
  const [finished] = own.filter(({ event }) => event === 'plan.finished').slice(-1);
  assert.deepEqual((finished!.details as { steps: object[] }).steps, record.steps.map(({ position, status }) => ({ position, status })));
}

/** INVARIANT: "done" only where Graph shows it, "failed" only where it doesn't; nothing is taken twice. */
function checkStep(step: StepRecord, value: PlanStep['before'], taken: Taken[]): void {
  const { ref, before, after, text } = changeOf(step);
  const said = `${text}: ${step.status} ${step.note ?? ''} (${JSON.stringify(value)})`;
  assert.ok(['effective', 'failed', 'sent'].includes(step.status), said);
  assert.equal(isReached(ref, after, value), step.status === 'effective', said);
  if (step.status === 'failed') assert.ok(sameValue(before, value) && step.note, said);
  assert.equal(taken.length, step.status === 'effective' ? 1 : 0, `${said}: taken ${taken.length} times`);
}

/** A row before each write, and one after it; where there was an answer, with the request id under which Graph's own log has it. */
function checkRows(step: StepRecord, rows: AuditRow[]): void {
  const before = rows.findIndex(({ event, details }) => event === 'step.writing' && (details as { steps: { position: number }[] }).steps.some(({ position }) => position === step.position));
  const after = rows.findLastIndex(({ event, details }) => ['step.written', 'step.found'].includes(event) && (details as { outcomes: { position: number }[] }).outcomes.some(({ position }) => position === step.position));
  assert.ok(before >= 0 && after > before, `step ${step.position}: journaled at ${before}, told at ${after}: ${rows.map(({ event }) => event).join(' ')}`);
  const outcome = (rows[after]!.details as { outcomes: { position: number; requestId?: string; status: string }[] }).outcomes.find(({ position }) => position === step.position)!;
  if (step.requestId) assert.ok(JSON.stringify(rows).includes(step.requestId), 'the request id is in the log');
  assert.ok(outcome.status, JSON.stringify(outcome));
}

function isWriteOf({ ref, after }: PlanStep, { method, path, body }: Taken): boolean {
  switch (ref.kind) {
    case 'policy': return method === 'PATCH' && path.endsWith(`/policies/${ref.policyId}`);
    case 'perUserMfa': return method === 'PATCH' && path.includes(`/users/${ref.accountId}/`);
    case 'securityDefaults': return method === 'PATCH' && path.endsWith('identitySecurityDefaultsEnforcementPolicy');
    case 'membership': return path.includes(`/groups/${ref.groupId}/members`) && method === (after === true ? 'POST' : 'DELETE') && `${path}${JSON.stringify(body)}`.includes(ref.accountId);
  }
}
