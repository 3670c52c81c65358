import { hostname } from 'node:os';
import { CompiledQuery, sql, type Kysely } from 'kysely';
import type { Database } from './schema.js';
import { StoreError } from './types.js';

/** Names the advisory lock among those of the database; any number that nobody else takes. */
const LOCK = 7_304_112_018;
/** What PostgreSQL's list of sessions calls this process; it keeps 63 bytes. */
export const SESSION_NAME = `mfa-bot ${hostname().slice(0, 40)} pid ${process.pid}`;

/** Each of a process's connections holds it: whoever has a connection is at work. Waits while a backup is being restored. */
export const BE_PRESENT = CompiledQuery.raw(`select pg_advisory_lock_shared(${LOCK})`);

/** On one connection, for as long as it lasts. Throws StoreError where another process is at work. */
export async function beAlone(database: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ isAlone: boolean }>`select pg_try_advisory_lock(${sql.lit(LOCK)}) as "isAlone"`.execute(database);
  if (rows[0]?.isAlone) return;
  throw new StoreError(`the database is in use by another process (${(await present(database)).join(', ') || 'one that is just leaving'}): stop every bot on it first; nothing was changed`);
}

/** A bigint's lock is listed in two halves. */
async function present(database: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select distinct application_name as name from pg_locks join pg_stat_activity using (pid)
    where locktype = 'advisory' and granted and objsubid = 1 and pg_locks.database = (select oid from pg_database where datname = current_database())
      and (classid::bigint << 32) + objid::bigint = ${sql.lit(LOCK)} and pid <> pg_backend_pid() order by name
  `.execute(database);
  return rows.map(({ name }) => name);
}
