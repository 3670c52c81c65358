import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { Migrator } from 'kysely/migration';
import { connect, type OpenDatabase } from '../../src/store/database.js';
import { contextStore } from '../../src/store/contexts.js';
import { migrate } from '../../src/store/migrate.js';
import { first } from '../../src/store/migrations/0001-first.js';
import { scanStore } from '../../src/store/scans.js';
import { decodeSnapshot, encodeSnapshot } from '../../src/store/snapshotCodec.js';
import { aSnapshot } from '../flows/tenant.js';
import { auditContract } from './acting/audit.js';
import { aClock, type Given } from './acting/given.js';
import { planContract } from './acting/plans.js';
import { tamperingContract } from './acting/tampering.js';
import { ticketContract } from './acting/tickets.js';
import { onEachDatabase, type Where } from './databases.js';

const key = { conversationId: 'c', personId: 'p' };

/** The stores for acting, on two connections where the database has as many: each stands for a process. */
function acting(name: string, where: Where): void {
  describe(`acting, on ${name}`, () => {
    const open: OpenDatabase[] = [];
    const given: Given = { clock: aClock(), database: () => open[0]!.database, other: () => open.at(-1)!.database };

    before(async function () {
      this.timeout(60_000);
      open.push(await connect({ ...where(), log: assert.fail }));
      if (where().databaseUrl) open.push(await connect({ ...where(), log: assert.fail }));
    });
    after(() => Promise.all(open.map(({ close }) => close())));

    // Comes first: it begins with an empty database.
    it('comes to a database of the first release, and leaves what that has', async () => {
      const database = given.database();
      await sql`drop schema public cascade`.execute(database);
      await sql`create schema public`.execute(database);
      const { error } = await new Migrator({ db: database, provider: { getMigrations: async () => ({ '0001-first': first }) } }).migrateToLatest();
      assert.equal(error, undefined);
      const contexts = contextStore(database, 'old', given.clock.now);
      await contexts.save(key, { lastAccountId: 'ada' });
      const kept = await encodeSnapshot(aSnapshot({}));
      await sql`insert into scan (tenant_id, scanned_at, summary, snapshot) values ('old', ${aSnapshot().scannedAt}, '{}', ${kept})`.execute(database);

      await Promise.all([migrate(database), migrate(given.other())]);
      assert.deepEqual(await contexts.load(key), { lastAccountId: 'ada' });
      assert.deepEqual(await scanStore(database, 'old').latest(), await decodeSnapshot(kept));
    });

    planContract(given);
    auditContract(given);
    tamperingContract(given);
    ticketContract(given);
  });
}

describe('databases', () => onEachDatabase(acting));
