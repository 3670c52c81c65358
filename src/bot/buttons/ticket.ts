import { z } from 'zod';
import { picked, pickData } from '../picked.js';
import { openFor, type Wish } from '../tickets/open.js';
import type { Request, Button } from '../types.js';
import { accountId } from './data.js';

const schema = pickData.extend({
  accounts: z.array(accountId).max(100).optional(),
  confirmed: z.boolean().optional().catch(undefined),
});
type TicketData = z.output<typeof schema>;

/** Opens tickets: for these accounts, for those that are ticked, or for everybody on the list that the card shows. */
export const ticket: Button<TicketData> = {
  verb: 'ticket', schema, placement: 'here',
  run: async (request, data) => openFor(request, { ...(await whom(request, data)), confirmed: data.confirmed }),
};

/** Nothing ticked is nobody, never the whole list. A whole list stays its filter: a card that asks back can't carry all its ids. */
async function whom(request: Request, data: TicketData): Promise<Wish> {
  const { accounts, filter, finding, scope } = data;
  if (scope === 'all') return { filter: filter ?? 'all', finding };
  return scope === undefined ? { accounts, filter, finding } : { accounts: picked(await request.scan(), data).accounts };
}
