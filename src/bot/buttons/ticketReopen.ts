import { actOnTicket } from '../tickets/act.js';
import type { Button } from '../types.js';
import { oneTicket, type OneTicketData } from './data.js';

export const ticketReopen: Button<OneTicketData> = {
  verb: 'ticket-reopen', schema: oneTicket, placement: 'here', isShared: true,
  run: (request, data) => actOnTicket(request, { ...data, action: 'reopen' }),
};
