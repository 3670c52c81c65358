import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { openStore, type Store, type SubscriptionRecord } from '../../src/store/index.js';
import { onEachDatabase } from './databases.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const start = Date.parse('2026-03-02T08:30:00Z');
const iso = (moment: number): string => new Date(moment).toISOString();
const ada = { id: 'ada', name: 'Ada' };
const rule = { time: '08:30', days: ['mon', 'tue'] as const, zone: 'UTC' };
const key = (id: string, day: string): string => `${id}@${day}`;

onEachDatabase((name, where) => describe(`digests in ${name}`, () => {
  let store: Store;
  let now = start;
  let tenant: string;
  before(async function () {
    this.timeout(60_000);
    store = await openStore({ ...where(), now: () => now, log: assert.fail });
  });
  after(() => store.close());
  beforeEach(() => {
    now = start;
    tenant = randomUUID();
  });

  const subscribe = (conversationId = 'c1'): Promise<SubscriptionRecord> =>
    store.subscriptions(tenant).create({ conversationId, createdBy: ada, rule, nextDue: iso(start) });
  const planned = (subscription: SubscriptionRecord, status: 'waiting' | 'skipped' = 'waiting', day = '2026-03-02') => ({
    id: subscription.id, from: subscription.nextDue, nextDue: iso(Date.parse(subscription.nextDue) + DAY), due: [{ day, dueAt: subscription.nextDue, status }],
  });
  const claim = (worker: string, at = now, limit = 10) => store.deliveries(tenant).claim({ worker, now: iso(at), until: iso(at + MINUTE), limit });

  it('keeps a subscription, changes it, and tells which are due', async () => {
    const subscriptions = store.subscriptions(tenant);
    const made = await subscriptions.create({ conversationId: 'c1', createdBy: ada, rule, nextDue: iso(start), filter: { filter: 'admins' } });
    assert.deepEqual(await subscriptions.load(made.id), { ...made, rule, filter: { filter: 'admins' }, state: 'active', lastDue: undefined, createdAt: iso(start) });
    assert.equal(await store.subscriptions(randomUUID()).load(made.id), undefined);
    assert.equal(await subscriptions.load('not an id'), undefined);
    assert.deepEqual((await subscriptions.due(iso(start), 5)).map(({ id }) => id), [made.id]);
    assert.deepEqual(await subscriptions.due(iso(start - 1), 5), []);
    const changed = await subscriptions.change(made.id, { rule: { ...rule, time: '09:00' }, nextDue: iso(start + DAY), filter: undefined });
    assert.deepEqual([changed?.rule.time, changed?.nextDue, changed?.filter], ['09:00', iso(start + DAY), undefined]);
    await subscriptions.change(made.id, { state: 'stopped' });
    assert.deepEqual([await subscriptions.inConversation('c1'), await subscriptions.due(iso(start + 9 * DAY), 5)], [[], []]);
  });

  it('plans a due day once, whoever plans it, and moves on', async () => {
    const subscription = await subscribe();
    const plans = await Promise.all([1, 2, 3, 4].map(() => store.subscriptions(tenant).plan([planned(subscription)])));
    assert.deepEqual(plans.toSorted(), [0, 0, 0, 1]);
    const after = await store.subscriptions(tenant).load(subscription.id);
    assert.deepEqual([after?.nextDue, after?.lastDue], [iso(start + DAY), iso(start)]);
    assert.deepEqual((await store.deliveries(tenant).of(subscription.id, 9)).map(({ key: each, status }) => [each, status]), [[key(subscription.id, '2026-03-02'), 'waiting']]);
    // Moved to later on the same day: that day has had its card.
    assert.equal(await store.subscriptions(tenant).plan([planned(after!)]), 1);
    assert.equal((await store.deliveries(tenant).of(subscription.id, 9)).length, 1);
  });

  it('plans thousands at once', async function () {
    this.timeout(60_000);
    const all = [];
    for (let count = 0; count < 30; count += 1) all.push(await subscribe(`c${count}`));
    assert.equal(await store.subscriptions(tenant).plan(all.map((each) => planned(each))), 30);
    assert.equal((await claim('w', now, 100)).length, 30);
  });

  it('gives a delivery to one worker, until its lease has run out', async () => {
    await store.subscriptions(tenant).plan([planned(await subscribe())]);
    assert.deepEqual(await claim('early', start - 1), []);
    const claims = await Promise.all(['a', 'b', 'c'].map((worker) => claim(worker)));
    assert.deepEqual(claims.map(({ length }) => length).toSorted(), [0, 0, 1]);
    assert.deepEqual(await claim('d', start + MINUTE - 1), []);
    const [again] = await claim('d', start + MINUTE);
    assert.deepEqual([again?.attempts, again?.isRepeat], [2, false]);
  });

  it('knows of a message that may have arrived, and finishes it once', async () => {
    const deliveries = store.deliveries(tenant);
    await store.subscriptions(tenant).plan([planned(await subscribe())]);
    const card = (await claim('a'))[0]!.key;
    assert.equal(await deliveries.begin(card, 'b', iso(now + MINUTE)), false);
    assert.equal(await deliveries.begin(card, 'a', iso(now + MINUTE)), true);
    const [taken] = await claim('b', start + MINUTE);
    assert.equal(taken?.isRepeat, true);
    assert.equal(await deliveries.finish(card, 'a', { status: 'sent', at: iso(now) }), false);
    assert.equal(await deliveries.finish(card, 'b', { status: 'late', at: iso(now), activityId: 'x', note: 'half\0' }), true);
    assert.equal(await deliveries.finish(card, 'b', { status: 'sent', at: iso(now) }), false);
    assert.deepEqual(await claim('c', start + DAY), []);
  });

  it('gives back what could not be sent, until the moment named', async () => {
    const deliveries = store.deliveries(tenant);
    await store.subscriptions(tenant).plan([planned(await subscribe())]);
    const card = (await claim('a'))[0]!.key;
    await deliveries.begin(card, 'a', iso(now + MINUTE));
    await deliveries.release(card, 'a', { notBefore: iso(start + 5_000), note: 'Teams is busy' });
    assert.deepEqual(await claim('b', start + 4_999), []);
    const [again] = await claim('b', start + 5_000);
    assert.deepEqual([again?.isRepeat, again?.note], [false, 'Teams is busy']);
    await deliveries.release(card, 'b', { notBefore: iso(start + 5_000), mayHaveArrived: true });
    assert.equal((await claim('c', start + 5_000))[0]?.isRepeat, true);
  });

  it('tells what was skipped since the last card', async () => {
    const deliveries = store.deliveries(tenant);
    const due: string[] = [];
    let subscription = await subscribe();
    for (const [day, status] of [['02', 'skipped'], ['03', 'waiting'], ['04', 'skipped'], ['05', 'skipped']] as const) {
      due.push(subscription.nextDue);
      await store.subscriptions(tenant).plan([planned(subscription, status, `2026-03-${day}`)]);
      subscription = (await store.subscriptions(tenant).load(subscription.id))!;
    }
    assert.deepEqual(await deliveries.skippedSinceLastCard(subscription.id), [due[0], due[2], due[3]]);
    await claim('a', start + 9 * DAY);
    await deliveries.finish(key(subscription.id, '2026-03-03'), 'a', { status: 'late', at: iso(start) });
    assert.deepEqual(await deliveries.skippedSinceLastCard(subscription.id), [due[2], due[3]]);
  });

  it('tells the note of the card that was sent last, of any subscription', async () => {
    const deliveries = store.deliveries(tenant);
    assert.equal(await deliveries.noteOfLastCard(), undefined);
    const [one, other] = [await subscribe(), await subscribe()];
    await store.subscriptions(tenant).plan([one, other].flatMap((each) => [planned(each, 'waiting', '2026-03-02')]));
    await deliveries.post({ key: 'alert:9', conversationId: 'c1', dueAt: iso(start), content: { text: 'gap' } });
    await claim('a', start + DAY);
    const finish = (card: string, status: 'sent' | 'failed', minutes: number): Promise<boolean> =>
      deliveries.finish(card, 'a', { status, at: iso(start + minutes * MINUTE), note: `scan ${minutes}` });
    assert.equal(await finish(key(one.id, '2026-03-02'), 'sent', 5), true);
    assert.equal(await finish('alert:9', 'sent', 9), true);
    assert.equal(await deliveries.noteOfLastCard(), 'scan 5');
    assert.equal(await finish(key(other.id, '2026-03-02'), 'sent', 7), true);
    assert.equal(await deliveries.noteOfLastCard(), 'scan 7');
    const next = (await store.subscriptions(tenant).load(one.id))!;
    await store.subscriptions(tenant).plan([planned(next, 'waiting', '2026-03-03')]);
    await claim('a', start + 9 * DAY);
    assert.equal(await finish(key(one.id, '2026-03-03'), 'failed', 8), true);
    assert.equal(await deliveries.noteOfLastCard(), 'scan 7');
  });

  it('posts a message of its own once, with its content', async () => {
    const message = { key: 'alert:1', conversationId: 'c1', dueAt: iso(start), content: { text: 'Sûr? 🙂' } };
    const posted = await Promise.all([1, 2].map(() => store.deliveries(tenant).post(message)));
    assert.deepEqual(posted.toSorted(), [false, true]);
    assert.deepEqual((await claim('a')).map(({ content, subscriptionId }) => [content, subscriptionId]), [[{ text: 'Sûr? 🙂' }, undefined]]);
  });

  it('counts a conversation gone when it refuses three times in a row, and its subscriptions with it', async () => {
    const conversations = store.conversations(tenant);
    const subscription = await subscribe();
    await conversations.remember('c1', { conversation: { id: 'c1' } });
    await conversations.refused('c1');
    await conversations.refused('c1');
    await conversations.reached('c1');
    assert.deepEqual([await conversations.refused('c1'), await conversations.refused('c1'), await conversations.refused('c1')], ['active', 'active', 'gone']);
    assert.equal((await store.subscriptions(tenant).load(subscription.id))?.state, 'gone');
    assert.equal((await conversations.load('c1'))?.state, 'gone');
    await conversations.remember('c1', { conversation: { id: 'c1' }, serviceUrl: 'https://example.org' });
    assert.deepEqual(await conversations.load('c1'), { id: 'c1', reference: { conversation: { id: 'c1' }, serviceUrl: 'https://example.org' }, state: 'active' });
    assert.equal(await conversations.refused('never heard of'), 'gone');
  });

  it('makes the subscriptions of a conversation that is back active again, once, and no others', async () => {
    const gone = await subscribe();
    const stopped = await subscribe();
    await store.subscriptions(tenant).change(stopped.id, { state: 'stopped' });
    await store.subscriptions(tenant).change(gone.id, { state: 'gone' });
    const revived = await Promise.all([1, 2].map(() => store.subscriptions(tenant).revive('c1', ({ zone }) => (zone ? iso(start + 9 * DAY) : ''))));
    assert.deepEqual(revived.flat().map(({ id, state, nextDue }) => [id, state, nextDue]), [[gone.id, 'active', iso(start + 9 * DAY)]]);
    assert.equal((await store.subscriptions(tenant).load(stopped.id))?.state, 'stopped');
  });

  it('removes all of a conversation that the bot was removed from', async () => {
    const subscription = await subscribe();
    await store.conversations(tenant).remember('c1', {});
    await store.contexts(tenant).save({ conversationId: 'c1', personId: 'ada' }, { lastAccountId: 'bob' });
    await store.subscriptions(tenant).plan([planned(subscription)]);
    await store.conversations(tenant).remove('c1');
    assert.deepEqual([await store.subscriptions(tenant).load(subscription.id), await store.conversations(tenant).load('c1'), await claim('a')], [undefined, undefined, []]);
    assert.equal(await store.contexts(tenant).load({ conversationId: 'c1', personId: 'ada' }), undefined);
  });

  it('keeps accepted exceptions until they expire, asks for their review once, and replaces them', async () => {
    const exceptions = store.exceptions(tenant);
    const exception = { accountId: 'svc', finding: 'service-account', reason: 'moves to a managed identity', owner: ada, acceptedBy: { id: 'bob', name: 'Bob' } };
    const first = await exceptions.accept({ ...exception, expiresAt: iso(start + 90 * DAY) });
    const second = await exceptions.accept({ ...exception, expiresAt: iso(start + 30 * DAY) });
    assert.deepEqual(await exceptions.inForce(iso(start)), [second]);
    assert.deepEqual((await exceptions.load(first.id))?.withdrawnAt, iso(start));
    assert.deepEqual(await exceptions.toReview(iso(start + 22 * DAY), iso(start + 29 * DAY)), []);
    assert.deepEqual((await exceptions.toReview(iso(start + 23 * DAY), iso(start + 30 * DAY))).map(({ id }) => id), [second.id]);
    const message = { key: 'review', conversationId: 'c', dueAt: iso(start), content: {} };
    assert.deepEqual((await Promise.all([1, 2].map(() => exceptions.askedAbout([second.id], iso(start + 23 * DAY), message)))).toSorted(), [false, true]);
    assert.deepEqual([(await exceptions.toReview(iso(start + 23 * DAY), iso(start + 30 * DAY))).length, (await claim('a')).map(({ key: asked }) => asked)], [0, ['review']]);
    assert.deepEqual([(await exceptions.inForce(iso(start + 30 * DAY))).length, (await exceptions.expired(iso(start), iso(start + 30 * DAY))).length], [0, 1]);
    assert.deepEqual([await exceptions.withdraw(second.id), await exceptions.withdraw(second.id)], [true, false]);
  });

  it('tells a gap once until it is closed, and keeps the message with it or neither', async () => {
    const alerts = store.alerts(tenant);
    const told: string[][] = [];
    const tell = (hours: number, open: string[], closed: string[] = []): Promise<boolean> => alerts.tell({
      scannedAt: iso(start + hours * HOUR), open, closed,
      messages: (fresh) => {
        told.push([...fresh].toSorted());
        return [{ key: `alert:${hours}`, conversationId: 'c', dueAt: iso(start), content: { text: 'gap' } }];
      },
    });
    assert.equal(await alerts.toldUntil(), undefined);
    assert.deepEqual((await Promise.all([1, 2, 3].map(() => tell(1, ['a', 'b'])))).toSorted(), [false, false, true]);
    assert.deepEqual([await tell(0, ['z']), await tell(2, ['b', 'c']), await tell(3, ['c']), await tell(4, [], ['c']), await tell(5, ['c'])], [false, true, true, true, true]);
    assert.deepEqual([told, await alerts.toldUntil()], [[['a', 'b'], ['c'], ['c']], iso(start + 5 * HOUR)]);
    await assert.rejects(alerts.tell({ scannedAt: iso(start + 6 * HOUR), open: ['d'], closed: ['a'], messages: () => assert.fail('stopped here') }), /stopped here/);
    assert.deepEqual([await tell(6, ['a', 'd']), told.at(-1), await alerts.toldUntil()], [true, ['d'], iso(start + 6 * HOUR)]);
    assert.deepEqual((await claim('a')).map(({ key: message }) => message).toSorted(), ['alert:1', 'alert:2', 'alert:5', 'alert:6']);
  });

  it('leases work to one worker at a time', async () => {
    const leases = store.leases(tenant);
    const acquire = (worker: string, at: number): Promise<boolean> => leases.acquire('scan', worker, iso(at), iso(at + MINUTE));
    assert.deepEqual((await Promise.all(['a', 'b', 'c'].map((worker) => acquire(worker, start)))).filter(Boolean), [true]);
    await leases.release('scan', 'nobody');
    assert.equal(await leases.isAbandoned('scan', iso(start + MINUTE - 1)), false);
    assert.equal(await leases.isAbandoned('scan', iso(start + MINUTE)), true);
    assert.equal(await acquire('d', start + MINUTE), true);
    assert.equal(await acquire('d', start + MINUTE + 1), true);
    await leases.release('scan', 'd');
    assert.deepEqual([await leases.isAbandoned('scan', iso(start + DAY)), await acquire('e', start)], [false, true]);
  });

  it('reserves places at a pace over all who send', async () => {
    const pace = store.pace(tenant);
    const limit = { intervalMs: 100, burst: 3 };
    const reserve = (count: number, at = start, patience = 10_000): Promise<number | undefined> => pace.reserve(new Map([['t', count]]), limit, at, patience).then((waits) => waits.get('t'));
    assert.deepEqual([await reserve(1), await reserve(2), await reserve(1), await reserve(4)], [0, 0, 100, 500]);
    // No place is reserved for who would not wait.
    assert.equal(await reserve(1, start, 599), undefined);
    assert.equal(await reserve(1, start, 600), 600);
    // After a rest, only the burst is free.
    assert.equal(await reserve(4, start + HOUR), 100);
    const waits = (await Promise.all(Array.from({ length: 8 }, () => pace.reserve(new Map([['x', 1], ['y', 1]]), limit, start, 10_000)))).map((each) => each.get('y')!);
    assert.deepEqual(waits.toSorted((a, b) => a - b), [0, 0, 0, 100, 200, 300, 400, 500]);
  });

  it('retires what is old, and nothing else', async () => {
    const old = await subscribe();
    await store.subscriptions(tenant).plan([planned(old)]);
    await claim('a');
    await store.deliveries(tenant).finish(key(old.id, '2026-03-02'), 'a', { status: 'sent', at: iso(start) });
    await store.contexts(tenant).save({ conversationId: 'c', personId: 'p' }, {});
    now = start + 20 * DAY;
    assert.equal(await store.retire(tenant), 0);
    now = start + 36 * DAY;
    assert.equal(await store.retire(tenant), 2);
    assert.equal((await store.subscriptions(tenant).load(old.id))?.state, 'active');
  });

  it('runs several statements as one transaction, and is usable after one that failed', async () => {
    await assert.rejects(store.execute("begin; create table half_done (id int); select 1/0; commit;", []), /division by zero/);
    const { rows } = await store.execute("select to_regclass('half_done') as found", []);
    assert.deepEqual(rows, [{ found: null }]);
    assert.deepEqual((await store.execute('select $1::int + 1 as sum', [41])).rows, [{ sum: 42 }]);
  });
}));
