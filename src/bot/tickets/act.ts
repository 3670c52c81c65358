import type { Acting, TicketOutcome } from '../../flows/index.js';
import type { TicketAction } from '../../language/types.js';
import { notice } from '../replies.js';
import type { Answer, Request } from '../types.js';
import { findTicket, isTicket, SHOW_TICKETS, showTicket, type From } from './show.js';

export interface Order {
  ticket: number | '$last';
  action: TicketAction;
  comment?: string | undefined;
  from?: From | undefined;
}

/** Whoever presses or says it is authorised by the flow, each time anew. */
export async function actOnTicket(request: Request, { ticket, action, comment = '', from }: Order): Promise<Answer> {
  const found = await findTicket(request, ticket);
  if (!isTicket(found)) return found;
  if (action === 'show') return showTicket(request, found, { from });
  const outcome = await carryOut(request, { number: found.number, asking: request.person }, { action, comment });
  if (outcome.kind === 'refused') return notice(request, outcome.because, { headline: `Ticket ${found.number} stays as it is` });
  if (outcome.kind === 'unknown') return notice(request, `There is no ticket ${found.number} any more.`, { buttons: [SHOW_TICKETS] });
  return showTicket(request, outcome.ticket, { note: outcome.note, from });
}

function carryOut({ parts, person }: Request, acting: Acting, { action, comment }: { action: Exclude<TicketAction, 'show'>; comment: string }): Promise<TicketOutcome> {
  const { tickets } = parts;
  switch (action) {
    case 'assign': return tickets.assign(acting, addressOf(parts, person));
    case 'comment': return tickets.comment(acting, comment);
    case 'close': return tickets.close(acting);
    case 'reopen': return tickets.reopen(acting);
  }
}

/** How another ticket system may know the person; undefined for the terminal's own person. */
function addressOf({ scanner }: Request['parts'], { accountId }: Request['person']): string | undefined {
  return accountId && scanner.latest()?.snapshot.accounts.find(({ id }) => id === accountId.toLowerCase())?.userPrincipalName;
}
