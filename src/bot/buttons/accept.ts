import { askAcceptance } from '../exceptions/accept.js';
import { picked, pickData } from '../picked.js';
import type { Button } from '../types.js';
import type { z } from 'zod';

/** For one account, for new ones on a daily card, or for those that are ticked on a list. */
export const accept: Button<z.output<typeof pickData>> = {
  verb: 'accept', schema: pickData, placement: 'below',
  run: async (request, data) => askAcceptance(request, picked(await request.scan(), data).accounts),
};
