import { sql } from 'kysely';
import { auditStore } from './audit/audit.js';
import { contextStore } from './contexts.js';
import { connect, type DatabaseOptions, type OpenDatabase } from './database.js';
import { digestStores } from './digest/index.js';
import { executeSql } from './executeSql.js';
import { feedbackStore } from './feedback.js';
import { forget } from './forget/forget.js';
import { migrate } from './migrate.js';
import { planStore } from './plans.js';
import { scanStore } from './scans.js';
import { ticketStore } from './tickets.js';
import type { Store } from './types.js';

export { backup, backupOf } from './backup/backup.js';
export { restore, restoreInto } from './backup/restore.js';
export * from './types.js';

export interface StoreOptions extends DatabaseOptions {
  /** Milliseconds since the epoch. */
  now: () => number;
}

/**
 * Opens the database and brings its schema forward; throws StoreError.
 * The embedded one takes about five seconds at its very first start: don't make a person wait for it.
 */
export async function openStore(options: StoreOptions): Promise<Store> {
  const { database, close } = await connect(options);
  try {
    await migrate(database);
  } catch (cause) {
    await close();
    throw cause;
  }
  return storeOn({ database, close }, options);
}

/** The store on a database that is open and has its schema. */
export function storeOn({ database, close }: OpenDatabase, options: Omit<StoreOptions, 'log'>): Store {
  return {
    scans: (tenantId) => scanStore(database, tenantId),
    contexts: (tenantId) => contextStore(database, tenantId, options.now),
    feedback: (tenantId) => feedbackStore(database, tenantId, options.now),
    plans: (tenantId) => planStore(database, tenantId, options.now),
    audit: (tenantId) => auditStore(database, tenantId, options.now),
    tickets: (tenantId) => ticketStore(database, tenantId, options.now),
    ...digestStores(database, options.now),
    forget: (tenantId, accountId, by) => forget(database, tenantId, accountId, by, options.now),
    execute: executeSql(database),
    describe: async () => {
      const { rows } = await sql<{ server_version: string }>`show server_version`.execute(database);
      return options.databaseUrl ? `PostgreSQL ${rows[0]!.server_version}` : `embedded database in \`${options.dataDir}\``;
    },
    close,
  };
}
