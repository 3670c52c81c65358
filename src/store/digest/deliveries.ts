import { sql, type Kysely, type Selectable } from 'kysely';
import type { Database } from '../schema.js';
import { asJson, isId, plainText, toIso } from '../values.js';
import type { DeliveryRecord, DeliveryStore, NewMessage } from './types.js';

type Row = Selectable<Database['delivery']>;

export function deliveryStore(database: Kysely<Database>, tenantId: string): DeliveryStore {
  const held = (key: string, worker: string) => database.updateTable('delivery')
    .where('tenant_id', '=', tenantId).where('key', '=', key).where('worker', '=', worker).where('status', 'in', ['waiting', 'sending']);
  const changed = ({ numUpdatedRows }: { numUpdatedRows: bigint }): boolean => numUpdatedRows > 0n;
  return {
    post: (message) => insertMessage(database, tenantId, message),
    claim: (claim) => claimed(database, tenantId, claim),
    begin: async (key, worker, until) => changed(await held(key, worker).set({ status: 'sending', held_until: new Date(until) }).executeTakeFirst()),
    finish: async (key, worker, { status, at, activityId, note }) => changed(await held(key, worker).set({
      status, finished_at: new Date(at), activity_id: activityId ?? null, worker: null, note: note === undefined ? null : plainText(note),
    }).executeTakeFirst()),
    release: async (key, worker, { notBefore, note, mayHaveArrived }) => changed(await held(key, worker).set({
      status: 'waiting', worker: null, held_until: new Date(notBefore),
      ...(note !== undefined && { note: plainText(note) }), ...(mayHaveArrived && { is_repeat: true }),
    }).executeTakeFirst()),
    skippedSinceLastCard: async (subscriptionId) => (isId(subscriptionId) ? skipped(database, tenantId, subscriptionId) : []),
    noteOfLastCard: async () => (await database.selectFrom('delivery').select('note').where('tenant_id', '=', tenantId).where('subscription_id', 'is not', null)
      .where('status', 'in', ['sent', 'late']).where('note', 'is not', null).orderBy('finished_at', 'desc').limit(1).executeTakeFirst())?.note ?? undefined,
    of: async (subscriptionId, limit) => (isId(subscriptionId) ? (await database.selectFrom('delivery').selectAll()
      .where('tenant_id', '=', tenantId).where('subscription_id', '=', subscriptionId).orderBy('due_at', 'desc').limit(limit).execute()).map(toRecord) : []),
  };
}

/** False where its key is known. Also a part of what another store does in one transaction. */
export async function insertMessage(database: Kysely<Database>, tenantId: string, { key, conversationId, dueAt, content }: NewMessage): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await database.insertInto('delivery').values({
    tenant_id: tenantId, key, conversation_id: conversationId, due_at: new Date(dueAt), status: 'waiting',
    content: asJson(content), attempts: 0, is_repeat: false, held_until: new Date(dueAt),
  }).onConflict((conflict) => conflict.doNothing()).executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Whoever is found `sending` belongs to a process that stopped in the middle: it may have arrived. */
async function claimed(database: Kysely<Database>, tenantId: string, { worker, now, until, limit }: Parameters<DeliveryStore['claim']>[0]): Promise<DeliveryRecord[]> {
  // Materialized: as a mere subquery it may run several times, and more rows than the limit are taken.
  const { rows } = await sql<Row>`
    with due as materialized (
      select key from delivery where tenant_id = ${tenantId} and status in ('waiting', 'sending') and held_until <= ${new Date(now)}
      order by held_until limit ${limit} for update skip locked
    )
    update delivery set worker = ${worker}, held_until = ${new Date(until)}, attempts = attempts + 1, is_repeat = is_repeat or status = 'sending', status = 'waiting'
    from due where delivery.tenant_id = ${tenantId} and delivery.key = due.key
    returning delivery.*
  `.execute(database);
  return rows.map(toRecord).toSorted((a, b) => a.dueAt.localeCompare(b.dueAt));
}

async function skipped(database: Kysely<Database>, tenantId: string, subscriptionId: string): Promise<string[]> {
  const of = () => database.selectFrom('delivery').where('tenant_id', '=', tenantId).where('subscription_id', '=', subscriptionId);
  const rows = await of().select('due_at').where('status', '=', 'skipped')
    .where('due_at', '>', of().select((row) => row.fn.coalesce(row.fn.max('due_at'), sql<Date>`'-infinity'::timestamptz`).as('last')).where('status', 'in', ['sent', 'late']))
    .orderBy('due_at').execute();
  return rows.map((row) => row.due_at.toISOString());
}

function toRecord(row: Row): DeliveryRecord {
  return {
    key: row.key, subscriptionId: row.subscription_id ?? undefined, conversationId: row.conversation_id, dueAt: row.due_at.toISOString(),
    status: row.status, content: row.content ?? undefined, attempts: row.attempts, isRepeat: row.is_repeat,
    note: row.note ?? undefined, finishedAt: toIso(row.finished_at),
  };
}
