import type { Actor, PlanRecord } from '../../store/types.js';
import type { EnforceParts } from './parts.js';
import type { PlanOutcome } from './types.js';

/** One row about a plan. Rejects where it can't be kept: then what it is about must not happen. */
export async function note(parts: Pick<EnforceParts, 'audit'>, actor: Actor, event: string, plan: Pick<PlanRecord, 'id' | 'number'>, details: object): Promise<void> {
  await (await parts.audit).append({ actor, event, subject: { plan: plan.id }, details: { number: plan.number, ...details } });
}

/** A press that was turned away. It says who tried what and why not; that nothing was done needs no further proof. */
export async function noteRefusal(parts: Pick<EnforceParts, 'audit'>, actor: Actor, what: string, because: string, planId = ''): Promise<void> {
  await (await parts.audit).append({ actor, event: 'plan.refused', subject: planId ? { plan: planId.slice(0, 64) } : {}, details: { what, because } });
}

/** Turned away: the row, and the sentence for the person. */
export async function refuse(parts: Pick<EnforceParts, 'audit'>, actor: Actor, what: string, because: string, planId = ''): Promise<PlanOutcome> {
  await noteRefusal(parts, actor, what, because, planId);
  return { kind: 'refused', because };
}
