import { sql, type Kysely } from 'kysely';
import type { Database } from '../schema.js';
import { asJson } from '../values.js';
import type { ConversationStore } from './types.js';

const GONE_AFTER = 3;

export function conversationStore(database: Kysely<Database>, tenantId: string, now: () => number): ConversationStore {
  const update = (id: string) => database.updateTable('conversation').where('tenant_id', '=', tenantId).where('id', '=', id);
  return {
    remember: async (id, reference) => {
      const row = { reference: asJson(reference), state: 'active' as const, refusals: 0, updated_at: new Date(now()) };
      await database.insertInto('conversation').values({ tenant_id: tenantId, id, ...row })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'id']).doUpdateSet(row)).execute();
    },
    load: async (id) => database.selectFrom('conversation').select(['id', 'reference', 'state'])
      .where('tenant_id', '=', tenantId).where('id', '=', id).executeTakeFirst(),
    personalOf: async (accountId) => (await database.selectFrom('conversation').select('id').where('tenant_id', '=', tenantId).where('state', '=', 'active')
      .where(sql<string>`reference #>> '{conversation,conversationType}'`, '=', 'personal').where(sql<string>`reference #>> '{user,aadObjectId}'`, '=', accountId)
      .orderBy('updated_at', 'desc').limit(1).executeTakeFirst())?.id,
    reached: async (id) => void (await update(id).set({ refusals: 0 }).where('refusals', '>', 0).execute()),
    refused: (id) => refused(database, tenantId, id),
    remove: (id) => remove(database, tenantId, id),
  };
}

async function refused(database: Kysely<Database>, tenantId: string, id: string): Promise<'active' | 'gone'> {
  return database.transaction().execute(async (transaction) => {
    const row = await transaction.updateTable('conversation')
      .set({ refusals: sql`refusals + 1`, state: sql`case when refusals + 1 >= ${sql.lit(GONE_AFTER)} then 'gone' else state end` })
      .where('tenant_id', '=', tenantId).where('id', '=', id).returning('state').executeTakeFirst();
    if (row?.state === 'active') return 'active';
    await transaction.updateTable('subscription').set({ state: 'gone' })
      .where('tenant_id', '=', tenantId).where('conversation_id', '=', id).where('state', '=', 'active').execute();
    return 'gone';
  });
}

async function remove(database: Kysely<Database>, tenantId: string, id: string): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (const table of ['delivery', 'subscription', 'conversation_context', 'faq_feedback'] as const) {
      // What was said in a channel is kept by thread.
      await transaction.deleteFrom(table).where('tenant_id', '=', tenantId)
        .where(sql<boolean>`(conversation_id = ${id} or starts_with(conversation_id, ${`${id};`}))`).execute();
    }
    await transaction.deleteFrom('conversation').where('tenant_id', '=', tenantId).where('id', '=', id).execute();
  });
}
