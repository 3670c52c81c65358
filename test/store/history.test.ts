import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { Account } from '../../src/engine/index.js';
import { connect, type OpenDatabase } from '../../src/store/database.js';
import { storeOn, type Store } from '../../src/store/index.js';
import { migrate } from '../../src/store/migrate.js';
import { aSnapshot, anAccount } from '../flows/tenant.js';
import { onEachDatabase } from './databases.js';

const DAY = 86_400_000;
const start = Date.parse('2026-03-02T08:30:00Z');
const summary = { accounts: 100, compliant: 100, nonCompliant: 0, unknown: 0, blocked: 0 };
const people = Array.from({ length: 100 }, (_, index) => anAccount(`person-${index}`));

onEachDatabase((database, where) => describe(`the history of scans, in ${database}`, function () {
  this.timeout(60_000);
  let open: OpenDatabase;
  let store: Store;
  let tenant: string;
  before(async () => {
    const options = { ...where(), log: assert.fail, now: () => start };
    open = await connect(options);
    await migrate(open.database);
    store = storeOn(open, options);
  });
  after(() => store.close());
  beforeEach(() => (tenant = randomUUID()));

  const scanOf = (accounts: Account[], at: number) => aSnapshot({ accounts, scannedAt: new Date(at).toISOString() });
  const save = (accounts: Account[], at: number) => store.scans(tenant).save({ snapshot: scanOf(accounts, at), summary }, at);
  const loaded = async (at: number) => (await store.scans(tenant).before(new Date(at).toISOString()))!.accounts;
  const bare = (accounts: Account[]): unknown => JSON.parse(JSON.stringify(accounts));
  const bases = async () => (await sql<{ count: number }>`select count(*)::int as count from scan_base where tenant_id = ${tenant}`.execute(open.database)).rows[0]!.count;

  it('gives back each scan as it was, whatever changed: people come, go, change and move', async () => {
    const steps: [string, (accounts: Account[]) => Account[]][] = [
      ['nothing', (all) => all],
      ['a change', (all) => all.map((each, index) => (index === 41 ? { ...each, isMfaRegistered: false, methodsRegistered: [] } : each))],
      ['somebody new at the front', (all) => [anAccount('new', { displayName: 'Ünal "N"\n' }), ...all]],
      ['somebody gone', (all) => all.filter(({ id }) => id !== 'person-7')],
      ['another order', (all) => [...all.slice(50), ...all.slice(0, 50)]],
      ['nobody', () => []],
      ['all anew', () => people.map((each) => ({ ...each, id: `x-${each.id}` }))],
    ];
    const expected: Account[][] = [];
    let accounts = people;
    for (const [index, [, change]] of steps.entries()) {
      accounts = change(accounts);
      expected.push(accounts);
      await save(accounts, start + index * 60_000);
    }
    for (const [index, [what]] of steps.entries()) assert.deepEqual(bare(await loaded(start + index * 60_000)), bare(expected[index]!), what);
    assert.deepEqual(bare((await store.scans(tenant).latest())!.accounts), bare(accounts));
  });

  it('keeps what scans have in common once, and starts anew where they have drifted apart', async () => {
    for (let index = 0; index < 10; index += 1) await save(people.map((each, place) => (place < index ? { ...each, displayName: 'New name' } : each)), start + index * 60_000);
    assert.equal(await bases(), 1);
    await save(people.map((each, place) => (place < 11 ? { ...each, displayName: 'Newer name' } : each)), start + 20 * 60_000);
    assert.equal(await bases(), 2);
  });

  it('drops what no scan needs any more, and nothing that one does', async () => {
    await save(people, start);
    const others = people.map((each) => ({ ...each, displayName: 'Other' }));
    await save(others, start + 60_000);
    assert.deepEqual([await bases(), bare(await loaded(start))], [2, bare(people)]);
    // The first day is thinned out to its last scan.
    await save(others, start + 20 * DAY);
    assert.deepEqual([await bases(), bare(await loaded(start))], [1, bare(others)]);
  });
}));
