import { sql, type Kysely, type RawBuilder } from 'kysely';
import type { Database } from '../schema.js';

const DAY = 86_400_000;

/**
 * Deletes what has been kept long enough. Scans thin themselves out as they are saved; the audit log, plans and tickets stay.
 * Days, by what they are counted from.
 */
const KEPT: { table: keyof Database; from: RawBuilder<unknown>; days: number }[] = [
  { table: 'conversation_context', from: sql`updated_at`, days: 30 },
  { table: 'faq_feedback', from: sql`voted_at`, days: 400 },
  { table: 'delivery', from: sql`finished_at`, days: 35 },
  { table: 'alert', from: sql`raised_at`, days: 365 },
  { table: 'accepted_exception', from: sql`coalesce(withdrawn_at, expires_at)`, days: 400 },
  { table: 'subscription', from: sql`case when state <> 'active' then greatest(last_due, created_at) end`, days: 400 },
  { table: 'pace', from: sql`reserved_until`, days: 1 },
  { table: 'lease', from: sql`held_until`, days: 1 },
];

export async function retire(database: Kysely<Database>, tenantId: string, now: number): Promise<number> {
  let retired = 0;
  for (const { table, from, days } of KEPT) {
    const { numAffectedRows } = await sql`delete from ${sql.table(table)} where tenant_id = ${tenantId} and ${from} < ${new Date(now - days * DAY)}`.execute(database);
    retired += Number(numAffectedRows ?? 0);
  }
  return retired;
}
