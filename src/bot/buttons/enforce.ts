import { z } from 'zod';
import { showEnforcement } from '../commands/enforceAccount.js';
import type { Button } from '../types.js';
import { picked, pickData } from '../picked.js';

/** The preview for accounts on a card: one, those that are ticked, all that it shows, or all that its filter lets through. */
export const enforce: Button<z.output<typeof pickData>> = {
  verb: 'enforce', schema: pickData, placement: 'below',
  run: async (request, data) => showEnforcement(request, picked(await request.scan(), data)),
};
