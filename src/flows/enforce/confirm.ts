import type { Settings } from '../../graph/index.js';
import type { Actor, PlanRecord } from '../../store/types.js';
import { anew } from './anew.js';
import { note, refuse } from './audit.js';
import { carryOut, LEASE_MS } from './carryOut.js';
import { moved } from './moved.js';
import type { EnforceParts, OnPlan, Pressing, Writer } from './parts.js';
import { lookAgain, lookAt } from './standing.js';
import { contentOf, isExpired, stateOf } from './state.js';
import type { PlanOutcome, PlanState } from './types.js';

/** How long a second person has, once the first has confirmed. */
const APPROVE_WITHIN_MS = 24 * 60 * 60_000;

const silent: OnPlan = () => undefined;

/**
 * The requester's yes. INVARIANT: nothing is written to the tenant except through here and `approvePlan`, and only for a plan that this
 * very person proposed in this very conversation, a quarter of an hour ago at most, once, while the tenant still is as the preview showed it.
 */
export async function confirmPlan(parts: EnforceParts, person: Pressing, planId: string, onPlan: OnPlan = silent): Promise<PlanOutcome> {
  const record = await (await parts.plans).load(planId);
  const allowed = await parts.authority.check(person, 'enforce');
  const turnAway = (because: string): Promise<PlanOutcome> => refuse(parts, allowed.actor, 'confirming a plan', because, planId);
  if (!record) return turnAway('I know no such plan. Ask again for a new preview.');
  if (!allowed.allowed) return turnAway(allowed.because);
  if (record.requestedBy.id !== allowed.actor.id) return turnAway(`Only ${record.requestedBy.name} can confirm plan ${record.number}: ask for a preview of your own.`);
  if (record.conversationId !== person.conversationId) return turnAway(`Plan ${record.number} belongs to another conversation: confirm it there, or ask again here.`);
  if (record.status !== 'proposed') return { kind: 'plan', state: await lookAt(parts, record) };
  if (isExpired(record, parts.now())) return anew(parts, person, allowed.actor, record, 'The preview was older than a quarter of an hour.');
  if (record.steps.length === 0) return turnAway('There is nothing in this plan that a button can do.');
  const undo = await otherUndo(parts, record);
  if (undo !== undefined) return turnAway(`Plan ${undo} takes the same thing back already.`);
  return contentOf(record).approvalBecause ? askForApproval(parts, person, allowed.actor, record) : start(parts, person, allowed.actor, record, onPlan);
}

/** The second person's yes. */
export async function approvePlan(parts: EnforceParts, person: Pressing, planId: string, onPlan: OnPlan = silent): Promise<PlanOutcome> {
  const record = await (await parts.plans).load(planId);
  const allowed = await parts.authority.check(person, 'enforce');
  const turnAway = (because: string): Promise<PlanOutcome> => refuse(parts, allowed.actor, 'approving a plan', because, planId);
  if (!record) return turnAway('I know no such plan.');
  if (!allowed.allowed) return turnAway(allowed.because);
  if (record.status !== 'awaitingApproval' || isExpired(record, parts.now())) return { kind: 'plan', state: await lookAt(parts, record) };
  if (record.requestedBy.id === allowed.actor.id) return turnAway('A second person has to approve what you asked for: that can\'t be you.');
  return start(parts, person, allowed.actor, record, onPlan);
}

async function askForApproval(parts: EnforceParts, person: Pressing, actor: Actor, record: PlanRecord): Promise<PlanOutcome> {
  const expiresAt = new Date(parts.now() + APPROVE_WITHIN_MS).toISOString();
  const waiting = await (await parts.plans).move(record.id, {
    from: ['proposed'], to: 'awaitingApproval', requestedBy: actor.id, conversationId: record.conversationId, before: now(parts), set: { expiresAt, ...(person.place && { place: person.place }) },
  });
  if (!waiting) return lookAgain(parts, record.id);
  await note(parts, actor, 'plan.confirmed', record, { awaitsApproval: contentOf(record).approvalBecause });
  return { kind: 'plan', state: await lookAt(parts, waiting) };
}

async function start(parts: EnforceParts, person: Pressing, actor: Actor, record: PlanRecord, onPlan: OnPlan): Promise<PlanOutcome> {
  const writer: Writer = await parts.rights.writer(person);
  if (writer.kind === 'signIn') return { kind: 'signIn', planId: record.id };
  if (writer.kind === 'refused') return refuse(parts, actor, 'writing with own rights', writer.because, record.id);
  const movement = await moved(parts, record);
  if (movement.kind === 'unread') return refuse(parts, actor, 'confirming a plan', movement.because, record.id);
  if (movement.kind === 'moved') return anew(parts, person, record.requestedBy, record, movement.because);
  const isApproval = record.status === 'awaitingApproval';
  const running = await (await parts.plans).move(record.id, {
    from: [record.status], to: 'running', before: now(parts), lease: { worker: parts.worker, until: new Date(parts.now() + LEASE_MS).toISOString() },
    ...(isApproval ? {} : { requestedBy: actor.id, conversationId: person.conversationId }),
    set: isApproval ? { approvedBy: actor } : { ...(person.place && { place: person.place }) },
  });
  if (!running) return lookAgain(parts, record.id);
  const state = await follow(parts, running, writer.settings, actor, onPlan);
  await tellRequester(parts, person, running, state);
  return { kind: 'plan', state };
}

/** Who asked in another conversation sees there what a second person decided. Failing costs nothing: the plan is what it is. */
export async function tellRequester({ announce, log }: EnforceParts, { conversationId }: Pressing, record: PlanRecord, state: PlanState): Promise<void> {
  if (conversationId === record.conversationId) return;
  await announce?.(record, state).catch((cause: unknown) => log(`the requester of plan ${record.number} could not be told`, cause));
}

/** From here on something may be written: a failure is told as an interruption, never as if nothing had happened. */
async function follow(parts: EnforceParts, running: PlanRecord, settings: Settings, actor: Actor, onPlan: OnPlan): Promise<PlanState> {
  try {
    await note(parts, actor, running.approvedBy ? 'plan.approved' : 'plan.confirmed', running, { title: contentOf(running).title });
    return await carryOut(parts, running, settings, actor, onPlan);
  } catch (cause) {
    parts.log(`plan ${running.number} was interrupted`, cause);
    const kept = await parts.plans.then((plans) => plans.load(running.id)).catch(() => undefined);
    return stateOf(kept ?? running, { now: parts.now(), notes: kept?.status === 'finished' ? [] : [INTERRUPTED] });
  }
}

const INTERRUPTED = 'It was interrupted. What is done so far stands; it is taken up again within two minutes: look again then.';

const now = (parts: EnforceParts): string => new Date(parts.now()).toISOString();

/** Of two undos of one plan only the first is carried out. */
async function otherUndo(parts: EnforceParts, { id, undoes }: PlanRecord): Promise<number | undefined> {
  const undo = undoes === undefined ? undefined : await (await parts.plans).undoOf(undoes);
  return undo?.id === id ? undefined : undo?.number;
}
