import { act, delivering, type Acting } from './act.js';
import type { Delivered } from './deliver.js';
import { audited, move } from './row.js';
import type { Actor, NewEffect, TicketOutcome, TicketParts } from './types.js';

export function reopenTicket(parts: TicketParts, acting: Acting): Promise<TicketOutcome> {
  return act(parts, acting, {
    wanted: 'reopen',
    carryOut: ({ id }, actor) => reopen(parts, id, { actor, because: `Reopened by ${actor.name}.` }),
    done: 'Open again.',
    unchanged: ({ status }) => (status === 'closed' ? 'Another ticket about the same finding is open: work on that one.' : 'It is open.'),
  });
}

export interface Reopening {
  actor: Actor;
  because: string;
  /** The other system reopened it itself. */
  isTold?: boolean;
}

/** Undefined where it isn't closed any more, or another ticket has its findings now. */
export async function reopen(parts: TicketParts, id: string, { actor, because, isTold = false }: Reopening): Promise<Delivered | undefined> {
  const moved = await move(parts, id, ['closed'], ({ externalId }) => {
    const told: NewEffect = externalId === undefined ? { kind: 'open' } : { kind: 'reopen', because };
    return {
      set: { status: externalId === undefined ? 'opening' : 'open' },
      content: { closedBy: undefined, decidedAt: new Date(parts.now()).toISOString() },
      effects: [{ kind: 'note', by: actor, text: because }, audited('ticket.reopened', actor, { because }), ...(isTold ? [] : [told])],
    };
  });
  return delivering(parts, moved);
}
