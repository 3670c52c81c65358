import type { AccountsPage, Overview } from '../../flows/report/types.js';
import { ApiError } from '../api.js';
import { h, prose } from '../dom.js';
import { number } from '../format.js';
import { Grid, type Column } from '../grid/grid.js';
import { hashOf, type Place } from '../router.js';
import { WORDS } from '../words.js';
import { verdict, VERDICTS, type Context, type View } from './view.js';

type Row = AccountsPage['rows'][number];
const TEXT = WORDS.accounts;
const TYPING_MS = 200;

const COLUMNS: readonly Column<Row>[] = [
  { id: 'name', title: TEXT.columns.name, isSortable: true, cell: (row) => [h('a', { href: hashOf('account', row.id), tabindex: -1 }, row.displayName), h('span', { class: 'subtle narrow-only' }, row.userPrincipalName)] },
  { id: 'worst', title: TEXT.columns.worst, isSortable: true, cell: (row) => [verdict(row.verdict)] },
  { id: 'reason', title: TEXT.columns.reason, isSortable: true, cell: (row) => prose(row.reason) },
  { id: 'kind', title: TEXT.columns.kind, isSortable: true, cell: kindOf },
  { id: 'address', title: TEXT.columns.address, isSortable: true, cell: (row) => [row.userPrincipalName] },
];

function kindOf({ userType, roles, accountEnabled }: Row): string[] {
  const said = [roles[0] ?? (userType === 'guest' ? TEXT.guest : TEXT.member), ...(roles.length > 1 ? [`+${roles.length - 1}`] : []), ...(accountEnabled ? [] : [`(${TEXT.disabled})`])];
  return [said.join(' ')];
}

/** Where the reader was in which list: who comes back from an account finds it as it was. */
let left: { query: string; scrollTop: number; active: number } | undefined;

export const accounts: View = (context, place) => {
  const list = new AccountList(context, place);
  return Promise.resolve({ title: WORDS.views.accounts, body: list.body, close: () => list.close() });
};

class AccountList {
  readonly body: Node[];
  readonly #query: URLSearchParams;
  readonly #place = h('div', { class: 'grid-place' });
  readonly #count = h('p', { class: 'count', role: 'status' });
  #grid: Grid<Row> | undefined;
  #typing = 0;

  constructor(private readonly context: Context, place: Place) {
    this.#query = new URLSearchParams(place.query);
    this.body = [this.#filters(), this.#count, h('p', { class: 'hidden', id: 'grid-help' }, TEXT.help), this.#place];
    this.#open();
  }

  close(): void {
    clearTimeout(this.#typing);
    if (this.#grid) left = { query: this.#query.toString(), scrollTop: this.#grid.scrollTop, active: this.#grid.active };
    this.#grid?.close();
  }

  #filters(): HTMLElement {
    const search = h('input', { type: 'search', maxlength: 200, value: this.#query.get('q') ?? '', placeholder: TEXT.search, 'aria-label': TEXT.search, oninput: () => this.#typed(search.value) });
    return h('div', { class: 'filters', role: 'search' }, search,
      this.#choice('verdict', TEXT.verdict, [['', TEXT.any], ...VERDICTS.map((each) => [each, `${WORDS.marks[each]} ${WORDS.verdicts[each]}`] as const)]),
      this.#choice('filter', TEXT.kind, Object.entries(TEXT.filters).map(([id, words]) => [id === 'all' ? '' : id, words] as const)),
      this.#choice('weight', TEXT.weight, [['', TEXT.any], ...Object.entries(WORDS.severities)]),
      this.#findings());
  }

  /** Which findings there are is told while the list is read already. */
  #findings(): HTMLElement {
    const place = h('span', { class: 'later' }, this.#choice('finding', TEXT.finding, [['', TEXT.any]]));
    const told = ({ findings }: Overview): void => place.replaceChildren(this.#choice('finding', TEXT.finding, [['', TEXT.any], ...new Map(findings.map(({ id, words }) => [id as string, words]))]));
    this.context.api.get<Overview>('').then(told, (cause: unknown) => this.#failed(cause));
    return place;
  }

  #choice(name: string, label: string, options: readonly (readonly [string, string])[]): HTMLElement {
    const chosen = this.#query.get(name) ?? '';
    const select = h('select', { onchange: () => this.#set({ [name]: select.value }) }, ...options.map(([value, words]) => h('option', { value, selected: value === chosen }, words)));
    return h('label', {}, h('span', {}, label), select);
  }

  #typed(words: string): void {
    clearTimeout(this.#typing);
    this.#typing = window.setTimeout(() => this.#set({ q: words.trim() }), TYPING_MS);
  }

  #set(change: Record<string, string>): void {
    for (const [name, value] of Object.entries(change)) {
      if (value === '') this.#query.delete(name);
      else this.#query.set(name, value);
    }
    // Not a place of its own: back leads out of the list, not through what was typed.
    history.replaceState(null, '', hashOf('accounts', undefined, Object.fromEntries(this.#query)));
    left = undefined;
    this.#open();
  }

  #sort(by: string, isDescending: boolean): void {
    this.#set({ sort: by === 'worst' ? '' : by, down: isDescending ? '1' : '' });
    this.#grid?.focusHeader(by);
  }

  #open(): void {
    this.#grid?.close();
    const sort = { by: this.#query.get('sort') ?? 'worst', isDescending: this.#query.get('down') === '1' };
    const grid = new Grid<Row>({
      label: TEXT.grid, columns: COLUMNS, sort, loading: WORDS.loading, fetchRows: (offset, limit, signal) => this.#fetch(offset, limit, signal),
      onSort: (by) => this.#sort(by, sort.by === by && !sort.isDescending),
      open: (row) => (location.hash = hashOf('account', row.id)),
      onTotal: (total, isNew) => this.#told(total, isNew), onError: (cause) => this.#failed(cause),
    });
    this.#grid = grid;
    grid.element.setAttribute('aria-describedby', 'grid-help');
    this.#place.replaceChildren(grid.element);
    if (left?.query === this.#query.toString()) grid.restore(left.scrollTop, left.active);
  }

  async #fetch(offset: number, limit: number, signal: AbortSignal) {
    const asked = Object.fromEntries(['q', 'verdict', 'filter', 'finding', 'weight', 'sort', 'down'].map((name) => [name, this.#query.get(name) ?? undefined]));
    const { rows, total, scannedAt } = await this.context.api.get<AccountsPage>('/accounts', { ...asked, offset, limit }, signal);
    return { rows, total, version: scannedAt };
  }

  #told(total: number, isNew: boolean): void {
    const text = total === 0 ? TEXT.none : total === 1 ? TEXT.one : TEXT.count(number(total));
    if (this.#count.textContent !== text) this.#count.textContent = text;
    if (isNew) this.context.announce(TEXT.changed);
  }

  #failed(cause: unknown): void {
    this.#count.textContent = cause instanceof ApiError ? cause.message : String(cause);
  }
}
