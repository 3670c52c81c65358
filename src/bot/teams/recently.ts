const MOST_KEPT = 10_000;

/** What happened within the last while, for things that come several times and count once. */
export class Recently {
  readonly #until = new Map<string, number>();

  /** `now`: milliseconds, never running backwards. */
  constructor(private readonly keptMs: number, private readonly now: () => number = () => performance.now()) {}

  /** Marks it, too. */
  isFirst(key: string): boolean {
    const now = this.now();
    this.#forget(now);
    if (this.#until.has(key)) return false;
    this.#until.set(key, now + this.keptMs);
    return true;
  }

  /** Oldest first: a map keeps the order of its keys. */
  #forget(now: number): void {
    for (const [key, until] of this.#until) {
      if (until > now && this.#until.size < MOST_KEPT) return;
      this.#until.delete(key);
    }
  }
}
