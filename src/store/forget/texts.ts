import { sql, type Kysely, type RawBuilder } from 'kysely';
import { TABLES } from '../backup/format.js';
import type { Database } from '../schema.js';
import type { Person } from '../types.js';
import { asJson } from '../values.js';
import { eraser, FORGOTTEN, mentions, namedIn } from './person.js';

type Table = (typeof TABLES)[number];
type Row = Record<string, unknown>;

/** Scans are packed, and the log is chained: they are forgotten in their own ways. */
const APART: readonly Table[] = ['scan', 'scan_base', 'audit', 'audit_detail', 'audit_head'];

/** Plans in which nothing happens any more. */
export const endedPlans = (at: Date): RawBuilder<unknown> => sql`select id from plan where status not in ('proposed', 'awaitingApproval', 'running') or (status <> 'running' and expires_at < ${at})`;

/** Whoever carries out a plan needs it as it was confirmed. */
const mayChange = (at: Date): Partial<Record<Table, RawBuilder<unknown>>> => ({ plan: sql`and id in (${endedPlans(at)})`, plan_step: sql`and plan_id in (${endedPlans(at)})` });

/** Takes a person out of every column of every row that stays; by table, how many rows that were. A new table is searched like the others. */
export async function eraseInTexts(transaction: Kysely<Database>, tenantId: string, person: Person, at: Date): Promise<Record<string, number>> {
  const changed: Record<string, number> = {};
  const erase = eraser(person);
  const isNamed = namedIn(person);
  for (const table of TABLES.filter((each) => !APART.includes(each))) {
    const rows = (await naming(transaction, table, tenantId, person, mayChange(at)[table])).filter(({ row }) => isNamed(row));
    for (const { place, row } of rows) await write(transaction, table, place, { ...(erase(row) as Row), ...ownNames(row, person) });
    changed[table] = rows.length;
  }
  return changed;
}

async function naming(transaction: Kysely<Database>, table: Table, tenantId: string, person: Person, only = sql<unknown>``): Promise<{ place: string; row: Row }[]> {
  const { rows } = await sql<{ place: string; row: Row }>`
    select ctid::text as place, to_jsonb(${sql.table(table)}) - 'tenant_id' as row from ${sql.table(table)}
    where tenant_id = ${tenantId} and ${mentions(sql`to_jsonb(${sql.table(table)})::text`, person)} ${only} for update
  `.execute(transaction);
  return rows;
}

/** Columns come in pairs: `owner_id`, `owner_name`. */
function ownNames(row: Row, { ids }: Person): Row {
  const own = Object.keys(row).filter((column) => column.endsWith('_name') && ids.includes(String(row[column.replace(/_name$/, '_id')])));
  return Object.fromEntries(own.map((column) => [column, FORGOTTEN]));
}

async function write(transaction: Kysely<Database>, table: Table, place: string, row: Row): Promise<void> {
  const columns = sql.join(Object.keys(row).map((column) => sql`${sql.ref(column)} = said.${sql.ref(column)}`));
  await sql`update ${sql.table(table)} set ${columns} from jsonb_populate_record(null::${sql.table(table)}, ${asJson(row)}::jsonb) as said where ${sql.table(table)}.ctid = ${place}::tid`.execute(transaction);
}
