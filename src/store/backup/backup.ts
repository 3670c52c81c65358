import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { sql, type Kysely } from 'kysely';
import { connect, type DatabaseOptions } from '../database.js';
import type { Database } from '../schema.js';
import { StoreError } from '../types.js';
import { existingTables, type EndLine, type Header, type TableLine } from './format.js';

/** Of the largest rows, a scan's, this many fit into memory. */
const ROWS_AT_ONCE = 20;

/** As `backupOf`, of the configured database. */
export async function backup(options: DatabaseOptions, file: string): Promise<number> {
  const { database, close } = await connect(options);
  return backupOf(database, file).finally(close);
}

/** Writes everything the database keeps to a file, as it was at one moment; resolves to how many rows that were. Throws StoreError. */
export async function backupOf(database: Kysely<Database>, file: string): Promise<number> {
  const draft = `${file}.part`;
  try {
    const counted = { rows: 0 };
    await pipeline(lines(database, counted), createGzip(), createWriteStream(draft, { mode: 0o600 }));
    await rename(draft, file);
    return counted.rows;
  } catch (cause) {
    await rm(draft, { force: true });
    throw cause instanceof StoreError ? cause : new StoreError(`the backup could not be written to \`${file}\`: ${(cause as Error).message}`, { cause });
  }
}

async function* lines(database: Kysely<Database>, counted: { rows: number }): AsyncGenerator<string> {
  const transaction = await database.startTransaction().setIsolationLevel('repeatable read').execute();
  try {
    yield line({ $backup: 'mfa-compliance-bot', version: 1, schema: await migrationsOf(transaction), madeAt: new Date().toISOString() } satisfies Header);
    for (const table of await existingTables(transaction)) {
      yield line({ $table: table } satisfies TableLine);
      for await (const row of rowsOf(transaction, table)) {
        counted.rows += 1;
        yield `${row}\n`;
      }
    }
    yield line({ $rows: counted.rows } satisfies EndLine);
  } finally {
    await transaction.rollback().execute();
  }
}

async function* rowsOf(transaction: Kysely<Database>, table: string): AsyncGenerator<string> {
  await sql`declare backup_rows no scroll cursor for select row_to_json(${sql.table(table)}.*)::text as row from ${sql.table(table)}`.execute(transaction);
  for (;;) {
    const { rows } = await sql<{ row: string }>`fetch forward ${sql.lit(ROWS_AT_ONCE)} from backup_rows`.execute(transaction);
    yield* rows.map(({ row }) => row);
    if (rows.length === 0) break;
  }
  await sql`close backup_rows`.execute(transaction);
}

async function migrationsOf(database: Kysely<Database>): Promise<string[]> {
  const { rows: [known] } = await sql<{ exists: boolean }>`select to_regclass('kysely_migration') is not null as exists`.execute(database);
  if (!known?.exists) throw new StoreError('there is nothing to back up: the database has no tables of this bot');
  const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(database);
  return rows.map(({ name }) => name);
}

const line = (content: object): string => `${JSON.stringify(content)}\n`;
