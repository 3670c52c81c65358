import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { sql } from 'kysely';
import { connect } from '../../src/store/database.js';
import { openStore, type Store } from '../../src/store/index.js';
import { aSnapshot } from '../flows/tenant.js';
import { onEachDatabase, type Where } from './databases.js';

const DAY = 86_400_000;
const start = Date.parse('2026-01-05T09:00:00Z');
const summary = { accounts: 5, compliant: 3, nonCompliant: 1, unknown: 0, blocked: 1 };
const at = (time: number) => aSnapshot({ scannedAt: new Date(time).toISOString() });

const dayOf = async (found: Promise<{ scannedAt: string } | undefined>) => (await found)?.scannedAt.slice(0, 10);
const contextOf = (person: string) => ({ tenant_id: 'tx', conversation_id: 'c', person_id: person, context: '{}', updated_at: new Date(start) });
const everything = { depth: Infinity, maxArrayLength: Infinity, sorted: true };

/** JSON leaves absent properties out; nothing else may differ. */
function withoutAbsent(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, withoutAbsent(each)]));
  if (Array.isArray(value)) return value.map(withoutAbsent);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined).map(([key, each]) => [key, withoutAbsent(each)]));
}

/** What the product asks of a database, word for word the same on both. */
function contract(name: string, options: Where): void {
  describe(`the store on ${name}`, () => {
    let store: Store;
    let now = start;
    const open = () => openStore({ ...options(), now: () => now, log: assert.fail });

    before(async function () {
      this.timeout(60_000);
      store = await open();
    });
    after(() => store.close());
    beforeEach(() => (now = start));

    it('keeps a scan whole: maps, sets and what is unread', async () => {
      const scans = store.scans('whole');
      const snapshot = aSnapshot({ policies: undefined, roleEligibilities: undefined });
      await scans.save({ snapshot, summary }, now);
      const kept = await scans.latest();
      assert.equal(inspect(kept, everything), inspect(withoutAbsent(snapshot), everything));
      assert.deepEqual([...kept!.groups.get('group-1')!.members!], [2]);
      assert.equal(kept!.policies, undefined);
    });

    it('finds the scan of a moment', async () => {
      const scans = store.scans('moments');
      assert.equal(await scans.latest(), undefined);
      for (const day of [0, 1, 2]) await scans.save({ snapshot: at(start + day * DAY), summary }, start + day * DAY);
      assert.equal(await dayOf(scans.latest()), '2026-01-07');
      assert.equal(await dayOf(scans.before('2026-01-06T12:00:00Z')), '2026-01-06');
      assert.equal(await dayOf(scans.before('2020-01-01T00:00:00Z')), '2026-01-05');
      assert.equal(await dayOf(scans.previousTo(at(start + DAY).scannedAt)), '2026-01-05');
      assert.equal(await dayOf(scans.previousTo(at(start).scannedAt)), undefined);
      assert.deepEqual(await scans.summaries('2026-01-06T00:00:00Z'), [1, 2].map((each) => ({ scannedAt: at(start + each * DAY).scannedAt, summary })));
    });

    it('keeps all of a week, then one a day, then one a week, for about a year', async function () {
      this.timeout(60_000);
      const scans = store.scans('thinned');
      for (let time = start; time <= start + 60 * DAY; time += DAY / 2) await scans.save({ snapshot: at(time), summary }, time);
      const kept = (await scans.summaries('2000-01-01T00:00:00Z')).map(({ scannedAt }) => (start + 60 * DAY - Date.parse(scannedAt)) / DAY);
      assert.equal(kept.filter((age) => age <= 8).length, 17);
      assert.equal(kept.filter((age) => age > 8 && age <= 35).length, 27);
      assert.equal(kept.filter((age) => age > 35).length, 4);
      await scans.save({ snapshot: at(start + 600 * DAY), summary }, start + 600 * DAY);
      assert.equal((await scans.summaries('2000-01-01T00:00:00Z')).length, 1);
    });

    it('keeps tenants apart', async () => {
      await store.scans('one').save({ snapshot: at(start), summary }, now);
      await store.contexts('one').save({ conversationId: 'c', personId: 'p' }, { lastAccountId: 'ada' });
      await store.feedback('one').record({ conversationId: 'c', personId: 'p', topic: 'licensing', question: 'P1?', helpful: true });
      assert.equal(await store.scans('other').latest(), undefined);
      assert.equal(await store.contexts('other').load({ conversationId: 'c', personId: 'p' }), undefined);
      assert.deepEqual(await store.feedback('other').tally(), []);
    });

    it('keeps a context per conversation and person, for 30 days', async () => {
      const contexts = store.contexts('contexts');
      const key = { conversationId: 'c', personId: 'p' };
      await contexts.save(key, { lastAccountId: 'ada' });
      await contexts.save(key, { lastAccountId: 'bob', pending: { question: 'Sûr? 🙂' } });
      assert.deepEqual(await contexts.load(key), { lastAccountId: 'bob', pending: { question: 'Sûr? 🙂' } });
      assert.equal(await contexts.load({ ...key, personId: 'q' }), undefined);
      now = start + 31 * DAY;
      assert.equal(await contexts.load(key), undefined);
    });

    it('keeps a context whatever somebody typed: without what no database holds', async () => {
      const contexts = store.contexts('odd');
      const key = { conversationId: 'c', personId: 'p' };
      await contexts.save(key, { lastAccountId: 'a\0d\ud800a\udc00', pending: { question: '\u0000🙂\ud83d', choices: ['\\u0000', '\0'] } });
      assert.deepEqual(await contexts.load(key), { lastAccountId: 'ad\ufffda\ufffd', pending: { question: '🙂\ufffd', choices: ['\\u0000', ''] } });
      await store.feedback('odd').record({ ...key, topic: 'licensing', question: '\0\ud800', helpful: true });
      assert.deepEqual(await store.feedback('odd').tally(), [{ topic: 'licensing', helpful: 1, unhelpful: 0 }]);
    });

    it('counts a vote a person and question once, and takes any question', async () => {
      const feedback = store.feedback('votes');
      const vote = { conversationId: 'c', personId: 'p', topic: 'licensing', question: `P1?\0${'é'.repeat(60_000)}`, helpful: true };
      await feedback.record(vote);
      await feedback.record({ ...vote, helpful: false });
      await feedback.record({ ...vote, question: "'; drop table scan; --" });
      await feedback.record({ ...vote, topic: 'automation' });
      assert.deepEqual(await feedback.tally(), [{ topic: 'automation', helpful: 1, unhelpful: 0 }, { topic: 'licensing', helpful: 1, unhelpful: 1 }]);
    });

    it('answers 50 people at once', async () => {
      const contexts = store.contexts('crowd');
      const people = Array.from({ length: 50 }, (_, index) => ({ conversationId: 'c', personId: String(index) }));
      await Promise.all(people.map((key) => contexts.save(key, { lastAccountId: key.personId })));
      const kept = await Promise.all(people.map((key) => contexts.load(key)));
      assert.deepEqual(kept, people.map(({ personId }) => ({ lastAccountId: personId })));
    });

    it('opens again with what it had, and refuses a schema of a newer version', async function () {
      this.timeout(60_000);
      await store.contexts('again').save({ conversationId: 'c', personId: 'p' }, { lastAccountId: 'ada' });
      await store.close();
      store = await open();
      assert.deepEqual(await store.contexts('again').load({ conversationId: 'c', personId: 'p' }), { lastAccountId: 'ada' });
      await store.close();
      const { database, close } = await connect({ ...options(), log: assert.fail });
      await sql`insert into kysely_migration (name, timestamp) values ('9999-future', '')`.execute(database);
      await close();
      await assert.rejects(open(), { name: 'StoreError', message: /written by a newer version of this bot \(`9999-future`\)/ });
      const again = await connect({ ...options(), log: assert.fail });
      await sql`delete from kysely_migration where name = '9999-future'`.execute(again.database);
      await again.close();
      store = await open();
    });

    it('rolls back a transaction that fails, and keeps others out of it', async () => {
      const { database, close } = await (store.close().then(() => connect({ ...options(), log: assert.fail })));
      const failing = database.transaction().execute(async (transaction) => {
        await transaction.insertInto('conversation_context').values(contextOf('inside')).execute();
        throw new Error('changed my mind');
      });
      const outside = database.insertInto('conversation_context').values(contextOf('outside')).execute();
      await assert.rejects(failing, /changed my mind/);
      await outside;
      const kept = await database.selectFrom('conversation_context').select('person_id').where('tenant_id', '=', 'tx').execute();
      assert.deepEqual(kept, [{ person_id: 'outside' }]);
      await close();
      store = await open();
    });
  });
}

describe('databases', () => {
  onEachDatabase(contract);

  it('tell of a server that does not answer, without its password', async () => {
    const opening = openStore({ databaseUrl: 'postgres://user:secret@127.0.0.1:1/mfa', dataDir: 'unused', now: Date.now, log: assert.fail });
    await assert.rejects(opening, (cause: Error) => /PostgreSQL does not answer at `127\.0\.0\.1:1\/mfa`/.test(cause.message) && !cause.message.includes('secret'));
  });
});
