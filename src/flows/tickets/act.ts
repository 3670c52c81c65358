import type { Actor, Asking, Ticket, TicketOutcome, TicketParts } from './types.js';
import { deliver, type Delivered } from './deliver.js';
import { findTicket } from './listTickets.js';
import { refuse } from './refuse.js';

export interface Acting {
  /** What people call the ticket. */
  number: number;
  asking: Asking;
}

export interface Deed {
  /** For the audit: `close`. */
  wanted: string;
  /** Undefined where it is as it was. */
  carryOut(ticket: Ticket, actor: Actor): Promise<Delivered | undefined>;
  done: string;
  unchanged: (ticket: Ticket) => string;
}

/** What every button on a ticket does: authorise, act once, tell. */
export async function act(parts: TicketParts, { number, asking }: Acting, deed: Deed): Promise<TicketOutcome> {
  const allowed = await parts.authority.check(asking, 'ticket');
  if (!allowed.allowed) return refuse(parts, allowed, deed.wanted, { number });
  const ticket = await findTicket(parts, number);
  if (!ticket) return { kind: 'unknown' };
  const delivered = await deed.carryOut(ticket, allowed.actor);
  if (delivered) return { kind: 'done', ticket: delivered.ticket, note: noteOf(parts, delivered, deed.done) };
  const now = (await findTicket(parts, number)) ?? ticket;
  return { kind: 'unchanged', ticket: now, note: deed.unchanged(now) };
}

/** What was decided stands; only the other system may not know it yet. */
export function noteOf({ system }: TicketParts, { ticket, problem }: Delivered, done: string): string {
  if (problem) return `${done} ${system.name} doesn't know it yet and will be told again: ${problem}`;
  return ticket.system === system.id ? done : `${done} It is kept in another ticket system (\`${ticket.system}\`), which isn't configured any more: tell it there, too.`;
}

export async function delivering(parts: TicketParts, moved: Ticket | undefined): Promise<Delivered | undefined> {
  return moved && deliver(parts, moved.id);
}
