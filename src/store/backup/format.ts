import { sql, type Kysely } from 'kysely';
import type { Database } from '../schema.js';

/**
 * A backup is lines of JSON, gzipped: a header; for each table a line that names it and its rows as PostgreSQL's `row_to_json` writes
 * them; a last line that counts the rows, so that a file that was cut short shows. Rows never begin with `{"$`.
 */
export interface Header {
  $backup: 'mfa-compliance-bot';
  version: 1;
  /** Names of the migrations that made the tables. */
  schema: string[];
  /** ISO 8601. */
  madeAt: string;
}

export interface TableLine {
  $table: string;
}

export interface EndLine {
  $rows: number;
}

/** Every table, those that others refer to first. Jobs of the queue aren't kept: they follow from what is. */
export const TABLES = [
  'scan_base', 'scan', 'conversation_context', 'faq_feedback',
  'counter', 'plan', 'plan_step', 'audit_head', 'audit', 'audit_detail', 'ticket', 'ticket_finding', 'ticket_comment',
  'conversation', 'subscription', 'delivery', 'accepted_exception', 'alert', 'lease', 'pace',
] as const satisfies (keyof Database)[];

export async function existingTables(database: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = current_schema() and table_type = 'BASE TABLE'`.execute(database);
  const existing = new Set(rows.map(({ name }) => name));
  return TABLES.filter((table) => existing.has(table));
}
