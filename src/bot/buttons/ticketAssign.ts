import { actOnTicket } from '../tickets/act.js';
import type { Button } from '../types.js';
import { oneTicket, type OneTicketData } from './data.js';

export const ticketAssign: Button<OneTicketData> = {
  verb: 'ticket-assign', schema: oneTicket, placement: 'here', isShared: true,
  run: (request, data) => actOnTicket(request, { ...data, action: 'assign' }),
};
