import { showTickets } from '../tickets/show.js';
import type { Button } from '../types.js';
import { ticketList, type TicketListData } from './data.js';

export const tickets: Button<TicketListData> = {
  verb: 'tickets', schema: ticketList, placement: 'here', isView: true,
  run: (request, data) => showTickets(request, data),
};
