export interface LimiterOptions {
  /** At most this many starts ... */
  starts: number;
  /** ... in any span of this many milliseconds. */
  windowMs: number;
  /** At most this many at once. */
  concurrency: number;
}

export interface Clock {
  /** Milliseconds since the epoch. */
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

/** No place before the time the caller can wait until; nothing was started. */
export class PlaceTooLate extends Error {
  override readonly name = 'PlaceTooLate';
}

/** Paces one service family: a sliding window over starts, a bound on what runs at once, and a pause when the service asks for one. */
export class Limiter {
  readonly #starts: number[] = [];
  #running = 0;
  #pausedUntil = 0;
  /** Starts are handed out one after the other, or two callers would take the same free place. */
  #turn: Promise<void> = Promise.resolve();
  readonly #waiting: (() => void)[] = [];

  constructor(private readonly options: LimiterOptions, private readonly clock: Clock) {}

  /** `until`: throws PlaceTooLate instead of waiting beyond that time (milliseconds since the epoch). */
  async run<T>(action: () => Promise<T>, until = Infinity): Promise<T> {
    if (this.#pausedUntil > until) throw new PlaceTooLate();
    await this.#enter(until);
    try {
      return await action();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  /** Nobody starts for that long: a throttled family answers every caller alike. */
  pause(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.clock.now() + ms);
  }

  #enter(until: number): Promise<void> {
    const entered = this.#turn.then(() => this.#place(until));
    this.#turn = entered.catch(() => undefined);
    return entered;
  }

  async #place(until: number): Promise<void> {
    while (this.#running >= this.options.concurrency) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    for (let wait = this.#wait(); wait > 0; wait = this.#wait()) {
      if (this.clock.now() + wait > until) throw new PlaceTooLate();
      await this.clock.sleep(wait);
    }
    this.#running += 1;
    this.#starts.push(this.clock.now());
    if (this.#starts.length > this.options.starts) this.#starts.shift();
  }

  #wait(): number {
    const now = this.clock.now();
    const isFull = this.#starts.length >= this.options.starts;
    const freeAt = isFull ? this.#starts[this.#starts.length - this.options.starts]! + this.options.windowMs : 0;
    return Math.max(freeAt, this.#pausedUntil) - now;
  }
}
