import { openFor } from '../tickets/open.js';
import type { Command } from '../types.js';

export const ticketAccount: Command = {
  intent: 'ticket-account',
  group: 'Do something about it',
  title: 'open a ticket for Anna',
  aliases: ['open a help desk ticket for bob', 'tickets for all of them', 'open tickets for all admins'],
  help: 'one for each account: why, the sign-in that passes, what to do; who has one gets no second',
  run: (request, { slots }) => openFor(request, { ...slots, accounts: slots.accounts ?? (slots.account ? [slots.account] : undefined) }),
};
