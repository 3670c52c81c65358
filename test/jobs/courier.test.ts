import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { deliver, LEASE_MS, messageOf, planDue, type DeliverParts, type Posted, type SendOutcome } from '../../src/flows/deliver/index.js';
import { Courier } from '../../src/jobs/courier.js';
import { Pacer } from '../../src/jobs/pacer.js';
import { openStore, type Store } from '../../src/store/index.js';
import { onEachDatabase } from '../store/databases.js';

const HOUR = 3_600_000;
const start = Date.parse('2026-03-02T08:30:00Z');
const iso = (moment: number): string => new Date(moment).toISOString();
const presented = { card: { body: [] }, text: 'hello' };

onEachDatabase((name, where) => describe(`messages sent from ${name}`, function () {
  this.timeout(60_000);
  let store: Store;
  let now = start;
  before(async () => {
    store = await openStore({ ...where(), now: () => now, log: assert.fail });
  });
  after(() => store.close());
  beforeEach(() => (now = start));

  type Send = (conversationId: string, text: string) => SendOutcome | Promise<SendOutcome>;
  const partsOf = (tenant: string, send: Send, clock: () => number, log: DeliverParts['log'] = () => undefined): DeliverParts => ({
    stores: { conversations: store.conversations(tenant), subscriptions: store.subscriptions(tenant), deliveries: store.deliveries(tenant), leases: store.leases(tenant), pace: store.pace(tenant) },
    sender: { send: async (reference, { text }) => send((reference as { id: string }).id, text) },
    composeDigest: (_subscription, { isLate, skipped }) => Promise.resolve({ ...presented, text: JSON.stringify({ isLate, skipped }) }),
    worker: 'w', now: clock, random: () => 0.5, log,
  });
  const post = ({ stores, now: clock }: DeliverParts, message: Posted): Promise<boolean> => stores.deliveries.post(messageOf(message, clock()));
  const known = (tenant: string, id: string): Promise<void> => store.conversations(tenant).remember(id, { id });
  const attempt = async (parts: DeliverParts): Promise<number> => {
    const claimed = await parts.stores.deliveries.claim({ worker: 'w', now: iso(now), until: iso(now + LEASE_MS), limit: 10 });
    for (const delivery of claimed) await deliver(parts, delivery, async () => true);
    return claimed.length;
  };

  it('keep to the pace of a tenant over two processes, and to that of a thread', async () => {
    const tenant = randomUUID();
    const pacers = [1, 2].map(() => new Pacer({ pace: store.pace(tenant), now: Date.now, sleep: (ms) => wait(ms) }));
    const granted: number[] = [];
    const turns = await Promise.all(Array.from({ length: 100 }, (_, index) => pacers[index % 2]!.turn(`c${index}`).then((isGranted) => isGranted && granted.push(Date.now()))));
    assert.ok(turns.every(Boolean));
    assert.ok(Math.max(...granted.map((from) => granted.filter((at) => at >= from && at < from + 1_000).length)) <= 50);
    // Seven at once, then one every two seconds; who would have to wait for long is told so.
    const thread = await Promise.all(Array.from({ length: 9 }, () => store.pace(tenant).reserve(new Map([['thread:x', 1]]), { intervalMs: 2_010, burst: 7 }, start, 3_000)));
    assert.deepEqual(thread.map((waits) => waits.get('thread:x')).toSorted(), [0, 0, 0, 0, 0, 0, 0, 2_010, undefined]);
  });

  it('go on while one conversation hangs', async () => {
    const tenant = randomUUID();
    const sent: string[] = [];
    let release = (): void => undefined;
    const hanging = new Promise<void>((resolve) => (release = resolve));
    const send: Send = async (id) => {
      if (id === 'hangs') await hanging;
      else sent.push(id);
      return { kind: 'sent' };
    };
    const parts = { ...partsOf(tenant, send, Date.now), sleep: (ms: number, signal?: AbortSignal) => wait(ms, undefined, { ...(signal && { signal }) }) };
    for (const id of ['hangs', ...Array.from({ length: 60 }, (_, index) => `c${index}`)]) {
      await known(tenant, id);
      await post({ ...parts, now: () => Date.now() - 60_000 }, { key: id, conversationId: id, presented });
    }
    const courier = new Courier(parts);
    courier.start();
    for (let look = 0; look < 1_500 && sent.length < 60; look += 1) await wait(20);
    assert.equal(sent.length, 60);
    release();
    await courier.stop();
    assert.equal(await attempt(parts), 0);
  });

  it('rest after 429 as long as Teams says, and longer each time by themselves', async () => {
    const tenant = randomUUID();
    await known(tenant, 'c');
    const outcomes: SendOutcome[] = [{ kind: 'busy', because: '429', retryAfterMs: 30_000 }, { kind: 'busy', because: '502', mayHaveArrived: true }, { kind: 'sent' }];
    const texts: string[] = [];
    const parts = partsOf(tenant, (_id, text) => {
      texts.push(text);
      return outcomes.shift()!;
    }, () => now);
    await post(parts, { key: 'k', conversationId: 'c', presented });
    assert.deepEqual([await attempt(parts), await attempt(parts)], [1, 0]);
    now += 29_000;
    assert.equal(await attempt(parts), 0);
    now += 2_000;
    assert.equal(await attempt(parts), 1);
    now += 3_000;
    assert.equal(await attempt(parts), 1);
    assert.deepEqual(texts.map((text) => text.includes('Sent again')), [false, false, true]);
    assert.equal(await attempt(parts), 0);
  });

  it('are sent three times at most where nothing answers, far apart', async () => {
    const tenant = randomUUID();
    await known(tenant, 'c');
    const texts: string[] = [];
    const parts = partsOf(tenant, (_id, text) => {
      texts.push(text);
      return { kind: 'busy', because: 'Teams did not answer', mayHaveArrived: true, isUnanswered: true };
    }, () => now);
    await post(parts, { key: 'k', conversationId: 'c', presented });
    for (const [minutes, taken] of [[0, 1], [2.9, 0], [2, 1], [29, 0], [17, 1], [300, 0]] as const) {
      now += minutes * 60_000;
      assert.equal(await attempt(parts), taken, `${minutes} minutes later`);
    }
    assert.deepEqual(texts.map((text) => text.includes('Sent again')), [false, true, true]);
  });

  it('give a conversation up that refuses three times, and its subscriptions', async () => {
    const tenant = randomUUID();
    await known(tenant, 'c');
    const parts = partsOf(tenant, () => ({ kind: 'refused', because: 'Teams answered 403' }), () => now);
    const { id } = await parts.stores.subscriptions.create({ conversationId: 'c', createdBy: { id: 'a', name: 'A' }, rule: { time: '08:30', days: ['mon'], zone: 'UTC' }, nextDue: iso(now) });
    await planDue(parts);
    for (let times = 0; times < 3; times += 1) {
      assert.equal(await attempt(parts), 1);
      now += 10 * 60_000;
    }
    assert.equal((await parts.stores.subscriptions.load(id))?.state, 'gone');
    assert.deepEqual((await parts.stores.deliveries.of(id, 1)).map(({ status, note }) => [status, note]), [['failed', 'Teams answered 403']]);
    now += 30 * 24 * HOUR;
    assert.equal(await planDue(parts), 0);
  });

  it('come late within six hours, and tell in the next card what was skipped', async () => {
    const tenant = randomUUID();
    await known(tenant, 'c');
    const texts: string[] = [];
    const parts = partsOf(tenant, (_id, text) => {
      texts.push(text);
      return { kind: 'sent' };
    }, () => now);
    const { id } = await parts.stores.subscriptions.create({ conversationId: 'c', createdBy: { id: 'a', name: 'A' }, rule: { time: '08:30', days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], zone: 'UTC' }, nextDue: iso(start) });
    now = start + 7 * HOUR;
    await planDue(parts);
    assert.equal(await attempt(parts), 0);
    now = start + 24 * HOUR + 5 * HOUR;
    await planDue(parts);
    await attempt(parts);
    now = start + 48 * HOUR;
    await planDue(parts);
    await attempt(parts);
    assert.deepEqual(texts.map((text) => JSON.parse(text) as unknown), [{ isLate: true, skipped: [iso(start)] }, { isLate: false, skipped: [] }]);
    assert.deepEqual((await parts.stores.deliveries.of(id, 9)).map(({ status }) => status), ['sent', 'late', 'skipped']);
  });

  it('that were handed over but could not be recorded say so when they are sent again', async () => {
    const tenant = randomUUID();
    await known(tenant, 'c');
    const texts: string[] = [];
    const parts = partsOf(tenant, (_id, text) => {
      texts.push(text);
      return { kind: 'sent' };
    }, () => now);
    const broken = { ...parts, stores: { ...parts.stores, deliveries: { ...parts.stores.deliveries, finish: () => Promise.reject(new Error('the database is away')) } } };
    await post(parts, { key: 'k', conversationId: 'c', presented });
    await attempt(broken);
    now += 60_000;
    await attempt(parts);
    assert.deepEqual(texts.map((text) => text.includes('Sent again')), [false, true]);
  });
}));
