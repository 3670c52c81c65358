import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { deliver, LEASE_MS, planDue, type DeliverParts, type SendOutcome } from '../../src/flows/deliver/index.js';
import { dueBetween, LATE_WITHIN_MS, localDay, nextDue, WEEKDAYS, type ScheduleRule } from '../../src/flows/schedule/index.js';
import { openStore, type Store, type SubscriptionRecord } from '../../src/store/index.js';
import { onEachDatabase } from '../store/databases.js';
import { randomOf } from '../support/random.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const iso = (moment: number): string => new Date(moment).toISOString();

class Crash extends Error {}

/** Where a process may stop: at any call of the database or of Teams, before it or after it. */
const CRASHES_ONE_IN = 60;
const RULES: ScheduleRule[] = [
  { time: '02:30', days: WEEKDAYS, zone: 'Europe/Paris' },
  { time: '08:30', days: ['mon', 'wed', 'sun'], zone: 'America/New_York' },
  { time: '00:00', days: ['sat', 'sun'], zone: 'America/Santiago' },
  { time: '01:45', days: ['sun'], zone: 'Australia/Lord_Howe' },
  { time: '23:59', days: ['fri'], zone: 'Asia/Kolkata' },
];

interface Arrived {
  conversation: string;
  at: number;
  isRepeat: boolean;
}

/** Days enough for both changes of the clocks: a whole year on the fast database, its two critical seasons on the other. */
const SPANS: Record<string, [from: string, to: string][]> = {
  PostgreSQL: [['2026-01-01T00:00:00Z', '2027-01-01T00:00:00Z']],
  'the embedded database': [['2026-03-27T00:00:00Z', '2026-04-06T00:00:00Z'], ['2026-10-23T00:00:00Z', '2026-11-02T12:00:00Z']],
};

onEachDatabase((name, where) => describe(`a year of daily cards on ${name}`, function () {
  this.timeout(120_000);
  let store: Store;
  let now = 0;
  before(async () => {
    store = await openStore({ ...where(), now: () => now, log: assert.fail });
  });
  after(() => store.close());

  for (const [from, to] of SPANS[name]!) {
    it(`brings each due day one card, or one skip, whatever crashes (${from.slice(0, 10)} to ${to.slice(0, 10)})`, async () => {
      const year = new VirtualYear(store, randomOf(7), (moment) => (now = moment));
      await year.run(Date.parse(from), Date.parse(to));
      await year.check();
    });
  }
}));

/** One process after another on one database, in a time that jumps from event to event. */
class VirtualYear {
  readonly #tenant = randomUUID();
  readonly #arrived: Arrived[] = [];
  readonly #subscriptions: SubscriptionRecord[] = [];
  #now = 0;
  #from = 0;
  readonly #crashes: number[] = [];
  /** Of the process that runs now: it has died, and its code is only still unwinding. */
  #stopped: Crash | undefined;

  constructor(private readonly store: Store, private readonly random: () => number, private readonly onTime: (moment: number) => void) {}

  async run(from: number, to: number): Promise<void> {
    this.#from = from;
    this.#set(from);
    for (const [index, rule] of RULES.entries()) {
      await this.#stores().conversations.remember(`c${index}`, { conversation: { id: `c${index}` } });
      this.#subscriptions.push(await this.#stores().subscriptions.create({ conversationId: `c${index}`, createdBy: { id: 'ada', name: 'Ada' }, rule, nextDue: iso(nextDue(rule, from)) }));
    }
    let worker = 0;
    while (this.#now < to) {
      await this.#live(`worker-${(worker += 1)}`, to).catch((cause: unknown) => {
        if (!(cause instanceof Crash)) throw cause;
        this.#crashes.push(this.#now);
        this.#stopped = undefined;
      });
      // Mostly up again soon; now and then down for hours, or days.
      const dice = this.random();
      this.#set(this.#now + (dice < 0.8 ? MINUTE : dice < 0.95 ? 3 * HOUR : 40 * HOUR) * this.random() + 1_000);
    }
    // What a last crash left held is taken over.
    await this.#work('the last', () => undefined, MINUTE);
  }

  async check(): Promise<void> {
    assert.ok(this.#crashes.length > 3, `${this.#crashes.length} crashes prove little`);
    for (const [index, { id, rule }] of this.#subscriptions.entries()) {
      const arrived = this.#arrived.filter(({ conversation }) => conversation === `c${index}`);
      const recorded = await this.store.deliveries(this.#tenant).of(id, 1_000);
      const days = dueBetween(rule, this.#from, this.#now).map((due) => localDay(rule, due));
      // One row for each due day, and every row at its end.
      assert.deepEqual(recorded.map(({ dueAt }) => localDay(rule, Date.parse(dueAt))).toReversed(), days);
      for (const { key, status, dueAt } of recorded) {
        const inTime = (at: number): boolean => at >= Date.parse(dueAt) && at <= Date.parse(dueAt) + LATE_WITHIN_MS + MINUTE;
        const cards = arrived.filter(({ at }) => inTime(at));
        const first = cards.filter(({ isRepeat }) => !isRepeat);
        assert.ok(['sent', 'late', 'skipped'].includes(status), `${key} is ${status}`);
        // INVARIANT: one card; after each crash at most one more, which says so.
        const told = `${key} ${status}: ${cards.length} cards, ${first.length} of them as the first`;
        assert.ok(first.length <= 1 && cards.length - first.length <= this.#crashes.filter(inTime).length, told);
        assert.ok(status === 'skipped' || cards.length >= 1, told);
      }
      assert.equal(new Set(arrived.filter(({ isRepeat }) => !isRepeat).map(({ at }) => localDay(rule, at))).size, arrived.filter(({ isRepeat }) => !isRepeat).length);
    }
  }

  /** Until it crashes: sleeps to the next event, and does what there is to do. */
  async #live(worker: string, to: number): Promise<void> {
    const mayCrash = (): void => {
      if (this.random() < 1 / CRASHES_ONE_IN) throw new Crash('stopped here');
    };
    await this.#work(worker, mayCrash, MINUTE);
    while (this.#now < to) {
      await this.#work(worker, mayCrash);
      const next = Math.min(...this.#subscriptions.map(({ rule }) => nextDue(rule, this.#now)), this.#now + 12 * HOUR);
      this.#set(next + 2_000 * this.random());
    }
  }

  /** A new process looks until whatever a dead one held is free; later, until there is nothing more to do. */
  async #work(worker: string, mayCrash: () => void, patience = 0): Promise<void> {
    const until = this.#now + patience;
    const parts = this.#parts(worker, mayCrash);
    await planDue(parts);
    for (;;) {
      const claimed = await parts.stores.deliveries.claim({ worker, now: iso(this.#now), until: iso(this.#now + LEASE_MS), limit: 50 });
      for (const delivery of claimed) {
        await deliver(parts, delivery, async () => true);
        if (this.#stopped) throw this.#stopped;
      }
      if (claimed.length === 0 && this.#now >= until) return;
      this.#set(this.#now + 11_000);
    }
  }

  #parts(worker: string, mayCrash: () => void): DeliverParts {
    const dying = (): void => {
      if (this.#stopped) throw this.#stopped;
      try {
        mayCrash();
      } catch (cause) {
        // A dead process does nothing more, not even what follows an error.
        this.#stopped = cause as Crash;
        throw cause;
      }
    };
    return {
      stores: mortal(this.#stores(), dying), worker, now: () => this.#now, random: this.random,
      log: (message, cause) => assert.ok(cause instanceof Crash, `${message}: ${String(cause)}`),
      sender: { send: (reference, { text }) => this.#send(reference, text, dying) },
      composeDigest: (_subscription, { isLate, skipped }) => Promise.resolve({ card: { body: [] }, text: `card${isLate ? ', late' : ''}${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}` }),
    };
  }

  /** Teams: busy one time in ten. */
  async #send(reference: object, text: string, dying: () => void): Promise<SendOutcome> {
    dying();
    if (this.random() < 0.1) return { kind: 'busy', because: 'Teams answered 429', retryAfterMs: 5_000 };
    const { conversation } = reference as { conversation: { id: string } };
    this.#arrived.push({ conversation: conversation.id, at: this.#now, isRepeat: text.includes('Sent again') });
    dying();
    return { kind: 'sent', activityId: 'x' };
  }

  #stores(): DeliverParts['stores'] {
    const { store } = this;
    const tenant = this.#tenant;
    return {
      conversations: store.conversations(tenant), subscriptions: store.subscriptions(tenant), deliveries: store.deliveries(tenant),
      leases: store.leases(tenant), pace: store.pace(tenant),
    };
  }

  #set(moment: number): void {
    this.#now = Math.round(moment);
    this.onTime(this.#now);
  }
}

/** The same stores, where each call may be the process's last: before it reaches the database, or right after. */
function mortal(stores: DeliverParts['stores'], dying: () => void): DeliverParts['stores'] {
  const wrap = <T extends object>(target: T): T => new Proxy(target, {
    get: (object, property) => async (...values: unknown[]) => {
      dying();
      const result: unknown = await (object[property as keyof T] as (...given: unknown[]) => unknown)(...values);
      dying();
      return result;
    },
  });
  return { conversations: wrap(stores.conversations), subscriptions: wrap(stores.subscriptions), deliveries: wrap(stores.deliveries), leases: wrap(stores.leases), pace: wrap(stores.pace) };
}
