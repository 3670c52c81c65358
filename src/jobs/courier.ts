import { deliver, LEASE_MS, type DeliverParts } from '../flows/deliver/index.js';
import { Pacer } from './pacer.js';

/** Sends that may be under way at once: one conversation that hangs must not hold up the others. */
const AT_ONCE = 50;
const CLAIMED_AT_ONCE = 25;
const POLL_MS = 2_000;

export interface CourierParts extends DeliverParts {
  /** Rejects, or resolves early, when the signal is aborted. */
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** Sends what is due in one tenant, as fast as Teams allows over all processes together. */
export class Courier {
  readonly #underWay = new Set<Promise<void>>();
  readonly #stopping = new AbortController();
  #wake = new AbortController();
  #running: Promise<void> | undefined;
  readonly #pacer: Pacer;

  constructor(private readonly parts: CourierParts) {
    this.#pacer = new Pacer({ pace: parts.stores.pace, now: parts.now, sleep: (ms) => parts.sleep(ms) });
  }

  start(): void {
    this.#running = this.#run();
  }

  /** There is something to send: don't wait for the next look. */
  notify(): void {
    this.#wake.abort();
  }

  /** Takes nothing more, and resolves when what is under way has been sent. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    this.#wake.abort();
    await this.#running;
    await Promise.all(this.#underWay);
  }

  async #run(): Promise<void> {
    while (!this.#stopping.signal.aborted) {
      const started = await this.#startSome().catch((cause: unknown) => this.parts.log('looking for what is to be sent failed', cause));
      if (!started) await this.#rest();
      else if (this.#underWay.size >= AT_ONCE) await Promise.race(this.#underWay);
    }
  }

  async #rest(): Promise<void> {
    if (!this.#stopping.signal.aborted) this.#wake = new AbortController();
    await this.parts.sleep(POLL_MS, this.#wake.signal).catch(() => undefined);
  }

  async #startSome(): Promise<boolean> {
    const { stores, worker } = this.parts;
    const limit = Math.min(CLAIMED_AT_ONCE, AT_ONCE - this.#underWay.size);
    const now = this.parts.now();
    const claimed = await stores.deliveries.claim({ worker, now: new Date(now).toISOString(), until: new Date(now + LEASE_MS).toISOString(), limit });
    if (claimed.length === 0) return false;
    for (const delivery of claimed) {
      const working: Promise<void> = deliver(this.parts, delivery, () => this.#pacer.turn(delivery.conversationId)).finally(() => this.#underWay.delete(working));
      this.#underWay.add(working);
    }
    return true;
  }
}
