import { sql, type Kysely } from 'kysely';
import type { Database } from '../schema.js';
import { anyOf } from '../values.js';
import { insertMessage } from './deliveries.js';
import type { AlertNews, AlertStore } from './types.js';

/** Stands beside the hashes: its moment is the scan that was told last. */
const TOLD = 'told until';

export function alertStore(database: Kysely<Database>, tenantId: string, now: () => number): AlertStore {
  return {
    toldUntil: async () => (await database.selectFrom('alert').select('raised_at')
      .where('tenant_id', '=', tenantId).where('hash', '=', TOLD).executeTakeFirst())?.raised_at.toISOString(),
    tell: (news) => database.transaction().execute((transaction) => tell(transaction, tenantId, news, new Date(now()))),
  };
}

/** Whoever moves the mark on tells; another process waits at that row, and then finds it told. */
async function tell(transaction: Kysely<Database>, tenantId: string, { scannedAt, closed, open, messages }: AlertNews, at: Date): Promise<boolean> {
  if (!(await moveOn(transaction, tenantId, new Date(scannedAt)))) return false;
  await transaction.deleteFrom('alert').where('tenant_id', '=', tenantId).where('hash', 'in', anyOf(closed)).execute();
  const fresh = await raise(transaction, tenantId, open, at);
  if (fresh.size > 0) for (const message of messages(fresh)) await insertMessage(transaction, tenantId, message);
  return true;
}

async function moveOn(transaction: Kysely<Database>, tenantId: string, until: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await transaction.insertInto('alert').values({ tenant_id: tenantId, hash: TOLD, raised_at: until })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'hash']).doUpdateSet({ raised_at: until }).where('alert.raised_at', '<', until)).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

async function raise(transaction: Kysely<Database>, tenantId: string, hashes: readonly string[], at: Date): Promise<Set<string>> {
  const { rows } = await sql<{ hash: string }>`
    insert into alert (tenant_id, hash, raised_at) select ${tenantId}, hash, ${at}::timestamptz from ${anyOf(hashes)} as open (hash)
    on conflict do nothing returning hash
  `.execute(transaction);
  return new Set(rows.map(({ hash }) => hash));
}
