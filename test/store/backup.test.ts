import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import { existingTables, TABLES } from '../../src/store/backup/format.js';
import { connect, type OpenDatabase } from '../../src/store/database.js';
import { backupOf, restoreInto, storeOn, type Store } from '../../src/store/index.js';
import { migrate } from '../../src/store/migrate.js';
import { aSnapshot } from '../flows/tenant.js';
import { onEachDatabase } from './databases.js';

const start = Date.parse('2026-03-02T08:30:00Z');
const iso = (moment: number): string => new Date(moment).toISOString();
const summary = { accounts: 5, compliant: 3, nonCompliant: 1, unknown: 0, blocked: 1 };
const bot = { id: 'bot', name: 'Bot' };

onEachDatabase((name, where) => describe(`a backup of ${name}`, function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'mfa-backup-'));
  const file = join(folder, 'kept.gz');
  let open: OpenDatabase;
  let store: Store;
  before(async () => {
    const options = { ...where(), log: assert.fail, now: () => start };
    open = await connect(options);
    await migrate(open.database);
    store = storeOn(open, options);
  });
  after(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('brings everything back as it was, and only where it is asked to', async () => {
    const tenant = randomUUID();
    await store.scans(tenant).save({ snapshot: aSnapshot(), summary }, start);
    const snapshot = await store.scans(tenant).latest();
    await store.contexts(tenant).save({ conversationId: 'c', personId: 'p' }, { pending: { question: 'Sûr? 🙂 "\\n' } });
    await store.audit(tenant).append({ actor: bot, event: 'plan.confirmed', subject: { plan: '1' }, details: { a: 1 } });
    await store.tickets(tenant).open({ accountId: 'ada', findings: ['app-scope'], system: 'builtIn', title: 'T', content: {}, priority: 'low', dueAt: iso(start), openedBy: bot });
    const subscription = await store.subscriptions(tenant).create({ conversationId: 'c', createdBy: bot, rule: { time: '08:30', days: ['mon'], zone: 'UTC' }, nextDue: iso(start) });
    await store.subscriptions(tenant).plan([{ id: subscription.id, from: subscription.nextDue, nextDue: iso(start + 1), due: [{ day: '2026-03-02', dueAt: iso(start), status: 'waiting' }] }]);
    const rows = await backupOf(open.database, file);
    await store.contexts(tenant).save({ conversationId: 'later', personId: 'p' }, {});
    await assert.rejects(restoreInto(open.database, file, { force: false }), { name: 'StoreError', message: /is not empty \(`\w+`\).*--force/ });
    assert.equal(await restoreInto(open.database, file, { force: true }), rows);
    assert.deepEqual(await store.scans(tenant).latest(), snapshot);
    assert.deepEqual(await store.contexts(tenant).load({ conversationId: 'c', personId: 'p' }), { pending: { question: 'Sûr? 🙂 "\\n' } });
    assert.equal(await store.contexts(tenant).load({ conversationId: 'later', personId: 'p' }), undefined);
    assert.equal((await store.audit(tenant).verify()).intact, true);
    assert.equal((await store.tickets(tenant).list({ limit: 9 })).total, 1);
    assert.equal((await store.deliveries(tenant).of(subscription.id, 9)).length, 1);
  });

  it('changes nothing when it is cut short, or none', async () => {
    const tenant = randomUUID();
    await store.contexts(tenant).save({ conversationId: 'c', personId: 'p' }, { kept: true });
    await backupOf(open.database, file);
    const whole = gunzipSync(readFileSync(file)).toString('utf8').split('\n');
    const cases: [RegExp, string | Buffer][] = [
      [/is cut short/, gzipSync(whole.slice(0, -2).join('\n'))],
      [/is cut short/, gzipSync(whole.filter((line) => !line.includes('"kept"')).join('\n'))],
      [/can't be read to its end/, gzipSync(whole.join('\n')).subarray(0, -20)],
      [/can't be read to its end/, 'no gzip'],
      [/is no backup/, gzipSync('hello')],
      [/newer version of this bot: upgrade first/, gzipSync(whole.join('\n').replace('"version":1', '"version":2'))],
      [/newer version of this bot \(`9999-future`\)/, gzipSync(whole.join('\n').replace('"0001-first"', '"0001-first","9999-future"'))],
    ];
    for (const [message, content] of cases) {
      writeFileSync(file, content);
      await assert.rejects(restoreInto(open.database, file, { force: true }), { name: 'StoreError', message });
    }
    await assert.rejects(restoreInto(open.database, join(folder, 'absent'), { force: true }), { name: 'StoreError', message: /there is no file `.*absent`/ });
    assert.deepEqual(await store.contexts(tenant).load({ conversationId: 'c', personId: 'p' }), { kept: true });
  });

  it('leaves out no table', async () => {
    const { database } = open;
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = current_schema() and table_name not like 'kysely%'`.execute(database);
    assert.deepEqual(rows.map((row) => row.name).filter((table) => table !== 'half_done').toSorted(), TABLES.toSorted());
    assert.deepEqual(await existingTables(database), TABLES);
  });
}));
