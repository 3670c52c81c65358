import type { PaceLimit, TenantStores } from '../flows/deliver/index.js';

/** Teams: 50 a second for an app in a tenant; 7 a second and 1,800 an hour in a thread. In any window, burst, rate and staleness together stay below. */
const PER_TENANT: PaceLimit = { intervalMs: 24, burst: 4 };
const PER_THREAD: PaceLimit = { intervalMs: 2_010, burst: 7 };
/** Well below the lease of a delivery, so that nobody else takes what only waits for its turn. */
const PATIENCE_MS = 15_000;
/** A place that has passed longer ago is void: what a busy process catches up all at once would exceed the pace. */
const STALE_MS = 100;
const ATTEMPTS = 20;

interface Waiting {
  conversationId: string;
  resolve: (place: number | undefined) => void;
  reject: (cause: unknown) => void;
}

export interface PacerParts {
  pace: TenantStores['pace'];
  now: () => number;
  sleep: (ms: number) => Promise<void>;
}

/** Lets the sends of a tenant go one by one, at the pace Teams allows to all processes together. */
export class Pacer {
  #waiting: Waiting[] = [];
  #isReserving = false;

  constructor(private readonly parts: PacerParts) {}

  /** Resolves to true when it is this one's turn; to false where that would take too long. */
  async turn(conversationId: string): Promise<boolean> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const place = await this.#place(conversationId);
      if (place === undefined) return false;
      await this.parts.sleep(Math.max(0, place - this.parts.now()));
      if (this.parts.now() - place <= STALE_MS) return true;
    }
    return false;
  }

  /** Many ask at the same moment: whoever asks while places are being reserved is in the next lot. */
  #place(conversationId: string): Promise<number | undefined> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ conversationId, resolve, reject });
      if (!this.#isReserving) void this.#reserveAll();
    });
  }

  async #reserveAll(): Promise<void> {
    this.#isReserving = true;
    while (this.#waiting.length > 0) {
      const lot = this.#waiting.splice(0);
      await this.#reserve(lot).catch((cause: unknown) => {
        for (const { reject } of lot) reject(cause);
      });
    }
    this.#isReserving = false;
  }

  async #reserve(lot: Waiting[]): Promise<void> {
    const { pace, now } = this.parts;
    const at = now();
    const counts = new Map<string, number>();
    for (const { conversationId } of lot) counts.set(conversationId, (counts.get(conversationId) ?? 0) + 1);
    const threads = await pace.reserve(new Map([...counts].map(([id, count]) => [`thread:${id}`, count])), PER_THREAD, at, PATIENCE_MS);
    const granted = lot.filter(({ conversationId }) => threads.has(`thread:${conversationId}`));
    const tenant = granted.length > 0 ? (await pace.reserve(new Map([['tenant', granted.length]]), PER_TENANT, at, PATIENCE_MS)).get('tenant') : undefined;
    for (const { conversationId, resolve } of lot) {
      const inThread = counts.get(conversationId)! - 1;
      counts.set(conversationId, inThread);
      const index = granted.findIndex((each) => each.resolve === resolve);
      if (index < 0 || tenant === undefined) resolve(undefined);
      else resolve(at + Math.max(nth(tenant, granted.length - 1 - index, PER_TENANT), nth(threads.get(`thread:${conversationId}`)!, inThread, PER_THREAD)));
    }
  }
}

/** The wait of one among several that were reserved together, from the wait of the last and how many come after it. */
const nth = (last: number, after: number, { intervalMs }: PaceLimit): number => Math.max(0, last - after * intervalMs);
