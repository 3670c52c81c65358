import { present, ticketCard, ticketsCard, type Choice, type TicketsView } from '../../cards/index.js';
import type { Ticket, TicketFilter, TicketList } from '../../flows/index.js';
import { notice } from '../replies.js';
import type { Answer, Request } from '../types.js';

/** The list a reader came from, to go back to. */
export interface From {
  filter: TicketFilter;
  page: number;
}

export const SHOW_TICKETS: Choice = { title: 'Show the open tickets', verb: 'tickets', data: { below: true } };
const PAGE_SIZE = 10;

export async function showTickets(request: Request, { filter, page = 0 }: { filter?: TicketFilter; page?: number }): Promise<Answer> {
  const list = await request.parts.tickets.list({ page, ...(filter && { filter }), personId: whoIs(request) });
  const view: TicketsView = {
    headline: headline(list), notes: [], filter: list.filter, rows: list.tickets.map((ticket) => rowOf(request, ticket)),
    total: list.total, page: list.page, pages: list.pages, first: list.page * PAGE_SIZE + 1,
  };
  return { presented: present(ticketsCard, view, request.frame()), context: spokenOf(request, list.tickets.length === 1 ? list.tickets[0] : undefined) };
}

/** As the authority names them: by their account, else as the channel does. */
const whoIs = ({ person }: Request): string => person.accountId?.toLowerCase() ?? person.personId;

function headline({ filter, total, overdue }: TicketList): string {
  const tickets = total === 1 ? 'ticket' : 'tickets';
  const late = overdue > 0 ? `, ${overdue} overdue` : '';
  if (filter === 'closed') return `${total} closed ${tickets}`;
  return filter === 'mine' ? `${total} open ${tickets} assigned to you${late}` : `${total} open ${tickets}${late}`;
}

export const rowOf = ({ parts }: Request, ticket: Ticket): { ticket: Ticket; isOverdue: boolean } => ({
  ticket, isOverdue: ticket.status !== 'closed' && Date.parse(ticket.dueAt) < parts.now(),
});

/** One ticket, with what has just come of a press. */
export function showTicket(request: Request, ticket: Ticket, { note, from }: { note?: string | undefined; from?: From | undefined } = {}): Answer {
  const { systemName } = request.parts.tickets;
  const view = {
    ...rowOf(request, ticket), isMine: ticket.assignee !== undefined && ticket.assignee.id === whoIs(request), ...(note && { note }), ...(from && { from }), ...(systemName && { system: systemName }),
  };
  return { presented: present(ticketCard, view, request.frame()), context: spokenOf(request, ticket) };
}

/** What "close it" and "why is he flagged?" mean next. A press counts as talk about tickets; a message says itself what it was about. */
export function spokenOf({ message }: Request, ticket: Ticket | undefined): NonNullable<Answer['context']> {
  return {
    // Of several shown, "it" is none of them, and not the one of before either.
    lastTicket: ticket?.number,
    ...(ticket && { lastAccountId: ticket.accountId }),
    ...(message === '' && { previous: { intent: 'list-tickets', slots: {}, topics: [] } }),
  } as NonNullable<Answer['context']>;
}

/** The number that was said or pressed, or the ticket spoken of last. */
export async function findTicket(request: Request, which: number | '$last'): Promise<Ticket | Answer> {
  const number = which === '$last' ? request.context.lastTicket : which;
  if (number === undefined) return notice(request, 'Which ticket? Say its number, as in "close ticket 12" or "assign ticket 12 to me".', { buttons: [SHOW_TICKETS] });
  return (await request.parts.tickets.find(number)) ?? notice(request, `There is no ticket ${number}.`, { buttons: [SHOW_TICKETS] });
}

export const isTicket = (found: Ticket | Answer): found is Ticket => 'number' in found;
