import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Kysely, PostgresDialect, sql, type DatabaseConnection } from 'kysely';
import { embeddedDialect } from './embedded/dialect.js';
import { EmbeddedClient } from './embedded/client.js';
import { lockFolder, lockOf } from './embedded/lock.js';
import { BE_PRESENT, beAlone, SESSION_NAME } from './presence.js';
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

/** `isAlone`: nobody else may be at work on it, nor begin meanwhile; one connection. The embedded database always has one process. */
export function connect(options: DatabaseOptions, { isAlone = false } = {}): Promise<OpenDatabase> {
  return options.databaseUrl ? openPostgres(options.databaseUrl, options.log, isAlone) : openEmbedded(options.dataDir);
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

async function openPostgres(connectionString: string, log: DatabaseOptions['log'], isAlone: boolean): Promise<OpenDatabase> {
  const { default: pg } = await import('pg');
  // A connection that is alone keeps a lock: it must not be given back for having nothing to do.
  const pool = new pg.Pool({ connectionString, connectionTimeoutMillis: 10_000, application_name: SESSION_NAME, ...(isAlone ? { max: 1, idleTimeoutMillis: 0 } : { max: 10 }) });
  // An idle connection that the server drops is replaced at the next query; unheard, its error would end the process.
  pool.on('error', (cause) => log('a database connection was lost', cause));
  const bePresent = async (connection: DatabaseConnection): Promise<void> => void (await connection.executeQuery(BE_PRESENT));
  const database = new Kysely<Database>({ dialect: new PostgresDialect({ pool, ...(!isAlone && { onCreateConnection: bePresent }) }) });
  try {
    await (isAlone ? beAlone(database) : sql`select 1`.execute(database));
  } catch (cause) {
    await database.destroy();
    if (cause instanceof StoreError) throw cause;
    throw new StoreError(`PostgreSQL does not answer at \`${withoutSecret(connectionString)}\`: check DATABASE_URL and that the server runs`, { cause });
  }
  return { database, close: () => database.destroy() };
}

/** The address without the user, the password and the options. */
function withoutSecret(connectionString: string): string {
  const { host, pathname } = new URL(connectionString);
  return `${host}${pathname}`;
}
