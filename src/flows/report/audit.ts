import type { AuditRow, AuditStore } from '../../store/types.js';
import { ownChanges } from '../ownChanges.js';
import type { AuditView } from './types.js';

const MOST_READ = 5_000;
const MOST_SHOWN = 500;
const MOST_DETAILS = 600;

/** What was done through this bot in a period such as `P7D`, and the rows that tell it. Undefined: the words are no period. */
export async function auditView(audit: Promise<AuditStore>, period: string, now: () => number): Promise<AuditView | undefined> {
  const own = await ownChanges(audit, period, { now });
  if (!own) return undefined;
  const rows = await (await audit).read({ since: own.from, limit: MOST_READ });
  const shown = rows.toReversed().slice(0, MOST_SHOWN);
  return { ...own, rows: shown.map(rowOf), hasMore: rows.length > shown.length };
}

function rowOf({ sequence, at, actor, event, subject, details, hash, isForgotten }: AuditRow): AuditView['rows'][number] {
  return { sequence, at, actor: actor.name, event, subject, details: JSON.stringify(details).slice(0, MOST_DETAILS), hash, isForgotten };
}
