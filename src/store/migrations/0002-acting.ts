import { sql, type CreateTableBuilder, type Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** What acting on a tenant leaves behind: plans with their journal, the audit log, tickets. */
export const acting: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.createTable('counter')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
      .addColumn('value', 'integer', (column) => column.notNull())
      .addPrimaryKeyConstraint('counter_key', ['tenant_id', 'name'])
      .execute();
    await createPlans(database);
    await createAudit(database);
    await refuseChanges(database);
    await createTickets(database);
  },
};

/** What every table of things with an id and a number of their own begins with. */
function numbered(table: CreateTableBuilder<string, string>, name: string): CreateTableBuilder<string, string> {
  return table
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('id', 'uuid', (column) => column.notNull())
    .addColumn('number', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint(`${name}_key`, ['tenant_id', 'id'])
    .addUniqueConstraint(`${name}_number`, ['tenant_id', 'number']);
}

async function createPlans(database: Kysely<unknown>): Promise<void> {
  await numbered(database.schema.createTable('plan') as CreateTableBuilder<string, string>, 'plan')
    .addColumn('requested_by_id', 'text', (column) => column.notNull())
    .addColumn('requested_by_name', 'text', (column) => column.notNull())
    .addColumn('conversation_id', 'text', (column) => column.notNull())
    .addColumn('created_at', 'timestamptz', (column) => column.notNull())
    .addColumn('expires_at', 'timestamptz', (column) => column.notNull())
    .addColumn('confirmed_at', 'timestamptz')
    .addColumn('approved_by_id', 'text')
    .addColumn('approved_by_name', 'text')
    .addColumn('finished_at', 'timestamptz')
    .addColumn('undoes', 'uuid')
    .addColumn('content', 'jsonb', (column) => column.notNull())
    .addColumn('place', 'jsonb')
    .addColumn('lease_worker', 'text')
    .addColumn('lease_until', 'timestamptz')
    .execute();
  await database.schema.createIndex('plan_created').on('plan').columns(['tenant_id', 'created_at']).execute();
  await database.schema.createIndex('plan_undoes').on('plan').columns(['tenant_id', 'undoes']).where(sql.ref('undoes'), 'is not', null).execute();
  // Of two undos of one plan, confirmed in the same instant, one is carried out.
  await database.schema.createIndex('plan_one_undo').unique().on('plan').columns(['tenant_id', 'undoes']).where(sql.ref('status'), '=', sql.lit('running')).execute();
  await database.schema.createIndex('plan_running').on('plan').columns(['tenant_id', 'lease_until']).where(sql.ref('status'), '=', sql.lit('running')).execute();
  await database.schema.createTable('plan_step')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('plan_id', 'uuid', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('change', 'jsonb', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('request_id', 'text')
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    .addPrimaryKeyConstraint('plan_step_key', ['tenant_id', 'plan_id', 'position'])
    .addForeignKeyConstraint('plan_step_plan', ['tenant_id', 'plan_id'], 'plan', ['tenant_id', 'id'], (key) => key.onDelete('cascade'))
    .execute();
}

/** See ../audit/record.ts for what `record` and `detail` hold. Both are text, because a hash is over exact bytes. */
async function createAudit(database: Kysely<unknown>): Promise<void> {
  await database.schema.createTable('audit_head')
    .addColumn('tenant_id', 'text', (column) => column.primaryKey())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .execute();
  await database.schema.createTable('audit')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('record', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_key', ['tenant_id', 'sequence'])
    .execute();
  await database.schema.createIndex('audit_at').on('audit').columns(['tenant_id', 'at']).execute();
  await database.schema.createTable('audit_detail')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('sequence', 'integer', (column) => column.notNull())
    .addColumn('detail', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('audit_detail_key', ['tenant_id', 'sequence'])
    .addForeignKeyConstraint('audit_detail_audit', ['tenant_id', 'sequence'], 'audit', ['tenant_id', 'sequence'])
    .execute();
}

/** Details may go where a person is forgotten: only inside a transaction that says so. */
async function refuseChanges(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function refuse_audit_change() returns trigger language plpgsql as $$
    begin
      if tg_table_name = 'audit_detail' and tg_op = 'DELETE' and current_setting('audit.forgetting', true) = 'on' then
        return null;
      end if;
      raise exception 'the audit log is append-only: % of % is refused', lower(tg_op), tg_table_name using errcode = 'restrict_violation';
    end $$
  `.execute(database);
  for (const table of ['audit', 'audit_detail']) {
    await sql`create trigger append_only before update or delete or truncate on ${sql.table(table)} for each statement execute function refuse_audit_change()`.execute(database);
  }
}

async function createTickets(database: Kysely<unknown>): Promise<void> {
  await numbered(database.schema.createTable('ticket') as CreateTableBuilder<string, string>, 'ticket')
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('system', 'text', (column) => column.notNull())
    .addColumn('external_id', 'text')
    .addColumn('external_url', 'text')
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('content', 'jsonb', (column) => column.notNull())
    .addColumn('priority', 'text', (column) => column.notNull())
    .addColumn('due_at', 'timestamptz', (column) => column.notNull())
    .addColumn('assignee_id', 'text')
    .addColumn('assignee_name', 'text')
    .addColumn('opened_by_id', 'text', (column) => column.notNull())
    .addColumn('opened_by_name', 'text', (column) => column.notNull())
    .addColumn('opened_at', 'timestamptz', (column) => column.notNull())
    .addColumn('closed_at', 'timestamptz')
    .addColumn('closed_because', 'text')
    .addColumn('updated_at', 'timestamptz', (column) => column.notNull())
    .addUniqueConstraint('ticket_state', ['tenant_id', 'id', 'account_id', 'status'])
    .execute();
  await database.schema.createIndex('ticket_account').on('ticket').columns(['tenant_id', 'account_id']).execute();
  await createTicketFindings(database);
  await database.schema.createTable('ticket_comment')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('ticket_id', 'uuid', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('at', 'timestamptz', (column) => column.notNull())
    .addColumn('by_id', 'text', (column) => column.notNull())
    .addColumn('by_name', 'text', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_comment_key', ['tenant_id', 'ticket_id', 'position'])
    .addForeignKeyConstraint('ticket_comment_ticket', ['tenant_id', 'ticket_id'], 'ticket', ['tenant_id', 'id'], (key) => key.onDelete('cascade'))
    .execute();
}

/** INVARIANT: account and status are the ticket's own (the foreign key carries every change over), so the index lets one ticket that isn't closed have a finding. */
async function createTicketFindings(database: Kysely<unknown>): Promise<void> {
  await database.schema.createTable('ticket_finding')
    .addColumn('tenant_id', 'text', (column) => column.notNull())
    .addColumn('ticket_id', 'uuid', (column) => column.notNull())
    .addColumn('account_id', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('finding', 'text', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addPrimaryKeyConstraint('ticket_finding_key', ['tenant_id', 'ticket_id', 'finding'])
    .addForeignKeyConstraint('ticket_finding_ticket', ['tenant_id', 'ticket_id', 'account_id', 'status'], 'ticket', ['tenant_id', 'id', 'account_id', 'status'],
      (key) => key.onUpdate('cascade').onDelete('cascade'))
    .execute();
  await sql`create unique index ticket_finding_once on ticket_finding (tenant_id, account_id, finding) where status <> 'closed'`.execute(database);
}
