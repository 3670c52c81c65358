import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Kysely, PostgresDialect } from 'kysely';
import { embeddedDialect } from './embedded/dialect.js';
import { EmbeddedClient } from './embedded/client.js';
import { lockFolder, lockOf } from './embedded/lock.js';
import type { Database } from './schema.js';
import { StoreError } from './types.js';

export interface DatabaseOptions {
  /** Undefined: the embedded database in `dataDir`. */
  databaseUrl?: string | undefined;
  dataDir: string;
  log: (message: string, cause?: unknown) => void;
}

export interface OpenDatabase {
  database: Kysely<Database>;
  close: () => Promise<void>;
}

export function connect(options: DatabaseOptions): Promise<OpenDatabase> {
  return options.databaseUrl ? openPostgres(options.databaseUrl, options.log) : openEmbedded(options.dataDir);
}

async function openEmbedded(dataDir: string): Promise<OpenDatabase> {
  const folder = resolve(dataDir);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const unlock = await lockFolder(lockOf(dataDir), dataDir);
  try {
    const database = new Kysely<Database>({ dialect: embeddedDialect(await EmbeddedClient.open(join(folder, 'database'))) });
    return { database, close: () => database.destroy().finally(unlock) };
  } catch (cause) {
    await unlock();
    throw new StoreError(`the embedded database in \`${dataDir}\` does not start: move the folder away to begin anew, or restore a backup`, { cause });
  }
}

async function openPostgres(connectionString: string, log: DatabaseOptions['log']): Promise<OpenDatabase> {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString, max: 10, connectionTimeoutMillis: 10_000 });
  // An idle connection that the server drops is replaced at the next query; unheard, its error would end the process.
  pool.on('error', (cause) => log('a database connection was lost', cause));
  const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
  try {
    await pool.query('select 1');
  } catch (cause) {
    await database.destroy();
    throw new StoreError(`PostgreSQL does not answer at \`${withoutSecret(connectionString)}\`: check DATABASE_URL and that the server runs`, { cause });
  }
  return { database, close: () => database.destroy() };
}

/** The address without the user, the password and the options. */
function withoutSecret(connectionString: string): string {
  const { host, pathname } = new URL(connectionString);
  return `${host}${pathname}`;
}
