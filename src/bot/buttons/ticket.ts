import { z } from 'zod';
import { openFor } from '../tickets/open.js';
import type { Button } from '../types.js';
import { accountId, listData } from './data.js';

const schema = listData.extend({
  accounts: z.array(accountId).max(100).optional(),
  confirmed: z.boolean().optional().catch(undefined),
});

/** Opens tickets: for these accounts, or for everybody on the list that the card shows. */
export const ticket: Button<z.output<typeof schema>> = {
  verb: 'ticket', schema, placement: 'here',
  run: (request, { accounts, filter, finding, confirmed }) => openFor(request, { accounts, filter, finding, confirmed }),
};
