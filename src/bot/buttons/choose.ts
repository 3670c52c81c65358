import { z } from 'zod';
import { commandFor } from '../commands/index.js';
import type { Button } from '../types.js';
import { accountId } from './data.js';

const schema = z.object({ intent: z.enum(['explain-account', 'enforce-account', 'ticket-account']), account: accountId });

/** The answer to "which one?": the command that asked runs again, for this account. */
export const choose: Button<z.output<typeof schema>> = {
  verb: 'choose', schema, placement: 'here',
  run: (request, { intent, account }) => {
    const { pending } = request.context;
    // What was asked about the account ("accept ... until march") was kept with the question.
    const slots = intent === 'explain-account' ? { ...(pending?.intent === intent && pending.slots), account } : { accounts: [account] };
    return commandFor(intent).run(request, { intent, slots, topics: [], suggestions: [], confidence: 1 });
  },
};
