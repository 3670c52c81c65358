import { z } from 'zod';
import { actOnTicket } from '../tickets/act.js';
import type { Button } from '../types.js';
import { oneTicket } from './data.js';

/** The client merges what was typed into the button's data. */
const schema = oneTicket.extend({ comment: z.string().max(2_000).catch('') });

export const ticketComment: Button<z.output<typeof schema>> = {
  verb: 'ticket-comment', schema, placement: 'here', isShared: true,
  run: (request, data) => actOnTicket(request, { ...data, action: 'comment' }),
};
