import { confirmPlan } from '../../flows/index.js';
import { planAnswer, pressing, settled, showing } from '../enforce.js';
import type { Button } from '../types.js';
import { planData, type PlanData } from './data.js';

export const enforceConfirm: Button<PlanData> = {
  verb: 'enforce-confirm', schema: planData, placement: 'here', isShared: true,
  run: async (request, { plan }) => planAnswer(request, await settled(request, await confirmPlan(request.parts.enforce, pressing(request), plan, showing(request)))),
};
