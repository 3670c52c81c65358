/** Fetches so many rows from a place on. */
export type FetchRows<Row> = (offset: number, limit: number, signal: AbortSignal) => Promise<{ rows: Row[]; total: number; version: string }>;

export interface PagesParts<Row> {
  fetchRows: FetchRows<Row>;
  /** Rows have come; `isNew`: of another version than those before, which are gone. */
  onRows(isNew: boolean): void;
  onError(cause: unknown): void;
}

const PAGE = 100;
const KEPT_PAGES = 60;
const AT_ONCE = 2;

/** Pages of a long list, fetched as they are looked at: the latest wish first, few at a time, old ones forgotten. */
export class Pages<Row> {
  total = 0;
  #version: string | undefined;
  readonly #pages = new Map<number, Row[]>();
  readonly #underWay = new Map<number, AbortController>();
  #wanted: number[] = [];

  constructor(private readonly parts: PagesParts<Row>) {}

  row(index: number): Row | undefined {
    return this.#pages.get(Math.floor(index / PAGE))?.[index % PAGE];
  }

  /** Says what is in view now; what was wanted before and isn't under way is forgotten. */
  want(first: number, last: number): void {
    const from = Math.floor(first / PAGE);
    const to = Math.floor(Math.max(first, last - 1) / PAGE);
    this.#wanted = Array.from({ length: to - from + 1 }, (_, index) => from + index);
    for (const page of this.#wanted) this.#touch(page);
    this.#next();
  }

  stop(): void {
    this.#wanted = [];
    for (const fetching of this.#underWay.values()) fetching.abort();
  }

  #touch(page: number): void {
    const rows = this.#pages.get(page);
    if (!rows) return;
    this.#pages.delete(page);
    this.#pages.set(page, rows);
  }

  #next(): void {
    for (const page of this.#wanted) {
      if (this.#underWay.size >= AT_ONCE) return;
      if (!this.#pages.has(page) && !this.#underWay.has(page)) void this.#fetch(page);
    }
  }

  async #fetch(page: number): Promise<void> {
    const fetching = new AbortController();
    this.#underWay.set(page, fetching);
    try {
      const { rows, total, version } = await this.parts.fetchRows(page * PAGE, PAGE, fetching.signal);
      this.#underWay.delete(page);
      this.#take(page, rows, total, version);
      this.#next();
    } catch (cause) {
      this.#underWay.delete(page);
      if (!fetching.signal.aborted) this.parts.onError(cause);
    }
  }

  /** Pages of two scans don't belong together: the older ones go. */
  #take(page: number, rows: Row[], total: number, version: string): void {
    const isNew = this.#version !== undefined && this.#version !== version;
    if (isNew) this.#pages.clear();
    this.#version = version;
    this.total = total;
    this.#pages.set(page, rows);
    if (this.#pages.size > KEPT_PAGES) this.#pages.delete(this.#pages.keys().next().value!);
    this.parts.onRows(isNew);
  }
}
