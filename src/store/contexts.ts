import type { Kysely } from 'kysely';
import type { Database } from './schema.js';
import type { ContextStore } from './types.js';
import { asJson } from './values.js';

/** After this a "yes" or "the second one" refers to nothing any more. */
const FORGET_AFTER = 30 * 86_400_000;

export function contextStore(database: Kysely<Database>, tenantId: string, now: () => number): ContextStore {
  return {
    async load({ conversationId, personId }) {
      const row = await database.selectFrom('conversation_context').select('context')
        .where('tenant_id', '=', tenantId).where('conversation_id', '=', conversationId).where('person_id', '=', personId)
        .where('updated_at', '>', new Date(now() - FORGET_AFTER)).executeTakeFirst();
      return row?.context;
    },
    async save({ conversationId, personId }, context) {
      const row = { context: asJson(context), updated_at: new Date(now()) };
      await database.insertInto('conversation_context')
        .values({ tenant_id: tenantId, conversation_id: conversationId, person_id: personId, ...row })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'conversation_id', 'person_id']).doUpdateSet(row)).execute();
    },
  };
}
