import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { connect, type OpenDatabase } from '../../src/store/database.js';
import { restoreInto, storeOn, type Store } from '../../src/store/index.js';
import { migrate, MIGRATIONS } from '../../src/store/migrate.js';
import { onEachDatabase } from './databases.js';

/** Backups as each version with tables of its own wrote them; they never change. */
const FIXTURES = fileURLToPath(new URL('fixtures', import.meta.url));
const NOW = '2026-11-20T08:00:00.000Z';

/** What the fixtures of a schema hold, by the last migration of it. */
const CHECKS: Record<string, (store: Store) => Promise<void>> = {
  '0001-first': async (store) => {
    assert.deepEqual((await store.scans('tenant-1').latest())?.accounts.map(({ id }) => id).filter((id) => id === 'ada' || id === 'bob'), ['ada', 'bob']);
    assert.deepEqual((await store.scans('tenant-1').summaries(NOW)).length, 1);
    assert.deepEqual(await store.feedback('tenant-1').tally(), [{ topic: 'licensing', helpful: 1, unhelpful: 0 }]);
  },
  '0002-acting': async (store) => {
    const plan = await store.plans('tenant-1').byNumber(1);
    assert.deepEqual([plan?.status, plan?.requestedBy.name, plan?.steps.map(({ status, change }) => [status, change])], ['running', 'Ada Lovelace', [['writing', { kind: 'addMember' }]]]);
    assert.equal((await store.plans('tenant-1').takeOver('w2', '2026-11-20T08:02:00.000Z', '2026-11-20T08:03:00.000Z')).length, 1);
    const ticket = await store.tickets('tenant-1').byNumber(1);
    assert.deepEqual([ticket?.status, ticket?.findings, ticket?.assignee?.name, ticket?.comments.map(({ text }) => text)], ['open', ['app-scope', 'not-registered'], 'Ada Lovelace', ['called him']]);
    const verified = await store.audit('tenant-1').verify();
    assert.deepEqual([verified.intact, (await store.audit('tenant-1').read({ limit: 9 })).map(({ details }) => details)], [true, [{ number: 1, text: 'Sûr? 🙂' }, { number: 1 }]]);
  },
  '0003-digest': async (store) => {
    const [subscription] = await store.subscriptions('tenant-1').inConversation('c');
    assert.deepEqual([subscription?.rule.zone, subscription?.filter, subscription?.lastDue], ['Europe/Paris', { filter: 'admins' }, NOW]);
    const claim = { worker: 'w', now: NOW, until: '2026-11-20T08:01:00.000Z', limit: 9 };
    assert.deepEqual((await store.deliveries('tenant-1').claim(claim)).map(({ subscriptionId }) => subscriptionId), [subscription!.id]);
    assert.deepEqual((await store.exceptions('tenant-1').inForce(NOW)).map(({ reason }) => reason), ['leaves in March']);
    assert.equal((await store.conversations('tenant-1').load('c'))?.state, 'active');
    assert.equal(await store.leases('tenant-1').isAbandoned('scan', NOW), true);
  },
  '0004-history': async (store) => {
    assert.deepEqual((await store.scans('tenant-1').before(NOW))?.accounts.map(({ userPrincipalName }) => userPrincipalName), ['ada@contoso.com', 'bob@contoso.com']);
  },
};

onEachDatabase((database, where) => describe(`data of released versions, on ${database}`, function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'mfa-released-'));
  let open: OpenDatabase;
  let store: Store;
  before(async () => {
    const options = { ...where(), log: assert.fail, now: () => Date.parse(NOW) };
    open = await connect(options);
    await migrate(open.database);
    store = storeOn(open, options);
  });
  after(async () => {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  });

  const versions = Object.keys(MIGRATIONS);

  it('is there for every schema there was', () => {
    assert.deepEqual(readdirSync(FIXTURES).toSorted(), versions.map((name) => `${name}.jsonl`));
  });

  versions.forEach((version, index) => it(`comes back whole from ${version}, and can be worked on`, async () => {
    const file = join(folder, 'kept.gz');
    const lines = readFileSync(join(FIXTURES, `${version}.jsonl`), 'utf8');
    writeFileSync(file, gzipSync(lines));
    assert.equal(await restoreInto(open.database, file, { force: true }), lines.trim().split('\n').filter((line) => !line.startsWith('{"$')).length);
    for (const name of versions.slice(0, index + 1)) await CHECKS[name]?.(store);
  }));
}));
