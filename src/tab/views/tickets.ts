import type { TicketList } from '../../flows/report/types.js';
import { h } from '../dom.js';
import { day, number } from '../format.js';
import { hashOf } from '../router.js';
import { WORDS } from '../words.js';
import { cardPlace } from './cardPlace.js';
import { link, table, type View } from './view.js';

const TEXT = WORDS.tickets;
const FILTERS = Object.keys(TEXT.filters) as (keyof typeof TEXT.filters)[];

export const tickets: View = async ({ api }, { query }) => {
  const list = await api.get<TicketList>('/tickets', { filter: query.get('filter') ?? undefined, page: query.get('page') ?? undefined });
  const to = (filter: string, page = 0): string => hashOf('tickets', undefined, { filter, page: page > 0 ? String(page) : undefined });
  return {
    title: WORDS.views.tickets,
    body: [
      h('nav', { class: 'pills', 'aria-label': TEXT.which }, ...FILTERS.map((filter) => h('a', { href: to(filter), 'aria-current': filter === list.filter ? 'page' : undefined }, TEXT.filters[filter]))),
      ...(list.overdue > 0 ? [h('p', { class: 'problem' }, `! ${TEXT.overdue(number(list.overdue))}`)] : []),
      list.total === 0 ? h('p', {}, TEXT.none) : h('div', { class: 'card' }, rows(list)),
      ...(list.pages > 1 ? [pager(list, to)] : []),
    ],
  };
};

const rows = ({ tickets: listed }: TicketList): HTMLElement => table(WORDS.views.tickets, [TEXT.number, TEXT.account, TEXT.status, TEXT.priority, TEXT.due, TEXT.assignee], listed.map((ticket) => [
  link(hashOf('ticket', String(ticket.number)), `#${ticket.number}`), ticket.content.account.displayName, TEXT.states[ticket.status], TEXT.priorities[ticket.priority], day(ticket.dueAt), ticket.assignee?.name ?? TEXT.nobody,
]));

function pager({ filter, page, pages }: TicketList, to: (filter: string, page: number) => string): HTMLElement {
  return h('p', { class: 'pager' }, page > 0 ? link(to(filter, page - 1), TEXT.previous) : '', ` ${TEXT.page(number(page + 1), number(pages))} `, page + 1 < pages ? link(to(filter, page + 1), TEXT.next) : '');
}

/** One ticket: the chat's own card, with its buttons. */
export const ticket: View = async (context, { id = '' }) => {
  const place = await cardPlace(context, { verb: 'ticket-view', data: { ticket: Number(id) } }, { label: `${TEXT.number} ${id}`, back: `${TEXT.number} ${id}` });
  return { title: `${TEXT.number} ${id}`, body: [h('p', { class: 'toolbar' }, link(hashOf('tickets'), `‹ ${TEXT.back}`)), h('div', { class: 'card flush' }, place)] };
};
