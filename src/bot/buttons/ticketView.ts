import { actOnTicket } from '../tickets/act.js';
import type { Button } from '../types.js';
import { oneTicket, type OneTicketData } from './data.js';

export const ticketView: Button<OneTicketData> = {
  verb: 'ticket-view', schema: oneTicket, placement: 'here', isView: true,
  run: (request, data) => actOnTicket(request, { ...data, action: 'show' }),
};
