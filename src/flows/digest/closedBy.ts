import type { Verdict } from '../../engine/index.js';
import type { AuditRow, AuditStore } from '../../store/types.js';

const MOST_ROWS = 5_000;

/** Whose plan closed an account's gap since a moment (ISO 8601), by account id: "by plan 41 of `Dana Whitfield`". From our own audit log. */
export async function closedByPlans(audit: AuditStore, since: string): Promise<Map<string, string>> {
  const rows = await audit.read({ since, limit: MOST_ROWS });
  const confirmed = new Map(rows.filter(({ event }) => event === 'plan.confirmed').map((row) => [row.subject['plan'], row.actor.name]));
  return new Map(rows.filter(({ event }) => event === 'plan.finished').flatMap((row) => closedIn(row, confirmed.get(row.subject['plan']))));
}

function closedIn({ details }: AuditRow, person: string | undefined): [string, string][] {
  const { number, verdicts = {} } = details as { number?: number; verdicts?: Record<string, Verdict> };
  const closed = Object.entries(verdicts).filter(([, verdict]) => verdict === 'compliant' || verdict === 'blocked');
  return closed.map(([accountId]) => [accountId, `by plan ${number ?? '?'}${person ? ` of \`${person}\`` : ''}`]);
}
