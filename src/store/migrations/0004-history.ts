import type { Kysely } from 'kysely';
import type { Migration } from 'kysely/migration';

/** Scans of a year differ little: what their accounts have in common is kept once. Scans of before stay as they are. */
export const history: Migration = {
  async up(database: Kysely<unknown>): Promise<void> {
    await database.schema.createTable('scan_base')
      .addColumn('tenant_id', 'text', (column) => column.notNull())
      .addColumn('id', 'uuid', (column) => column.notNull())
      .addColumn('made_at', 'timestamptz', (column) => column.notNull())
      .addColumn('accounts', 'bytea', (column) => column.notNull())
      .addPrimaryKeyConstraint('scan_base_key', ['tenant_id', 'id'])
      .execute();
    await database.schema.alterTable('scan').addColumn('base_id', 'uuid')
      .execute();
    await database.schema.alterTable('scan')
      .addForeignKeyConstraint('scan_scan_base', ['tenant_id', 'base_id'], 'scan_base', ['tenant_id', 'id']).execute();
  },
};
