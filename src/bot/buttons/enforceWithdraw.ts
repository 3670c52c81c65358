import { withdrawPlan } from '../../flows/index.js';
import { planAnswer, pressing } from '../enforce.js';
import type { Button } from '../types.js';
import { planData, type PlanData } from './data.js';

export const enforceWithdraw: Button<PlanData> = {
  verb: 'enforce-withdraw', schema: planData, placement: 'here', isShared: true,
  run: async (request, { plan }) => planAnswer(request, await withdrawPlan(request.parts.enforce, pressing(request), plan)),
};
