import { sql, type Kysely } from 'kysely';
import { TABLES } from '../backup/format.js';
import type { Database } from '../schema.js';
import type { Person } from '../types.js';
import { mentions, namedIn, ordinaryNames } from './person.js';

const REASONS: Record<string, string> = {
  audit: 'who did what to which account is what the log proves, and its hash chain covers the object id; names and details beside it are gone',
  plan: 'a plan that has not ended is carried out as it was confirmed: repeat this when it has',
  plan_step: 'a plan that has not ended is carried out as it was confirmed: repeat this when it has',
};

/** Rewritten whole; nobody else writes them. */
const PACKED: readonly string[] = ['scan', 'scan_base'];

/** Looks again, when all is done: what still names the person, and why; one sentence each. */
export async function kept(database: Kysely<Database>, tenantId: string, person: Person): Promise<string[]> {
  const sentences: string[] = [];
  for (const table of TABLES.filter((each) => !PACKED.includes(each))) {
    const count = await naming(database, table, tenantId, person);
    if (count > 0) sentences.push(`${count} ${count === 1 ? 'row' : 'rows'} of \`${table}\`: ${REASONS[table] ?? 'written meanwhile by a running bot: stop it and repeat this'}`);
  }
  return [...sentences, ...ordinaryNames(person).map((name) => `the word \`${name}\` in texts: it is also an ordinary word`)];
}

async function naming(database: Kysely<Database>, table: (typeof TABLES)[number], tenantId: string, person: Person): Promise<number> {
  const { rows } = await sql<{ row: object }>`
    select to_jsonb(${sql.table(table)}) as row from ${sql.table(table)} where tenant_id = ${tenantId} and ${mentions(sql`to_jsonb(${sql.table(table)})::text`, person)}
  `.execute(database);
  const isNamed = namedIn(person);
  return rows.filter(({ row }) => isNamed(row)).length;
}
