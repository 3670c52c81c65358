import { TicketError, type TicketState } from '../../tickets/types.js';
import { close } from './closeTicket.js';
import { deliver } from './deliver.js';
import { reopen } from './reopenTicket.js';
import { move, ticketOf } from './row.js';
import type { Actor, Ticket, TicketParts } from './types.js';

/** Newest first; who reopens an older one over there opens it here by hand. */
const OPEN_READ = 2_000;
const CLOSED_READ = 200;
const AT_ONCE = 100;

/** Status and assignee as the other system has them. Only what changed there since it was last seen changes ours. */
export async function readBack(parts: TicketParts): Promise<void> {
  if (!parts.system.states) return;
  const store = await parts.tickets;
  const open = await store.list({ status: ['open'], limit: OPEN_READ });
  const closed = await store.list({ status: ['closed'], limit: CLOSED_READ });
  const known = [...open.tickets, ...closed.tickets].map(ticketOf).filter(({ system, externalId, content }) =>
    system === parts.system.id && externalId !== undefined && content.pending.length === 0);
  for (let from = 0; from < known.length; from += AT_ONCE) await readSome(parts, known.slice(from, from + AT_ONCE));
}

async function readSome(parts: TicketParts, tickets: Ticket[]): Promise<void> {
  try {
    const states = (await parts.system.states?.(tickets.map(({ externalId }) => externalId!))) ?? [];
    for (const [index, state] of states.entries()) await learn(parts, tickets[index]!, state);
  } catch (cause) {
    if (!(cause instanceof TicketError)) throw cause;
    parts.log(`${parts.system.name} did not tell how its tickets stand`, cause);
  }
}

/** A ticket that isn't found is left as it is: a lost permission looks the same as a deleted ticket. */
async function learn(parts: TicketParts, ticket: Ticket, state: TicketState | undefined): Promise<void> {
  const seen = ticket.content.there;
  const there = state ? { status: state.status, label: state.label, ...(state.assignee && { assignee: state.assignee }) } : { status: seen?.status ?? 'open', label: 'not found there' };
  if (there.status === seen?.status && there.label === seen.label && there.assignee === seen.assignee) return;
  const kept = await move(parts, ticket.id, ['open', 'closed'], ({ content }) => (content.pending.length === 0 ? { content: { there } } : undefined));
  if (kept && there.status !== (seen?.status ?? 'open')) await followThem(parts, kept, there);
}

async function followThem(parts: TicketParts, { id, status }: Ticket, there: { status: 'open' | 'closed'; label: string }): Promise<void> {
  const actor: Actor = { id: parts.system.id, name: parts.system.name };
  if (there.status === 'closed' && status === 'open') {
    await close(parts, id, { actor, by: 'system', because: `Closed in ${parts.system.name} (${there.label}).` });
    await deliver(parts, id);
  }
  if (there.status === 'open' && status === 'closed') await reopen(parts, id, { actor, because: `Reopened in ${parts.system.name} (${there.label}).`, isTold: true });
}
