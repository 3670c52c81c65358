import { z } from 'zod';
import { stopCard } from '../daily/unsubscribe.js';
import type { Button } from '../types.js';

const schema = z.object({ subscription: z.uuid() });

export const unsubscribe: Button<z.output<typeof schema>> = {
  verb: 'unsubscribe', schema, placement: 'here',
  run: (request, { subscription }) => stopCard(request, subscription),
};
