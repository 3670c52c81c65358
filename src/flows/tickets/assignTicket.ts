import { act, delivering, type Acting } from './act.js';
import { audited, move } from './row.js';
import type { Actor, Ticket, TicketOutcome, TicketParts } from './types.js';

/** To the person who asks. `userPrincipalName`: how the other system may know them. */
export function assignTicket(parts: TicketParts, acting: Acting, userPrincipalName: string | undefined): Promise<TicketOutcome> {
  return act(parts, acting, {
    wanted: 'assign',
    carryOut: async ({ id }, actor) => delivering(parts, await assigned(parts, id, actor, userPrincipalName)),
    done: 'Assigned to you.',
    unchanged: (ticket) => (ticket.status === 'closed' ? 'It is closed: reopen it before you take it.' : 'It is yours already.'),
  });
}

function assigned(parts: TicketParts, id: string, actor: Actor, userPrincipalName: string | undefined): Promise<Ticket | undefined> {
  return move(parts, id, ['opening', 'open'], ({ assignee }) => (assignee?.id === actor.id ? undefined : {
    set: { assignee: actor },
    effects: [
      audited('ticket.assigned', actor, { before: assignee?.id ?? null }),
      ...(userPrincipalName ? [{ kind: 'assign' as const, person: { displayName: actor.name, userPrincipalName } }] : []),
    ],
  }));
}
