import type { PlanRecord } from '../../store/types.js';
import { lookAt, refuse } from './confirm.js';
import type { EnforceParts, Pressing } from './parts.js';
import type { PlanOutcome } from './types.js';

/** One plan as it stands; `plan` is its id, or the number people call it by. Only for those who may change the tenant. */
export async function lookAtPlan(parts: EnforceParts, person: Pressing, plan: string | number): Promise<PlanOutcome> {
  const plans = await parts.plans;
  const record = typeof plan === 'number' ? await plans.byNumber(plan) : await plans.load(plan);
  const allowed = await parts.authority.check(person, 'enforce');
  if (!allowed.allowed) return refuse(parts, allowed.actor, 'looking at a plan', allowed.because, String(plan));
  if (!record) return { kind: 'refused', because: `I know no plan ${plan}.` };
  return { kind: 'plan', state: await lookAt(parts, record) };
}

/** The last plan that wrote something, for "undo". */
export async function recentPlans(parts: EnforceParts, since: string): Promise<PlanRecord[]> {
  return (await parts.plans).recent({ since, limit: 20 });
}
