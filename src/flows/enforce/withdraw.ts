import { note, refuse } from './audit.js';
import { tellRequester } from './confirm.js';
import type { EnforceParts, Pressing } from './parts.js';
import { lookAt } from './standing.js';
import type { PlanOutcome } from './types.js';

/** The requester takes it back, or a second person declines. Nothing was written, and nothing will be. */
export async function withdrawPlan(parts: EnforceParts, person: Pressing, planId: string): Promise<PlanOutcome> {
  const plans = await parts.plans;
  const record = await plans.load(planId);
  const allowed = await parts.authority.check(person, 'enforce');
  if (!record) return refuse(parts, allowed.actor, 'withdrawing a plan', 'I know no such plan.', planId);
  const isOwn = record.requestedBy.id === allowed.actor.id;
  if (!isOwn && !allowed.allowed) return refuse(parts, allowed.actor, 'declining a plan', allowed.because, planId);
  if (!isOwn && record.status === 'proposed') return refuse(parts, allowed.actor, 'withdrawing a plan', `Only ${record.requestedBy.name} can withdraw plan ${record.number}.`, planId);
  const ended = await plans.move(planId, { from: isOwn ? ['proposed', 'awaitingApproval'] : ['awaitingApproval'], to: isOwn ? 'withdrawn' : 'declined' });
  if (ended) await note(parts, allowed.actor, isOwn ? 'plan.withdrawn' : 'plan.declined', record, {});
  const state = await lookAt(parts, ended ?? (await plans.load(planId))!);
  if (ended) await tellRequester(parts, person, record, state);
  return { kind: 'plan', state };
}
