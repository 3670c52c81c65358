import type { Command } from '../types.js';
import { showPlan } from '../plan.js';

export const ticketAccount: Command = {
  intent: 'ticket-account',
  group: 'Do something about it',
  title: 'open a ticket for Anna',
  aliases: ['open a help desk ticket for bob', 'tickets for all of them'],
  help: 'what the ticket would say; this version only shows it',
  run: (request, { slots }) => showPlan(request, slots, {
    intent: 'ticket-account',
    headline: (count) => `A ticket for ${count}: what it would say`,
    limit: "Opening tickets isn't available in this version yet. No ticket was opened and nothing was changed.",
    whom: 'For whom? Write a name or an address.',
  }),
};
