import { h } from '../dom.js';
import { Pages, type FetchRows } from './pages.js';
import { heightOf, scrollTo, shown, type Scrolled } from './window.js';

export interface Column<Row> {
  id: string;
  title: string;
  /** Can be sorted by it. */
  isSortable: boolean;
  cell(row: Row): (Node | string)[];
}

export interface GridOptions<Row> {
  label: string;
  columns: readonly Column<Row>[];
  fetchRows: FetchRows<Row>;
  sort: { by: string; isDescending: boolean };
  onSort(by: string): void;
  open(row: Row): void;
  onTotal(total: number, isNew: boolean): void;
  onError(cause: unknown): void;
  loading: string;
}

const BEYOND = 6;
const ROW_ID = 'row-';

/** A table of any length: only the rows in view exist. Arrow keys move, Enter opens (WAI-ARIA grid pattern). */
export class Grid<Row> {
  readonly element: HTMLElement;
  readonly #space = h('div', { class: 'grid-space', role: 'rowgroup' });
  readonly #head: HTMLElement;
  readonly #rows = new Map<number, HTMLElement>();
  readonly #pages: Pages<Row>;
  #active = 0;
  #frame = 0;
  /** Where to scroll to as soon as there are rows. */
  #restoring: number | undefined;
  readonly #resized = new ResizeObserver(() => this.#schedule());

  constructor(private readonly options: GridOptions<Row>) {
    this.#head = this.#header();
    this.element = h('div', {
      class: 'grid', role: 'grid', tabindex: 0, 'aria-label': options.label, 'aria-rowcount': -1, 'aria-colcount': options.columns.length,
      onscroll: () => this.#schedule(), onkeydown: (event: KeyboardEvent) => this.#key(event),
    }, h('div', { class: 'grid-head', role: 'rowgroup' }, this.#head), this.#space);
    this.#pages = new Pages({
      fetchRows: options.fetchRows, onError: options.onError,
      onRows: (isNew) => {
        options.onTotal(this.#pages.total, isNew);
        this.#arrived(isNew);
      },
    });
    this.#pages.want(0, 1);
    this.#resized.observe(this.element);
  }

  close(): void {
    this.#resized.disconnect();
    this.#pages.stop();
  }

  get scrollTop(): number {
    return this.element.scrollTop;
  }

  /** Also remembers the row, so that a reader who comes back is where they were. */
  restore(scrollTop: number, active: number): void {
    this.#active = active;
    this.#restoring = scrollTop;
  }

  get active(): number {
    return this.#active;
  }

  /** The header that was pressed is gone with the old order: the keyboard goes on at the same one. */
  focusHeader(id: string): void {
    this.#head.querySelector<HTMLElement>(`.cell-${id} .sort`)?.focus();
  }

  #header(): HTMLElement {
    const { columns, sort, onSort } = this.options;
    return h('div', { class: 'grid-row grid-header', role: 'row', 'aria-rowindex': 1 }, ...columns.map(({ id, title, isSortable }, index) => {
      const direction = sort.by === id ? (sort.isDescending ? 'descending' : 'ascending') : 'none';
      const arrow = direction === 'none' ? '' : direction === 'ascending' ? ' ▲' : ' ▼';
      return h('div', { class: `cell cell-${id}`, role: 'columnheader', 'aria-colindex': index + 1, 'aria-sort': isSortable ? direction : undefined },
        isSortable ? h('button', { type: 'button', class: 'sort', onclick: () => onSort(id) }, title, h('span', { 'aria-hidden': 'true' }, arrow)) : title);
    }));
  }

  get #scrolled(): Scrolled {
    const rowHeight = Number.parseFloat(getComputedStyle(this.element).getPropertyValue('--row-height')) || 52;
    return { total: this.#pages.total, rowHeight, viewport: Math.max(rowHeight, this.element.clientHeight - this.#head.offsetHeight), scrollTop: this.element.scrollTop };
  }

  #schedule(): void {
    if (this.#frame === 0) this.#frame = requestAnimationFrame(() => this.#draw());
  }

  /** Only what was waited for is made anew; of another scan, everything. */
  #arrived(isNew: boolean): void {
    for (const [index, row] of this.#rows) if (isNew || row.classList.contains('grid-loading')) this.#drop(index, row);
    this.#schedule();
  }

  #draw(): void {
    this.#frame = 0;
    this.#stretch();
    const { first, last, top } = shown(this.#scrolled, BEYOND);
    for (const [index, row] of this.#rows) if (index < first || index >= last) this.#drop(index, row);
    for (let index = first; index < last; index += 1) this.#place(index, top(index));
    this.#pages.want(first, last);
    this.#mark();
  }

  #stretch(): void {
    const scrolled = this.#scrolled;
    this.element.setAttribute('aria-rowcount', String(scrolled.total + 1));
    this.#space.style.height = `${heightOf(scrolled)}px`;
    if (this.#restoring === undefined || scrolled.total === 0) return;
    this.element.scrollTop = this.#restoring;
    this.#restoring = undefined;
  }

  #drop(index: number, row: HTMLElement): void {
    row.remove();
    this.#rows.delete(index);
  }

  #place(index: number, top: number): void {
    const row = this.#rows.get(index) ?? this.#make(index);
    row.style.transform = `translateY(${top}px)`;
  }

  #make(index: number): HTMLElement {
    const { columns, loading } = this.options;
    const data = this.#pages.row(index);
    const cells = columns.map(({ id, cell }, place) => h('div', { class: `cell cell-${id}`, role: 'gridcell', 'aria-colindex': place + 1 }, ...(data ? cell(data) : place === 0 ? [loading] : [])));
    const row = h('div', { class: data ? 'grid-row' : 'grid-row grid-loading', role: 'row', id: `${ROW_ID}${index}`, 'aria-rowindex': index + 2, onclick: (event: MouseEvent) => this.#click(event, index) }, ...cells);
    this.#rows.set(index, row);
    this.#space.append(row);
    return row;
  }

  #click(event: MouseEvent, index: number): void {
    // A link with a key held opens a window of its own, as links do.
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    this.#open(index);
  }

  #open(index: number): void {
    const row = this.#pages.row(index);
    this.#active = index;
    if (row) this.options.open(row);
  }

  #key(event: KeyboardEvent): void {
    if (event.target !== this.element) return;
    if (event.key === 'Enter') return this.#open(this.#active);
    const page = Math.max(1, Math.floor(this.#scrolled.viewport / this.#scrolled.rowHeight) - 1);
    const moves: Record<string, number> = { ArrowDown: this.#active + 1, ArrowUp: this.#active - 1, PageDown: this.#active + page, PageUp: this.#active - page, Home: 0, End: this.#pages.total - 1 };
    const target = moves[event.key];
    if (target === undefined) return;
    event.preventDefault();
    this.#active = Math.min(Math.max(0, target), Math.max(0, this.#pages.total - 1));
    this.element.scrollTop = scrollTo(this.#active, this.#scrolled);
    this.#draw();
  }

  /** A screen reader follows the active row, which the browser's focus doesn't move to. */
  #mark(): void {
    for (const [index, row] of this.#rows) row.classList.toggle('active', index === this.#active);
    if (this.#rows.has(this.#active)) this.element.setAttribute('aria-activedescendant', `${ROW_ID}${this.#active}`);
    else this.element.removeAttribute('aria-activedescendant');
  }
}
