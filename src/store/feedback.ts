import { createHash } from 'node:crypto';
import { sql, type Kysely } from 'kysely';
import type { Database } from './schema.js';
import type { FeedbackStore } from './types.js';
import { plainText } from './values.js';

/** A question longer than this is kept cut: it is read by people who improve the answers. */
const LONGEST_QUESTION = 2000;

export function feedbackStore(database: Kysely<Database>, tenantId: string, now: () => number): FeedbackStore {
  return {
    async record({ conversationId, personId, topic, question, helpful }) {
      const key = { tenant_id: tenantId, conversation_id: conversationId, person_id: personId, topic, question_id: createHash('sha256').update(question).digest('hex') };
      const vote = { helpful, voted_at: new Date(now()) };
      const kept = plainText(question.slice(0, LONGEST_QUESTION));
      await database.insertInto('faq_feedback').values({ ...key, question: kept, ...vote })
        .onConflict((conflict) => conflict.columns(['tenant_id', 'conversation_id', 'person_id', 'topic', 'question_id']).doUpdateSet(vote)).execute();
    },
    tally: () => database.selectFrom('faq_feedback')
      .select(['topic', sql<number>`count(*) filter (where helpful)::int`.as('helpful'), sql<number>`count(*) filter (where not helpful)::int`.as('unhelpful')])
      .where('tenant_id', '=', tenantId).groupBy('topic').orderBy('topic').execute(),
  };
}
