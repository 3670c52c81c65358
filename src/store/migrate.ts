import { sql, type Kysely } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { first } from './migrations/0001-first.js';
import { acting } from './migrations/0002-acting.js';
import { digest } from './migrations/0003-digest.js';
import { history } from './migrations/0004-history.js';
import type { Database } from './schema.js';
import { StoreError } from './types.js';

/** In the order of their names. Released migrations never change; a new one is added. */
export const MIGRATIONS: Readonly<Record<string, Migration>> = { '0001-first': first, '0002-acting': acting, '0003-digest': digest, '0004-history': history };

/** Brings the schema forward, one process at a time. Refuses a database that a newer version has written. */
export async function migrate(database: Kysely<Database>): Promise<void> {
  await refuseNewer(database);
  const { error } = await createMigrator(database).migrateToLatest();
  if (error === undefined) return;
  throw new StoreError('the database could not be upgraded; restore a backup or look at the cause below', { cause: error });
}

export function createMigrator(database: Kysely<Database>): Migrator {
  return new Migrator({ db: database, provider: { getMigrations: async () => MIGRATIONS } });
}

async function refuseNewer(database: Kysely<Database>): Promise<void> {
  const known = await sql<{ exists: boolean }>`select to_regclass('kysely_migration') is not null as exists`.execute(database);
  if (!known.rows[0]?.exists) return;
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(database);
  const newer = rows.find(({ name }) => !(name in MIGRATIONS));
  if (newer) throw new StoreError(`the database was written by a newer version of this bot (\`${newer.name}\`): install that version or restore an older backup`);
}
