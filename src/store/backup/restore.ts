import { createReadStream } from 'node:fs';
import { createGunzip } from 'node:zlib';
import { sql, type Kysely } from 'kysely';
import { z } from 'zod';
import { connect, type DatabaseOptions } from '../database.js';
import { createMigrator, MIGRATIONS } from '../migrate.js';
import type { Database } from '../schema.js';
import { StoreError } from '../types.js';
import { existingTables, TABLES } from './format.js';

/** Characters of JSON that go to the database at once. */
const BATCH = 1_000_000;

const headerSchema = z.object({ $backup: z.literal('mfa-compliance-bot'), version: z.literal(1), schema: z.array(z.string()).min(1) });
const newerSchema = z.object({ $backup: z.literal('mfa-compliance-bot'), version: z.number().gt(1) });
const tableSchema = z.object({ $table: z.enum(TABLES) });
const endSchema = z.object({ $rows: z.int() });

/** As `restoreInto`, into the configured database; refused while another process is at work on it, and others wait until it is done. */
export async function restore(options: DatabaseOptions, file: string, how: { force: boolean }): Promise<number> {
  const { database, close } = await connect(options, { isAlone: true });
  return restoreInto(database, file, how).finally(close);
}

/**
 * Puts a backup of this or any older version in the place of what the database keeps, whole or not at all; resolves to how many rows
 * that were. Throws StoreError; without `force` also where the database isn't empty.
 */
export function restoreInto(database: Kysely<Database>, file: string, { force }: { force: boolean }): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    if (!force) await refuseUnlessEmpty(transaction);
    return load(transaction, linesOf(file), file);
  });
}

async function refuseUnlessEmpty(database: Kysely<Database>): Promise<void> {
  for (const table of await existingTables(database)) {
    const { rows } = await sql`select 1 from ${sql.table(table)} limit 1`.execute(database);
    if (rows.length > 0) throw new StoreError(`the database is not empty (\`${table}\`): restore into an empty one, or repeat with --force to replace all that is in it`);
  }
}

async function load(database: Kysely<Database>, lines: AsyncGenerator<string>, file: string): Promise<number> {
  const first = parsed((await lines.next()).value as string | undefined);
  const header = headerSchema.safeParse(first);
  if (!header.success && newerSchema.safeParse(first).success) throw new StoreError(`\`${file}\` was written by a newer version of this bot: upgrade first, then restore it`);
  if (!header.success) throw new StoreError(`\`${file}\` is no backup of this bot`);
  const newer = header.data.schema.find((name) => !(name in MIGRATIONS));
  if (newer) throw new StoreError(`\`${file}\` was written by a newer version of this bot (\`${newer}\`): upgrade first, then restore it`);
  await recreate(database, header.data.schema.toSorted().at(-1)!);
  const rows = await loadTables(database, lines);
  if (rows === undefined) throw new StoreError(`\`${file}\` is cut short: take another backup; nothing was changed`);
  const { error } = await createMigrator(database).migrateToLatest();
  if (error !== undefined) throw new StoreError('the backup could not be brought forward to this version; nothing was changed', { cause: error });
  return rows;
}

/** The tables as they were when the backup was made, empty. */
async function recreate(database: Kysely<Database>, migration: string): Promise<void> {
  for (const table of [...TABLES.toReversed(), 'kysely_migration', 'kysely_migration_lock']) await sql`drop table if exists ${sql.table(table)} cascade`.execute(database);
  await sql`drop function if exists refuse_audit_change cascade`.execute(database);
  const { error } = await createMigrator(database).migrateTo(migration);
  if (error !== undefined) throw new StoreError('the tables of the backup could not be made; nothing was changed', { cause: error });
}

/** Undefined where the last line is missing, or counts other rows. */
async function loadTables(database: Kysely<Database>, lines: AsyncGenerator<string>): Promise<number | undefined> {
  let table: string | undefined;
  let batch: string[] = [];
  let size = 0;
  let rows = 0;
  const flush = async (): Promise<void> => {
    if (table && batch.length > 0) await insert(database, table, batch);
    batch = [];
    size = 0;
  };
  for await (const line of lines) {
    if (!line.startsWith('{"$')) {
      rows += 1;
      size += line.length;
      batch.push(line);
      if (size > BATCH) await flush();
      continue;
    }
    await flush();
    const end = endSchema.safeParse(parsed(line));
    if (end.success) return end.data.$rows === rows ? rows : undefined;
    table = tableSchema.parse(parsed(line)).$table;
  }
  return undefined;
}

async function insert(database: Kysely<Database>, table: string, rows: string[]): Promise<void> {
  await sql`insert into ${sql.table(table)} select * from jsonb_populate_recordset(null::${sql.table(table)}, ${`[${rows.join(',')}]`}::jsonb)`.execute(database);
}

async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  try {
    for await (const text of unzipped(file)) {
      const lines = (rest + text).split('\n');
      rest = lines.pop()!;
      yield* lines;
    }
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') throw new StoreError(`there is no file \`${file}\`; nothing was changed`, { cause });
    throw new StoreError(`\`${file}\` can't be read to its end as a backup; nothing was changed`, { cause });
  }
  if (rest !== '') yield rest;
}

function unzipped(file: string): AsyncIterable<string> {
  const source = createReadStream(file);
  const text = createGunzip().setEncoding('utf8');
  // Passed on by hand: a pipe keeps its source's errors to itself.
  source.on('error', (cause) => text.destroy(cause));
  text.on('close', () => source.destroy());
  return source.pipe(text);
}

function parsed(line: string | undefined): unknown {
  try {
    return JSON.parse(line ?? '');
  } catch {
    return undefined;
  }
}
