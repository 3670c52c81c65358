import { act, delivering, type Acting } from './act.js';
import { audited, move } from './row.js';
import type { Actor, Ticket, TicketContent, TicketOutcome, TicketParts } from './types.js';

export function closeTicket(parts: TicketParts, acting: Acting): Promise<TicketOutcome> {
  return act(parts, acting, {
    wanted: 'close',
    carryOut: async ({ id }, actor) => delivering(parts, await close(parts, id, { actor, by: 'person', because: `Closed by ${actor.name}.` })),
    done: 'Closed.',
    unchanged: () => 'It is closed already.',
  });
}

export interface Closing {
  actor: Actor;
  by: NonNullable<TicketContent['closedBy']>;
  because: string;
}

/** Undefined where it is closed already: then somebody else was first. */
export function close(parts: TicketParts, id: string, { actor, by, because }: Closing): Promise<Ticket | undefined> {
  return move(parts, id, ['opening', 'open'], () => ({
    set: { status: 'closed', closedBecause: because },
    content: { closedBy: by, decidedAt: new Date(parts.now()).toISOString() },
    effects: [
      ...(by === 'person' ? [] : [{ kind: 'note' as const, by: actor, text: because }]),
      audited('ticket.closed', actor, { because }),
      ...(by === 'system' ? [] : [{ kind: 'close' as const, because }]),
    ],
  }));
}
