import { sql, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What the daily card needs: where to speak, when, what was sent, what was accepted, and who works on what. */
export const digest: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await createConversations(database);
    await createDeliveries(database);
    await createExceptions(database);
    await createCoordination(database);
  },
};

async function createConversations(database: Kysely<unknown>): Promise<void> {
  await database.schema.createTable('conversation')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('reference', 'jsonb', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('refusals', 'integer', (column) => column.notNull())
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('conversation_key', ['tenant_id', 'id'])
    .execute();
  await database.schema.createTable('subscription')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'uuid', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('created_by_id', 'text', (column) => column.notNull())
    .addColumn('created_by_name', 'text', (column) => column.notNull())
    .addColumn('rule', 'jsonb', (column) => column.notNull())
    .addColumn('filter', 'jsonb')
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('next_due', 'timestamptz', (column) => column.notNull())
    .addColumn('last_due', 'timestamptz')
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('subscription_key', ['tenant_id', 'id'])
    .execute();
  await database.schema.createIndex('subscription_conversation').on('subscription').columns(['tenant_id', 'conversation_id']).execute();
  await database.schema.createIndex('subscription_due').on('subscription').columns(['tenant_id', 'next_due']).where(sql.ref('state'), '=', sql.lit('active')).execute();
}

async function createDeliveries(database: Kysely<unknown>): Promise<void> {
  await database.schema.createTable('delivery')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('subscription_id', 'uuid')
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('content', 'jsonb')
    .addColumn('attempts', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('is_repeat', 'boolean', (column) => column.notNull().defaultTo(false))
    .addColumn('worker', 'text')
    .addColumn('held_until', 'timestamptz', (column) => column.notNull())
    .addColumn('activity_id', 'text')
    .addColumn('note', 'text')
    .addColumn('finished_at', 'timestamptz')
    .addPrimaryKeyConstraint('delivery_key', ['tenant_id', 'key'])
    .addForeignKeyConstraint('delivery_subscription', ['tenant_id', 'subscription_id'], 'subscription', ['tenant_id', 'id'], (key) => key.onDelete('cascade'))
    .execute();
  await sql`create index delivery_open on delivery (tenant_id, held_until) where status in ('waiting', 'sending')`.execute(database);
  await database.schema.createIndex('delivery_subscription_due').on('delivery').columns(['tenant_id', 'subscription_id', 'due_at']).execute();
  await database.schema.createIndex('delivery_conversation').on('delivery').columns(['tenant_id', 'conversation_id']).execute();
}

async function createExceptions(database: Kysely<unknown>): Promise<void> {
  await database.schema.createTable('accepted_exception')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'uuid', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('finding', 'text', (column) => column.notNull())
    .addColumn('reason', 'text', (column) => column.notNull())
    .addColumn('owner_id', 'text', (column) => column.notNull())
    .addColumn('owner_name', 'text', (column) => column.notNull())
    .addColumn('accepted_by_id', 'text', (column) => column.notNull())
    .addColumn('accepted_by_name', 'text', (column) => column.notNull())
    .addColumn('accepted_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('review_asked_at', 'timestamptz')
    .addColumn('withdrawn_at', 'timestamptz')
    .addPrimaryKeyConstraint('accepted_exception_key', ['tenant_id', 'id'])
    .execute();
  await sql`create unique index accepted_exception_once on accepted_exception (tenant_id, account_id, finding) where withdrawn_at is null`.execute(database);
  await database.schema.createIndex('accepted_exception_expires').on('accepted_exception').columns(['tenant_id', 'expires_at']).execute();
  await database.schema.createTable('alert')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('raised_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('alert_key', ['tenant_id', 'hash'])
    .execute();
}

async function createCoordination(database: Kysely<unknown>): Promise<void> {
  await database.schema.createTable('lease')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('worker', 'text', (column) => column.notNull())
    .addColumn('held_until', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('lease_key', ['tenant_id', 'name'])
    .execute();
  await database.schema.createTable('pace')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('key', 'text', (column) => column.notNull())
    .addColumn('reserved_until', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('pace_key', ['tenant_id', 'key'])
    .execute();
}
