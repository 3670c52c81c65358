import { deliver, LEASE_MS, type DeliverParts, type DeliveryRecord, type PaceLimit } from '../flows/deliver/index.js';

/** Sends that may be under way at once: one conversation that hangs must not hold up the others. */
const AT_ONCE = 50;
const CLAIMED_AT_ONCE = 25;
const POLL_MS = 2_000;
/** Below the lease, so that nobody else takes what only waits for its turn. */
const PATIENCE_MS = 20_000;

/** Teams: 50 a second for an app in a tenant; 7 a second and 1,800 an hour in a thread. In any window, burst and rate together stay below. */
const PER_TENANT: PaceLimit = { intervalMs: 22, burst: 4 };
const PER_THREAD: PaceLimit = { intervalMs: 2_010, burst: 7 };

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

  constructor(private readonly parts: CourierParts) {}

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
    const waits = await this.#pace(claimed, now);
    for (const delivery of claimed) this.#start(delivery, waits.get(delivery.key), now);
    return true;
  }

  /** How long each has to wait, by key; those that would wait too long are missing. */
  async #pace(claimed: DeliveryRecord[], now: number): Promise<Map<string, number>> {
    const threads = new Map<string, DeliveryRecord[]>();
    for (const delivery of claimed) threads.set(delivery.conversationId, [...(threads.get(delivery.conversationId) ?? []), delivery]);
    const uses = new Map([...threads].map(([id, deliveries]) => [`thread:${id}`, deliveries.length]));
    const [byThread, ofTenant] = await Promise.all([
      this.parts.stores.pace.reserve(uses, PER_THREAD, now, PATIENCE_MS),
      this.parts.stores.pace.reserve(new Map([['tenant', claimed.length]]), PER_TENANT, now, PATIENCE_MS),
    ]);
    const tenantWait = ofTenant.get('tenant');
    if (tenantWait === undefined) return new Map();
    return new Map(claimed.flatMap((delivery, index) => {
      const inThread = threads.get(delivery.conversationId)!;
      const last = byThread.get(`thread:${delivery.conversationId}`);
      if (last === undefined) return [];
      const waits = [nth(tenantWait, index, claimed.length, PER_TENANT), nth(last, inThread.indexOf(delivery), inThread.length, PER_THREAD)];
      return [[delivery.key, Math.max(...waits)] as const];
    }));
  }

  #start(delivery: DeliveryRecord, wait: number | undefined, from: number): void {
    const { stores, worker, now, sleep } = this.parts;
    const turn = async (): Promise<void> => sleep(Math.max(0, from + (wait ?? 0) - now()));
    const working: Promise<void> = (wait === undefined
      ? stores.deliveries.release(delivery.key, worker, { notBefore: new Date(from + PATIENCE_MS).toISOString() }).then(() => undefined, (cause: unknown) => this.parts.log('giving back a delivery failed', cause))
      : deliver(this.parts, delivery, turn)).finally(() => this.#underWay.delete(working));
    this.#underWay.add(working);
  }
}

/** The wait of one among several that were reserved together, from the wait of the last. */
const nth = (last: number, index: number, count: number, { intervalMs }: PaceLimit): number => Math.max(0, last - (count - 1 - index) * intervalMs);
