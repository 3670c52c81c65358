import { z } from 'zod';
import { showChanges } from '../commands/changesSince.js';
import type { Button } from '../types.js';

const schema = z.object({ period: z.string().max(40).optional().catch(undefined) });

export const changes: Button<z.output<typeof schema>> = {
  verb: 'changes', schema, placement: 'here',
  run: (request, { period }) => showChanges(request, period),
};
