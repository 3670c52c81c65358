import { CompiledQuery, type Kysely } from 'kysely';
import type { Database } from './schema.js';
import type { Store } from './types.js';

/** On one connection from start to end: several statements may be a transaction, and one that fails in the middle leaves it open. */
export function executeSql(database: Kysely<Database>): Store['execute'] {
  return (text, values) => database.connection().execute(async (connection) => {
    try {
      const { rows } = await connection.executeQuery(CompiledQuery.raw(text, values));
      return { rows };
    } catch (cause) {
      await connection.executeQuery(CompiledQuery.raw('rollback')).catch(() => undefined);
      throw cause;
    }
  });
}
