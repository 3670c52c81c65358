import { actOnTicket } from '../tickets/act.js';
import { showTickets } from '../tickets/show.js';
import type { Command } from '../types.js';

export const listTickets: Command = {
  intent: 'list-tickets',
  group: 'Do something about it',
  title: 'show open tickets',
  aliases: ['which tickets are open now', 'show my tickets', 'assign ticket 12 to me', 'comment on ticket 12: called him', 'close ticket 12', 'reopen ticket 12', 'show ticket 12'],
  help: 'open, mine, closed; also "assign it to me", "comment on ticket 12: called him", "close it"',
  run: (request, { slots: { ticket, ticketAction, comment, tickets } }) => (ticket !== undefined && ticketAction
    ? actOnTicket(request, { ticket, action: ticketAction, comment })
    : showTickets(request, tickets ? { filter: tickets } : {})),
};
