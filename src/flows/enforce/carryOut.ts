import { isReached, sameValue, type ReadOutcome, type Settings, type WriteOutcome } from '../../graph/index.js';
import type { Actor, PlanRecord, StepRecord, StepStatus } from '../../store/types.js';
import { note } from './audit.js';
import { judgeAfter } from './judgeAfter.js';
import type { EnforceParts, OnPlan } from './parts.js';
import { contentOf, stateOf, stepOf } from './state.js';
import type { PlanState, PlanStep } from './types.js';

/** While it works on a plan a process renews its lease; one that died is taken for gone after this. */
export const LEASE_MS = 60_000;
/** Steps journaled, written and journaled again at a time: one `$batch`. */
const CHUNK = 20;
/** Replication takes seconds to minutes: after these waits Graph is believed not to have taken it. */
const PATIENCE_MS = [0, 500, 1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 240_000];
/** From here on the card says that it was sent and isn't effective yet. */
const LOSES_HEART_AFTER = 4;

/** Writes a running plan's steps, reads them back from Graph, judges again, and ends the plan. Safe to call again after a crash. */
export async function carryOut(parts: EnforceParts, record: PlanRecord, settings: Settings, actor: Actor, onPlan: OnPlan): Promise<PlanState> {
  const run = new Run(parts, record, settings, actor, onPlan);
  await run.write();
  await run.readBack();
  return run.finish();
}

class Run {
  constructor(
    private readonly parts: EnforceParts, private record: PlanRecord, private readonly settings: Settings,
    private readonly actor: Actor, private readonly onPlan: OnPlan,
  ) {}

  async write(): Promise<void> {
    await this.#settleInterrupted();
    const open = this.record.steps.filter(({ status }) => status === 'planned');
    for (let start = 0; start < open.length; start += CHUNK) await this.#writeChunk(open.slice(start, start + CHUNK));
  }

  /** After a crash nobody knows what became of these: Graph is asked before anything is written again. */
  async #settleInterrupted(): Promise<void> {
    const interrupted = this.record.steps.filter(({ status }) => status === 'writing');
    if (interrupted.length === 0) return;
    const outcomes = await this.parts.rights.reader.read(interrupted.map(stepOf));
    const found = interrupted.map((step, index) => foundNow(stepOf(step), outcomes[index]!));
    await note(this.parts, this.actor, 'step.found', this.record, { outcomes: interrupted.map(({ position }, index) => ({ position, status: found[index]!.to })) });
    for (const [index, step] of interrupted.entries()) await this.#mark(step, found[index]!.to, { note: found[index]!.note });
  }

  async #writeChunk(steps: StepRecord[]): Promise<void> {
    await this.#renew();
    for (const step of steps) await this.#mark(step, 'writing', {});
    await note(this.parts, this.actor, 'step.writing', this.record, { steps: steps.map(journal) });
    this.#tell();
    const outcomes = await this.settings.write(steps.map((step) => ({ ref: stepOf(step).ref, value: stepOf(step).after })));
    // Told before it is marked: after a crash in between Graph is asked again, but no request id is lost.
    await note(this.parts, this.actor, 'step.written', this.record, { outcomes: steps.map(({ position }, index) => ({ position, ...outcomes[index]! })) });
    for (const [index, step] of steps.entries()) await this.#settle(step, outcomes[index]!);
    this.#tell();
  }

  #settle(step: StepRecord, outcome: WriteOutcome): Promise<void> {
    if (outcome.status === 'written') return this.#mark(step, 'sent', { requestId: outcome.requestId });
    if (outcome.status === 'refused') return this.#mark(step, 'failed', { note: outcome.mend, requestId: outcome.requestId });
    // It may be done or not: reading back tells, so it counts as sent until then.
    return this.#mark(step, 'sent', { note: outcome.mend, requestId: outcome.requestId });
  }

  /** Only what Graph shows is effective. */
  async readBack(): Promise<void> {
    for (const [attempt, wait] of PATIENCE_MS.entries()) {
      const waiting = this.record.steps.filter(({ status }) => status === 'sent');
      if (waiting.length === 0) return;
      await this.#wait(wait);
      await this.#look(waiting, attempt);
    }
  }

  async #look(waiting: StepRecord[], attempt: number): Promise<void> {
    const outcomes = await this.parts.rights.reader.read(waiting.map(stepOf));
    for (const [index, step] of waiting.entries()) {
      const outcome = outcomes[index]!;
      const { ref, after } = stepOf(step);
      if ('value' in outcome && isReached(ref, after, outcome.value)) await this.#mark(step, 'effective', { note: '' });
    }
    if (attempt >= LOSES_HEART_AFTER) this.#tell();
  }

  async finish(): Promise<PlanState> {
    const { plans, worker, now } = this.parts;
    for (const step of this.record.steps.filter(({ status }) => status === 'sent')) await this.#mark(step, 'sent', { note: step.note && step.note !== NOT_EFFECTIVE ? NOT_SHOWN : NOT_EFFECTIVE });
    const verdicts = await judgeAfter(this.parts, this.record);
    await this.#renew();
    // Told before it is so: after a crash in between it is told twice, never not at all.
    await note(this.parts, this.actor, 'plan.finished', this.record, { steps: this.record.steps.map(({ position, status }) => ({ position, status })), verdicts });
    const content = { ...contentOf(this.record), verdicts };
    const done = await (await plans).move(this.record.id, { from: ['running'], to: 'finished', heldBy: worker, set: { content } });
    if (!done) throw new LeaseLost(this.record.number);
    return stateOf(done, { now: now() });
  }

  async #mark(step: StepRecord, to: StepStatus, { note: told, requestId }: { note?: string; requestId?: string | undefined }): Promise<void> {
    const kept = await (await this.parts.plans).step(this.record.id, this.parts.worker, {
      position: step.position, from: [step.status], to, ...(told !== undefined && { note: told }), ...(requestId && { requestId }),
    });
    if (!kept) throw new LeaseLost(this.record.number);
    const changed = { ...step, status: to, note: told ?? step.note, requestId: requestId ?? step.requestId };
    Object.assign(step, changed);
    this.record = { ...this.record, steps: this.record.steps.map((each) => (each.position === step.position ? step : each)) };
  }

  /** Keeps the lease while it waits. */
  async #wait(ms: number): Promise<void> {
    for (let left = ms; left > 0; left -= LEASE_MS / 3) {
      await this.#renew();
      await this.parts.sleep(Math.min(left, LEASE_MS / 3));
    }
    await this.#renew();
  }

  async #renew(): Promise<void> {
    const { plans, worker, now } = this.parts;
    if (!(await (await plans).renew(this.record.id, worker, new Date(now() + LEASE_MS).toISOString()))) throw new LeaseLost(this.record.number);
  }

  #tell(): void {
    this.onPlan(stateOf(this.record, { now: this.parts.now() }));
  }
}

const NOT_EFFECTIVE = 'Graph took the change, but does not show it yet. Scan again in a while; if it stays so, look at it in the Entra admin center.';

const NOT_SHOWN = 'The answer of Graph got lost, and Graph does not show the change. Scan again in a while; if it stays so, ask for it again.';
const UNREAD = 'Interrupted while it was written, and Graph could not tell what came of it.';
const SOMETHING_ELSE = 'Interrupted while it was written, and Graph now says something else than before or after: look at it in the Entra admin center.';

/** What became of a step whose process died while it was written. */
function foundNow({ ref, before, after }: PlanStep, outcome: ReadOutcome): { to: StepStatus; note: string } {
  // It may be done: reading back tells.
  if ('error' in outcome) return { to: 'sent', note: UNREAD };
  if (isReached(ref, after, outcome.value)) return { to: 'effective', note: '' };
  return sameValue(outcome.value, before) ? { to: 'planned', note: '' } : { to: 'failed', note: SOMETHING_ELSE };
}

/** What the audit log keeps of a step before it is written. */
function journal(step: StepRecord): object {
  const { text, ref, before, after } = stepOf(step);
  return { position: step.position, text, ref, before, after };
}

/** Another process has taken the plan over: this one must not touch it any more. */
export class LeaseLost extends Error {
  override name = 'LeaseLost';

  constructor(plan: number) {
    super(`plan ${plan} is being carried on by another process`);
  }
}

