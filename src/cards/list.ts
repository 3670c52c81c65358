import type { Counts } from '../engine/index.js';
import { rowData, rowText, type AccountRow } from './accountRow.js';
import { plain, raw, trusted } from './cell.js';
import { bar, countsText, number } from './counts.js';
import { scannedLine, scannedText, type Presenter } from './frame.js';

export interface ListView {
  filter: string;
  finding: string | undefined;
  rows: AccountRow[];
  total: number;
  page: number;
  pages: number;
  population: Counts;
  headline: string;
}

const FILTERS = [
  ['all', 'All'], ['admins', 'Admins'], ['members', 'Members'], ['guests', 'Guests'], ['service', 'Service accounts'], ['enabled', 'Enabled'],
] as const;

/** Who has a gap, worst first, a page at a time. */
export const listCard: Presenter<ListView> = {
  name: 'list',
  data: (view, frame) => ({
    headline: view.headline,
    scanned: scannedLine(frame),
    ...bar(view.population),
    filter: raw(view.filter),
    finding: raw(view.finding ?? ''),
    filters: FILTERS.map(([filter, title]) => ({ filter, title: plain(filter === view.filter ? `✓ ${title}` : title), isOther: filter !== view.filter })),
    rows: view.rows.map(rowData),
    isEmpty: view.rows.length === 0,
    emptyText: trusted(NOBODY),
    range: range(view),
    page: view.page,
    hasPrevious: view.page > 0,
    hasNext: view.page + 1 < view.pages,
  }),
  page: ({ filter }) => (filter === 'all' ? 'accounts' : `accounts?${new URLSearchParams({ filter })}`),
  refresh: ({ filter, finding, page }) => ({ verb: 'list', data: { filter, ...(finding && { finding }), page } }),
  text: (view, frame) => [
    `${view.headline}.`.replace('..', '.'),
    `${countsText(view.population)}. ${scannedText(frame)}`,
    ...view.rows.flatMap(rowText),
    view.rows.length === 0 ? NOBODY : `${range(view)}.`,
  ],
};

const NOBODY = 'Nobody here: no account in this view has a gap or is unknown.';

function range({ rows, total, page, pages }: ListView): string {
  const first = rows[0]?.position ?? 0;
  const last = rows.at(-1)?.position ?? 0;
  return `${number(first)} to ${number(last)} of ${number(total)}, page ${page + 1} of ${Math.max(pages, 1)}`;
}
