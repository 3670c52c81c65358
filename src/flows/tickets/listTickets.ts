import type { TicketStatus } from '../../store/types.js';
import { ticketOf } from './row.js';
import type { Ticket, TicketFilter, TicketList, TicketParts } from './types.js';

const PAGE_SIZE = 10;
const NOT_CLOSED: TicketStatus[] = ['opening', 'open'];

export interface TicketQuery {
  filter?: TicketFilter;
  /** 0-based; beyond the last page gives the last. */
  page?: number;
  /** For `mine`: the person's account. */
  personId: string;
}

/** Newest first. */
export async function listTickets(parts: TicketParts, { filter = 'open', page = 0, personId }: TicketQuery): Promise<TicketList> {
  const store = await parts.tickets;
  const query = { status: filter === 'closed' ? ['closed' as const] : NOT_CLOSED, ...(filter === 'mine' && { assigneeId: personId }) };
  const overdue = filter === 'closed' ? 0 : (await store.list({ ...query, dueBefore: new Date(parts.now()).toISOString(), limit: 1 })).total;
  const { total } = await store.list({ ...query, limit: 1 });
  const pages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  const shown = Math.min(Math.max(0, Math.trunc(page)), pages - 1);
  const { tickets } = await store.list({ ...query, limit: PAGE_SIZE, offset: shown * PAGE_SIZE });
  return { filter, tickets: tickets.map(ticketOf), total, overdue, page: shown, pages };
}

export async function findTicket(parts: TicketParts, number: number): Promise<Ticket | undefined> {
  const record = await (await parts.tickets).byNumber(number);
  return record && ticketOf(record);
}
