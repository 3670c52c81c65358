import assert from 'node:assert/strict';
import { sql, type Kysely } from 'kysely';
import { auditStore } from '../../../src/store/audit/audit.js';
import { encodeEntry, NOTHING, sha256 } from '../../../src/store/audit/record.js';
import type { Database } from '../../../src/store/schema.js';
import { bot, dana, type Given } from './given.js';

const T0 = '2026-03-02T09:00:00.000Z';
const LENGTH = 6;

/** What somebody with all rights on the database does; resolves when it is done. */
type Tampering = (database: Kysely<Database>, tenant: string) => Promise<unknown>;

const hashOf = async (database: Kysely<Database>, tenant: string, sequence: number): Promise<string> =>
  (await database.selectFrom('audit').select('hash').where('tenant_id', '=', tenant).where('sequence', '=', sequence).executeTakeFirstOrThrow()).hash;

/** Another actor in the text, and the hash that fits it. */
async function rewrite(database: Kysely<Database>, tenant: string, sequence: number): Promise<void> {
  const { record } = await database.selectFrom('audit').select('record').where('tenant_id', '=', tenant).where('sequence', '=', sequence).executeTakeFirstOrThrow();
  const changed = record.replace(dana.id, bot.id);
  await database.updateTable('audit').set({ record: changed, hash: sha256(changed) }).where('tenant_id', '=', tenant).where('sequence', '=', sequence).execute();
}

/** A well-made entry that never was. */
async function forge(database: Kysely<Database>, tenant: string, sequence: number): Promise<void> {
  const previousHash = await hashOf(database, tenant, sequence - 1);
  const { record, detail, hash } = encodeEntry({ actor: bot, event: 'forged', subject: {}, details: {} }, { tenantId: tenant, sequence, at: T0, previousHash });
  await database.insertInto('audit').values({ tenant_id: tenant, sequence, at: new Date(T0), record, hash }).execute();
  await database.insertInto('audit_detail').values({ tenant_id: tenant, sequence, detail }).execute();
}

async function move(database: Kysely<Database>, tenant: string, from: number, to: number): Promise<void> {
  for (const table of ['audit', 'audit_detail'] as const) await database.updateTable(table).set({ sequence: to }).where('tenant_id', '=', tenant).where('sequence', '=', from).execute();
}

const CASES: { what: string; tamper: Tampering; sequence: number; problem: RegExp }[] = [
  { what: 'a changed entry', tamper: (db, t) => sql`update audit set record = replace(record, ${dana.id}, 'bot') where tenant_id = ${t} and sequence = 3`.execute(db), sequence: 3, problem: /was changed/ },
  { what: 'a changed hash', tamper: (db, t) => sql`update audit set hash = ${NOTHING} where tenant_id = ${t} and sequence = 3`.execute(db), sequence: 3, problem: /was changed/ },
  { what: 'an entry that is no entry', tamper: (db, t) => sql`update audit set record = '{', hash = ${sha256('{')} where tenant_id = ${t} and sequence = 3`.execute(db), sequence: 3, problem: /was changed/ },
  { what: 'a changed entry with a hash that fits', tamper: (db, t) => rewrite(db, t, 3), sequence: 4, problem: /does not continue the entry before it/ },
  { what: 'a changed last entry with a hash that fits', tamper: (db, t) => rewrite(db, t, LENGTH), sequence: LENGTH, problem: /was changed/ },
  { what: 'a changed time', tamper: (db, t) => sql`update audit set at = at - interval '1 day' where tenant_id = ${t} and sequence = 3`.execute(db), sequence: 3, problem: /where or when/ },
  { what: 'an entry taken out', tamper: (db, t) => sql`delete from audit where tenant_id = ${t} and sequence = 3`.execute(db), sequence: 3, problem: /is missing/ },
  { what: 'an entry taken out and the gap closed', sequence: 3, problem: /does not continue/, async tamper(db, t) {
    await sql`delete from audit where tenant_id = ${t} and sequence = 3`.execute(db);
    await sql`delete from audit_detail where tenant_id = ${t} and sequence = 3`.execute(db);
    for (const sequence of [4, 5, 6]) await move(db, t, sequence, sequence - 1);
  } },
  { what: 'two entries that changed places', sequence: 2, problem: /does not continue/, async tamper(db, t) {
    await move(db, t, 2, 99);
    await move(db, t, 3, 2);
    await move(db, t, 99, 3);
  } },
  { what: 'an entry put in', sequence: 5, problem: /does not continue/, async tamper(db, t) {
    for (const sequence of [6, 5, 4]) await move(db, t, sequence, sequence + 1);
    await forge(db, t, 4);
  } },
  { what: 'an entry put at the end', tamper: (db, t) => forge(db, t, LENGTH + 1), sequence: LENGTH + 1, problem: /past the end/ },
  { what: 'the end cut off', tamper: (db, t) => sql`delete from audit where tenant_id = ${t} and sequence > 4`.execute(db), sequence: 5, problem: /is missing, and all after it up to 6/ },
  { what: 'everything deleted', tamper: (db, t) => sql`delete from audit where tenant_id = ${t}`.execute(db), sequence: 1, problem: /is missing, and all after it up to 6/ },
  { what: 'the head deleted', tamper: (db, t) => sql`delete from audit_head where tenant_id = ${t}`.execute(db), sequence: 1, problem: /past the end/ },
  { what: 'changed details', tamper: (db, t) => sql`update audit_detail set detail = replace(detail, 'one', 'two') where tenant_id = ${t} and sequence = 3`.execute(db), sequence: 3, problem: /other names or details/ },
  { what: 'details taken away', tamper: (db, t) => sql`delete from audit_detail where tenant_id = ${t} and sequence = 3`.execute(db), sequence: 3, problem: /no entry says that somebody was forgotten/ },
  { what: 'the log of another tenant', sequence: 1, problem: /where or when/, async tamper(db, t) {
    await fill(db, 'source', LENGTH);
    for (const table of ['audit', 'audit_detail', 'audit_head'] as const) {
      await db.deleteFrom(table).where('tenant_id', '=', t).execute();
      await db.updateTable(table).set({ tenant_id: t }).where('tenant_id', '=', 'source').execute();
    }
  } },
];

export function tamperingContract({ clock, database }: Given): void {
  describe('the audit log, tampered with past its triggers', () => {
    const log = (tenant: string) => auditStore(database(), tenant, clock.now);

    /** As a superuser: no trigger and no foreign key is in the way. */
    const unhindered = (tenant: string, tamper: Tampering): Promise<unknown> => database().transaction().execute(async (transaction) => {
      await sql`set local session_replication_role = replica`.execute(transaction);
      await tamper(transaction, tenant);
    });

    // Details without their row must not stand in the way of other suites on this database.
    after(() => unhindered('', async (transaction) => {
      await sql`delete from audit_detail where not exists (select from audit where audit.tenant_id = audit_detail.tenant_id and audit.sequence = audit_detail.sequence)`.execute(transaction);
    }));

    CASES.forEach(({ what, tamper, sequence, problem }, index) => {
      it(`shows ${what}`, async () => {
        const tenant = `tampered-${index}`;
        for (let each = 0; each < LENGTH; each += 1) await log(tenant).append({ actor: dana, event: 'step.written', subject: { plan: 'one' }, details: { plan: 'one' } });
        assert.equal((await log(tenant).verify()).intact, true);
        await unhindered(tenant, tamper);
        const found = await log(tenant).verify();
        assert.equal(found.intact, false);
        assert.equal(!found.intact && found.sequence, sequence);
        assert.match(found.intact ? '' : found.problem, problem);
        await log(tenant).read({ limit: 99 });
      });
    });

    it('shows it far behind the first page', async function () {
      this.timeout(30_000);
      await unhindered('long', (db, tenant) => fill(db, tenant, 2300));
      assert.equal((await log('long').verify()).intact, true);
      await unhindered('long', (db, tenant) => sql`delete from audit where tenant_id = ${tenant} and sequence = 1500`.execute(db));
      assert.deepEqual(await log('long').verify(), { intact: false, sequence: 1500, problem: 'is missing' });
    });
  });
}

/** As so many appends would, in one statement a table. */
async function fill(database: Kysely<Database>, tenant: string, length: number): Promise<void> {
  let previousHash = NOTHING;
  const entries = Array.from({ length }, (_, index) => {
    const encoded = encodeEntry({ actor: dana, event: 'step.written', subject: {}, details: {} }, { tenantId: tenant, sequence: index + 1, at: T0, previousHash });
    previousHash = encoded.hash;
    return { tenant_id: tenant, sequence: index + 1, ...encoded };
  });
  await database.insertInto('audit').values(entries.map(({ detail: _, ...entry }) => ({ ...entry, at: new Date(T0) }))).execute();
  await database.insertInto('audit_detail').values(entries.map(({ tenant_id, sequence, detail }) => ({ tenant_id, sequence, detail }))).execute();
  await database.insertInto('audit_head').values({ tenant_id: tenant, sequence: length, hash: previousHash }).execute();
}
