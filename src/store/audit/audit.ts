import { sql, type Kysely } from 'kysely';
import { mentions, namedIn } from '../forget/person.js';
import type { Database } from '../schema.js';
import type { Actor, AuditEntry, AuditRow, AuditStore, Person } from '../types.js';
import { isId } from '../values.js';
import { decodeDetail, encodeEntry, NOTHING } from './record.js';
import { readPage, toAuditRow } from './rows.js';
import { verifyChain } from './verify.js';

export function auditStore(database: Kysely<Database>, tenantId: string, now: () => number): AuditStore {
  return {
    append: (entry) => database.transaction().execute((transaction) => append(transaction, tenantId, entry, new Date(now()))),
    read: async (query) => (await readPage(database, tenantId, query)).map(toAuditRow),
    verify: () => verifyChain(database, tenantId),
    forget: (person, by) => database.transaction().execute((transaction) => forget(transaction, tenantId, person, by, new Date(now()))),
  };
}

/** Whoever appends holds the head until the entry is committed: one after the other, each knows the hash before it. */
async function append(transaction: Kysely<Database>, tenantId: string, entry: AuditEntry, at: Date, forgets?: number[]): Promise<AuditRow> {
  const head = await lockHead(transaction, tenantId);
  const sequence = head.sequence + 1;
  const { record, detail, hash } = encodeEntry(entry, { tenantId, sequence, at: at.toISOString(), previousHash: head.hash }, forgets);
  await transaction.insertInto('audit').values({ tenant_id: tenantId, sequence, at, record, hash }).execute();
  await transaction.insertInto('audit_detail').values({ tenant_id: tenantId, sequence, detail }).execute();
  await transaction.updateTable('audit_head').set({ sequence, hash }).where('tenant_id', '=', tenantId).execute();
  return toAuditRow({ sequence, at, record, hash, detail });
}

/** One statement that creates the row where there is none, and locks it either way. */
function lockHead(transaction: Kysely<Database>, tenantId: string): Promise<{ sequence: number; hash: string }> {
  return transaction.insertInto('audit_head').values({ tenant_id: tenantId, sequence: 0, hash: NOTHING })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet({ tenant_id: tenantId }))
    .returning(['sequence', 'hash']).executeTakeFirstOrThrow();
}

/** The entry that tells of it is written too where nothing was found: somebody asked. */
async function forget(transaction: Kysely<Database>, tenantId: string, person: Person, by: Actor, at: Date): Promise<number> {
  if (!isId(person.id)) throw new Error(`\`${person.id}\` is no account's object id: nothing was forgotten`);
  await lockHead(transaction, tenantId);
  const forgets = await naming(transaction, tenantId, person);
  await append(transaction, tenantId, { actor: by, event: 'account.forgotten', subject: { account: person.id }, details: {} }, at, forgets);
  await deleteDetails(transaction, tenantId, forgets);
  return forgets.length;
}

async function naming(transaction: Kysely<Database>, tenantId: string, person: Person): Promise<number[]> {
  const found = await transaction.selectFrom('audit_detail')
    .innerJoin('audit', (join) => join.onRef('audit.tenant_id', '=', 'audit_detail.tenant_id').onRef('audit.sequence', '=', 'audit_detail.sequence'))
    .select(['audit.sequence', 'audit.record', 'audit_detail.detail']).where('audit.tenant_id', '=', tenantId)
    .where(mentions(sql`audit.record || audit_detail.detail`, person)).orderBy('audit.sequence').execute();
  const isNamed = namedIn(person);
  return found.filter(({ record, detail }) => isNamed([record, decodeDetail(detail) ?? detail])).map(({ sequence }) => sequence);
}

async function deleteDetails(transaction: Kysely<Database>, tenantId: string, sequences: number[]): Promise<void> {
  await sql`select set_config('audit.forgetting', 'on', true)`.execute(transaction);
  await sql`delete from audit_detail where tenant_id = ${tenantId} and sequence in (select jsonb_array_elements_text(${JSON.stringify(sequences)}::jsonb)::int)`.execute(transaction);
  await sql`select set_config('audit.forgetting', 'off', true)`.execute(transaction);
}
