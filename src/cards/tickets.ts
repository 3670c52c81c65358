import type { Data } from './bind.js';
import { joined, md, plain, raw, trusted } from './cell.js';
import { number } from './counts.js';
import type { Presenter } from './frame.js';
import { assignedTo, day, PRIORITIES, stateOf, type ShownTicket } from './ticket.js';
import { capital, findingWords } from './words.js';

export interface TicketsView {
  headline: string;
  /** What came of opening several, one sentence each; foreign text. */
  notes: string[];
  /** Undefined for what came of opening several: no list of its own. */
  filter: 'open' | 'mine' | 'closed' | undefined;
  rows: { ticket: ShownTicket; isOverdue: boolean }[];
  total: number;
  /** 0-based. */
  page: number;
  pages: number;
  /** The first row's place in the whole list. */
  first: number;
}

const FILTERS = [['open', 'Open'], ['mine', 'Mine'], ['closed', 'Closed']] as const;
const EMPTY = {
  open: 'No ticket is open. Say "open a ticket for" and a name, or press the button on an account.',
  mine: 'No open ticket is assigned to you. Open one and press "Assign to me".',
  closed: 'No ticket was closed yet.',
};
const MAX_NOTES = 6;

/** Tickets, newest first, a page at a time; also what came of opening many. */
export const ticketsCard: Presenter<TicketsView> = {
  name: 'tickets',
  data: (view) => ({
    headline: view.headline,
    notes: view.notes.slice(0, MAX_NOTES).map((text) => ({ text })),
    filters: FILTERS.map(([filter, title]) => ({ filter, title: plain(filter === view.filter ? `✓ ${title}` : title), isOther: filter !== view.filter })),
    filter: raw(view.filter ?? 'open'), page: view.page, isEmpty: view.rows.length === 0, emptyText: trusted(emptyText(view)),
    rows: view.rows.map(row),
    range: range(view), hasPrevious: view.page > 0, hasNext: view.page + 1 < view.pages,
  }),
  text: (view) => [
    view.headline, ...view.notes.slice(0, MAX_NOTES), ...view.rows.map(line),
    view.rows.length === 0 ? emptyText(view) : `${range(view)}.`,
  ],
};

function row({ ticket, isOverdue }: TicketsView['rows'][number]): Data {
  const state = stateOf({ ticket, isOverdue });
  const { account } = ticket.content;
  return {
    number: ticket.number, name: account.displayName, address: account.userPrincipalName, button: plain(`Ticket ${ticket.number}, ${account.displayName}`),
    why: trusted(why(ticket)), state: trusted(state.word), stateColour: state.colour, isPlain: ticket.status === 'open' && !isOverdue,
    line: joined([trusted(PRIORITIES[ticket.priority]), md`due ${day(ticket.dueAt)}`, assignedTo(ticket)], '  ·  '),
  };
}

function line({ ticket, isOverdue }: TicketsView['rows'][number]): string {
  const { account } = ticket.content;
  const state = stateOf({ ticket, isOverdue }).word.toLowerCase();
  return `Ticket ${ticket.number} (${state}): ${account.displayName} <${account.userPrincipalName}>: ${why(ticket)}. ${PRIORITIES[ticket.priority]}, due ${ticket.dueAt.slice(0, 10)}, ${assignedTo(ticket)}.`;
}

/** The first two findings in words. */
function why({ content }: ShownTicket): string {
  const words = content.findings.slice(0, 2).map(({ id }) => findingWords(id)).join('; ');
  const more = content.findings.length - 2;
  return `${capital(words)}${more > 0 ? `; ${more} more` : ''}`;
}

const emptyText = ({ filter }: TicketsView): string => (filter ? EMPTY[filter] : '');

function range({ rows, first, total, page, pages, filter }: TicketsView): string {
  if (rows.length === 0) return '';
  const shown = `${number(first)} to ${number(first + rows.length - 1)} of ${number(total)}`;
  return filter ? `${shown}, page ${page + 1} of ${Math.max(pages, 1)}` : shown;
}
