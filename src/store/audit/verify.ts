import type { Kysely } from 'kysely';
import type { Database } from '../schema.js';
import type { AuditVerification } from '../types.js';
import { decodeRecord, NOTHING, sha256, type ChainedRecord } from './record.js';
import { readPage, type StoredEntry } from './rows.js';

const PAGE = 1000;

interface Position {
  sequence: number;
  hash: string;
}

/** One look at one state of the database: entries that are appended meanwhile are not half seen. */
export function verifyChain(database: Kysely<Database>, tenantId: string): Promise<AuditVerification> {
  return database.transaction().setIsolationLevel('repeatable read').execute((transaction) => walk(transaction, tenantId));
}

async function walk(database: Kysely<Database>, tenantId: string): Promise<AuditVerification> {
  const unexplained = new Set<number>();
  let last: Position = { sequence: 0, hash: NOTHING };
  for (;;) {
    const page = await readPage(database, tenantId, { afterSequence: last.sequence, limit: PAGE });
    for (const entry of page) {
      const record = decodeRecord(entry.record);
      const problem = entry.sequence === last.sequence + 1 ? problemOf(entry, record, tenantId, last.hash) : 'is missing';
      if (!record || problem) return { intact: false, sequence: last.sequence + 1, problem: problem ?? CHANGED };
      if (entry.detail === null) unexplained.add(entry.sequence);
      for (const sequence of record.forgets ?? []) unexplained.delete(sequence);
      last = entry;
    }
    if (page.length < PAGE) return conclusion(await headOf(database, tenantId), last, unexplained);
  }
}

const CHANGED = 'was changed after it was written';

function problemOf(entry: StoredEntry, record: ChainedRecord | undefined, tenantId: string, previousHash: string): string | undefined {
  if (!record || sha256(entry.record) !== entry.hash) return CHANGED;
  if (record.previousHash !== previousHash) return 'does not continue the entry before it: one of the two was changed, or entries were taken out, put in or moved';
  const isInPlace = record.tenantId === tenantId && record.sequence === entry.sequence && record.at === entry.at.toISOString();
  if (!isInPlace) return 'does not stand where or when it was written';
  return entry.detail !== null && sha256(entry.detail) !== record.detailHash ? 'has other names or details than it was written with' : undefined;
}

/** The whole chain was walked: does it end where the last append left it, and is everything that is gone told in it? */
function conclusion(head: Position, last: Position, unexplained: ReadonlySet<number>): AuditVerification {
  if (last.sequence < head.sequence) return { intact: false, sequence: last.sequence + 1, problem: `is missing, and all after it up to ${head.sequence}` };
  if (last.sequence > head.sequence) return { intact: false, sequence: head.sequence + 1, problem: 'was added past the end of the log' };
  if (last.hash !== head.hash) return { intact: false, sequence: last.sequence, problem: CHANGED };
  const [sequence] = unexplained;
  if (sequence !== undefined) return { intact: false, sequence, problem: 'has lost its names and details, and no entry says that somebody was forgotten' };
  return { intact: true, rows: last.sequence, head: last.hash };
}

async function headOf(database: Kysely<Database>, tenantId: string): Promise<Position> {
  const head = await database.selectFrom('audit_head').select(['sequence', 'hash']).where('tenant_id', '=', tenantId).executeTakeFirst();
  return head ?? { sequence: 0, hash: NOTHING };
}
