import type { Kysely } from 'kysely';
import type { Database } from '../schema.js';
import type { AuditRow } from '../types.js';
import { decodeDetail, decodeRecord, type ChainedRecord } from './record.js';

/** An entry as it lies in the database; `detail` is null where it was forgotten. */
export interface StoredEntry {
  sequence: number;
  at: Date;
  record: string;
  hash: string;
  detail: string | null;
}

export interface PageQuery {
  since?: string;
  afterSequence?: number;
  limit: number;
}

/** Oldest first. */
export function readPage(database: Kysely<Database>, tenantId: string, { since, afterSequence = 0, limit }: PageQuery): Promise<StoredEntry[]> {
  let query = database.selectFrom('audit')
    .leftJoin('audit_detail', (join) => join.onRef('audit_detail.tenant_id', '=', 'audit.tenant_id').onRef('audit_detail.sequence', '=', 'audit.sequence'))
    .select(['audit.sequence', 'audit.at', 'audit.record', 'audit.hash', 'audit_detail.detail'])
    .where('audit.tenant_id', '=', tenantId).where('audit.sequence', '>', afterSequence);
  if (since !== undefined) query = query.where('audit.at', '>=', new Date(since));
  return query.orderBy('audit.sequence').limit(limit).execute();
}

const UNREADABLE: Omit<ChainedRecord, 'at' | 'sequence' | 'tenantId' | 'detailHash'> = { actorId: '', event: 'unreadable', subject: {}, previousHash: '' };

/** Also of an entry that somebody has tampered with: what it says is shown, `verify` tells what is wrong with it. */
export function toAuditRow({ sequence, at, record, hash, detail }: StoredEntry): AuditRow {
  const { actorId, event, subject, previousHash } = decodeRecord(record) ?? UNREADABLE;
  const { actorName = '', details = {} } = (detail === null ? undefined : decodeDetail(detail)) ?? {};
  return { sequence, at: at.toISOString(), actor: { id: actorId, name: actorName }, event, subject, details, hash, previousHash, isForgotten: detail === null };
}
