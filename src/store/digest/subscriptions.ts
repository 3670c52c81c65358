import { randomUUID } from 'node:crypto';
import { sql, type Kysely, type Selectable } from 'kysely';
import type { Database } from '../schema.js';
import { asJson, isId, plainText, toIso } from '../values.js';
import type { SubscriptionRecord, SubscriptionStore } from './types.js';

type Row = Selectable<Database['subscription']>;

export function subscriptionStore(database: Kysely<Database>, tenantId: string, now: () => number): SubscriptionStore {
  const rows = () => database.selectFrom('subscription').selectAll().where('tenant_id', '=', tenantId);
  return {
    create: async (subscription) => toRecord(await database.insertInto('subscription').values({
      tenant_id: tenantId, id: randomUUID(), conversation_id: subscription.conversationId,
      created_by_id: subscription.createdBy.id, created_by_name: plainText(subscription.createdBy.name),
      rule: asJson(subscription.rule), filter: subscription.filter && asJson(subscription.filter),
      state: 'active', next_due: new Date(subscription.nextDue), created_at: new Date(now()),
    }).returningAll().executeTakeFirstOrThrow()),
    load: async (id) => optional(isId(id) ? await rows().where('id', '=', id).executeTakeFirst() : undefined),
    inConversation: async (conversationId) => (await rows().where('conversation_id', '=', conversationId).where('state', '=', 'active')
      .orderBy('created_at').orderBy('id').execute()).map(toRecord),
    change: async (id, change) => optional(isId(id) ? await changed(database, tenantId, id, change) : undefined),
    due: async (moment, limit) => (await rows().where('state', '=', 'active').where('next_due', '<=', new Date(moment))
      .orderBy('next_due').orderBy('id').limit(limit).execute()).map(toRecord),
    revive: (conversationId, nextDueOf) => revive(database, tenantId, conversationId, nextDueOf),
    plan: (planned) => plan(database, tenantId, planned),
  };
}

const optional = (row: Row | undefined): SubscriptionRecord | undefined => row && toRecord(row);

function toRecord(row: Row): SubscriptionRecord {
  return {
    id: row.id, conversationId: row.conversation_id, createdBy: { id: row.created_by_id, name: row.created_by_name },
    rule: row.rule, filter: row.filter ?? undefined, state: row.state,
    nextDue: row.next_due.toISOString(), lastDue: toIso(row.last_due), createdAt: row.created_at.toISOString(),
  };
}

async function changed(database: Kysely<Database>, tenantId: string, id: string, change: Parameters<SubscriptionStore['change']>[1]): Promise<Row | undefined> {
  return database.updateTable('subscription').set({
    // Without a change to make, the row still comes back.
    tenant_id: tenantId,
    ...(change.rule && { rule: asJson(change.rule) }),
    ...('filter' in change && { filter: change.filter ? asJson(change.filter) : null }),
    ...(change.state && { state: change.state }),
    ...(change.nextDue && { next_due: new Date(change.nextDue) }),
  }).where('tenant_id', '=', tenantId).where('id', '=', id).returningAll().executeTakeFirst();
}

/** Rows are locked from the look on: of two processes that hear of the return, one revives. */
async function revive(database: Kysely<Database>, tenantId: string, conversationId: string, nextDueOf: Parameters<SubscriptionStore['revive']>[1]): Promise<SubscriptionRecord[]> {
  return database.transaction().execute(async (transaction) => {
    const gone = await transaction.selectFrom('subscription').selectAll().where('tenant_id', '=', tenantId)
      .where('conversation_id', '=', conversationId).where('state', '=', 'gone').orderBy('created_at').orderBy('id').forUpdate().execute();
    const rows = [];
    for (const { id, rule } of gone) rows.push(await changed(transaction, tenantId, id, { state: 'active', nextDue: nextDueOf(rule) }));
    return rows.flatMap((row) => (row ? [toRecord(row)] : []));
  });
}

/** One statement: whatever stops the process, a subscription has moved on if and only if its deliveries stand. */
async function plan(database: Kysely<Database>, tenantId: string, planned: Parameters<SubscriptionStore['plan']>[0]): Promise<number> {
  const moves = planned.map(({ id, from, nextDue, due }) => ({ id, from, next: nextDue, last: due.at(-1)?.dueAt }));
  const deliveries = planned.flatMap(({ id, due }) => due.map((each) => ({ id, ...each })));
  const { rows } = await sql<{ moved: number }>`
    with moved as (
      update subscription set next_due = move.next, last_due = coalesce(move.last, last_due)
      from jsonb_to_recordset(${asJson(moves)}::jsonb) as move (id uuid, "from" timestamptz, next timestamptz, last timestamptz)
      where subscription.tenant_id = ${tenantId} and subscription.id = move.id and subscription.next_due = move."from" and subscription.state = 'active'
      returning subscription.id, subscription.conversation_id
    ), written as (
      insert into delivery (tenant_id, key, subscription_id, conversation_id, due_at, status, held_until, finished_at)
      select ${tenantId}, moved.id || '@' || due.day, moved.id, moved.conversation_id, due."dueAt", due.status, due."dueAt",
        case when due.status = 'skipped' then due."dueAt" end
      from moved join jsonb_to_recordset(${asJson(deliveries)}::jsonb) as due (id uuid, day text, "dueAt" timestamptz, status text) on due.id = moved.id
      on conflict do nothing
    )
    select count(*)::int as moved from moved
  `.execute(database);
  return rows[0]!.moved;
}
