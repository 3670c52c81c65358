import type { EnforceParts } from './parts.js';
import { lookAt } from './standing.js';
import type { PlanOutcome } from './types.js';

/** One plan as it stands, for whoever may see the accounts; `plan` is its id, or the number people call it by. */
export async function lookAtPlan(parts: EnforceParts, plan: string | number): Promise<PlanOutcome> {
  const plans = await parts.plans;
  const record = typeof plan === 'number' ? await plans.byNumber(plan) : await plans.load(plan);
  if (!record) return { kind: 'refused', because: `I know no plan ${plan}.` };
  return { kind: 'plan', state: await lookAt(parts, record) };
}
