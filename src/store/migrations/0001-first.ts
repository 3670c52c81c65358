import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

export const first: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.createTable('conversation_context')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('context', 'jsonb', (column) => column.notNull())
      .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('conversation_context_key', ['tenant_id', 'conversation_id', 'person_id'])
      .execute();
    await database.schema.createTable('faq_feedback')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('conversation_id', 'text', (column) => column.notNull())
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('topic', 'text', (column) => column.notNull())
      .addColumn('question_id', 'text', (column) => column.notNull())
      .addColumn('question', 'text', (column) => column.notNull())
      .addColumn('helpful', 'boolean', (column) => column.notNull())
      .addColumn('voted_at', 'timestamptz', (column) => column.notNull())
      .addPrimaryKeyConstraint('faq_feedback_key', ['tenant_id', 'conversation_id', 'person_id', 'topic', 'question_id'])
      .execute();
    await database.schema.createTable('scan')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('scanned_at', 'timestamptz', (column) => column.notNull())
      .addColumn('summary', 'jsonb', (column) => column.notNull())
      .addColumn('snapshot', 'bytea', (column) => column.notNull())
      .addPrimaryKeyConstraint('scan_key', ['tenant_id', 'scanned_at'])
      .execute();
  },
};
