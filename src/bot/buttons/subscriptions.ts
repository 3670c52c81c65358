import type { z } from 'zod';
import { showSubscriptions } from '../daily/subscriptions.js';
import type { Button } from '../types.js';
import { nothing } from './data.js';

export const subscriptions: Button<z.output<typeof nothing>> = {
  verb: 'subscriptions', schema: nothing, placement: 'here',
  run: (request) => showSubscriptions(request),
};
