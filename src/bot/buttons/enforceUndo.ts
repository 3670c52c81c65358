import { proposeUndo } from '../../flows/index.js';
import { planAnswer, pressing } from '../enforce.js';
import type { Button } from '../types.js';
import { planData, type PlanData } from './data.js';

export const enforceUndo: Button<PlanData> = {
  verb: 'enforce-undo', schema: planData, placement: 'below',
  run: async (request, { plan }) => planAnswer(request, await proposeUndo(request.parts.enforce, await request.scan(), pressing(request), plan)),
};
