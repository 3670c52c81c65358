import type { Actor, PlanRecord } from '../../store/types.js';
import { note, noteRefusal } from './audit.js';
import { carryOut, LEASE_MS } from './carryOut.js';
import { moved } from './moved.js';
import type { EnforceParts, OnPlan, Pressing, Writer } from './parts.js';
import { anew } from './anew.js';
import { contentOf, isExpired, stateOf } from './state.js';
import type { PlanOutcome } from './types.js';

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
  if (isExpired(record, parts.now())) return anew(parts, person, allowed.actor, record, 'The preview was older than a quarter of an hour. This is a new one.');
  if (record.steps.length === 0) return turnAway('There is nothing in this plan that a button can do.');
  return contentOf(record).approvalBecause ? askForApproval(parts, allowed.actor, record) : start(parts, person, allowed.actor, record, onPlan);
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

async function askForApproval(parts: EnforceParts, actor: Actor, record: PlanRecord): Promise<PlanOutcome> {
  const expiresAt = new Date(parts.now() + APPROVE_WITHIN_MS).toISOString();
  const waiting = await (await parts.plans).move(record.id, {
    from: ['proposed'], to: 'awaitingApproval', requestedBy: actor.id, conversationId: record.conversationId, before: now(parts), set: { expiresAt },
  });
  if (!waiting) return { kind: 'plan', state: await lookAgain(parts, record.id) };
  await note(parts, actor, 'plan.confirmed', record, { awaitsApproval: contentOf(record).approvalBecause });
  return { kind: 'plan', state: await lookAt(parts, waiting) };
}

async function start(parts: EnforceParts, person: Pressing, actor: Actor, record: PlanRecord, onPlan: OnPlan): Promise<PlanOutcome> {
  const writer: Writer = await parts.rights.writer(person);
  if (writer.kind === 'signIn') return { kind: 'signIn', planId: record.id };
  if (writer.kind === 'refused') return refuse(parts, actor, 'writing with own rights', writer.because, record.id);
  const change = await moved(parts, record);
  if (change) return anew(parts, person, record.requestedBy, record, change);
  const isApproval = record.status === 'awaitingApproval';
  const running = await (await parts.plans).move(record.id, {
    from: [record.status], to: 'running', before: now(parts), lease: { worker: parts.worker, until: new Date(parts.now() + LEASE_MS).toISOString() },
    ...(isApproval ? {} : { requestedBy: actor.id, conversationId: person.conversationId }),
    set: { ...(isApproval && { approvedBy: actor }), ...(person.place && { place: person.place }) },
  });
  if (!running) return { kind: 'plan', state: await lookAgain(parts, record.id) };
  await note(parts, actor, isApproval ? 'plan.approved' : 'plan.confirmed', record, { title: contentOf(record).title });
  return { kind: 'plan', state: await carryOut(parts, running, writer.settings, actor, onPlan) };
}

export async function refuse(parts: EnforceParts, actor: Actor, what: string, because: string, planId: string): Promise<PlanOutcome> {
  await noteRefusal(parts, actor, what, because, planId);
  return { kind: 'refused', because };
}

const now = (parts: EnforceParts): string => new Date(parts.now()).toISOString();

export async function lookAt(parts: EnforceParts, record: PlanRecord, notes: string[] = []) {
  const undone = record.status === 'finished' ? await (await parts.plans).undoOf(record.id) : undefined;
  return stateOf(record, { now: parts.now(), undoneBy: undone?.number, notes });
}

async function lookAgain(parts: EnforceParts, id: string) {
  return lookAt(parts, (await (await parts.plans).load(id))!);
}
