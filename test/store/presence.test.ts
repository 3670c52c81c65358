import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { connect } from '../../src/store/database.js';
import { openStore } from '../../src/store/index.js';
import { freshDatabase } from '../support/freshDatabase.js';
import { serverUrl } from './databases.js';

describe('a PostgreSQL that somebody wants for themselves', function () {
  this.timeout(60_000);
  let options: { databaseUrl: string; dataDir: string; log: typeof assert.fail; now: () => number };
  before(async function () {
    await serverUrl(this);
    options = { databaseUrl: (await freshDatabase())['DATABASE_URL']!, dataDir: 'unused', log: assert.fail, now: Date.now };
  });

  it('is refused while anybody else is connected, by however many connections', async () => {
    const stores = await Promise.all([openStore(options), openStore(options)]);
    await Promise.all(Array.from({ length: 20 }, () => stores[0]!.execute('select pg_sleep(0.02)', [])));
    const refused = { name: 'StoreError', message: new RegExp(`in use by another process \\(mfa-bot \\S+ pid ${process.pid}\\): stop every bot`) };
    await assert.rejects(connect(options, { isAlone: true }), refused);
    await stores[0]!.close();
    await assert.rejects(connect(options, { isAlone: true }), refused);
    await stores[1]!.close();
    await (await connect(options, { isAlone: true })).close();
  });

  it('lets others wait meanwhile, not fail', async () => {
    const alone = await connect(options, { isAlone: true });
    let isOpen = false;
    const opening = openStore(options).then((store) => (isOpen = true, store));
    await wait(300);
    await sql`create table in_between (id int)`.execute(alone.database);
    assert.equal(isOpen, false);
    await alone.close();
    const store = await opening;
    assert.deepEqual((await store.execute("select to_regclass('in_between')::text as found", [])).rows, [{ found: 'in_between' }]);
    await store.close();
  });

  it('belongs to its own database only', async () => {
    const store = await openStore(options);
    const other = await connect({ ...options, databaseUrl: (await freshDatabase())['DATABASE_URL']! }, { isAlone: true });
    await other.close();
    await store.close();
  });
});
