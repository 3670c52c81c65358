import { lookAtPlan } from '../../flows/index.js';
import { planAnswer } from '../enforce.js';
import type { Button } from '../types.js';
import { planData, type PlanData } from './data.js';

export const enforceLook: Button<PlanData> = {
  verb: 'enforce-look', schema: planData, placement: 'here', isView: true,
  run: async (request, { plan }) => planAnswer(request, await lookAtPlan(request.parts.enforce, plan)),
};
