import type { FindingId, Report, Severity } from '../engine/index.js';
import { headlineWithAccepted } from './exceptions/words.js';
import { countsHeadline } from './headlines.js';
import { countKinds } from './kinds.js';
import { listAccounts } from './list.js';
import type { Scan, TenantStatus } from './types.js';

/** How far the tenant is, in short. `accepted`: how many of the open accounts somebody answers for; they stay open. */
export function tenantStatus(scan: Scan, accepted = 0): TenantStatus {
  const { tenant, scannedAt, summary, bars, complete, unavailable, notes } = scan.report;
  const headline = headlineWithAccepted(listAccounts(scan).headline, accepted);
  return {
    tenant, scannedAt, summary, bars, complete, unavailable, notes,
    headline: bars.admins.nonCompliant > 0 ? `${headline}. ${countsHeadline(bars.admins, 'admins')}` : headline,
    kinds: countKinds(scan),
    worst: listAccounts(scan, { pageSize: 3 }).rows,
    causes: causesOf(scan.report),
  };
}

function causesOf(report: Report): TenantStatus['causes'] {
  const causes = new Map<FindingId, { severity: Severity; accounts: number }>();
  for (const account of report.accounts) {
    if (account.verdict !== 'nonCompliant' && account.verdict !== 'unknown') continue;
    for (const { id, severity } of account.findings) {
      causes.set(id, { severity, accounts: (causes.get(id)?.accounts ?? 0) + 1 });
    }
  }
  return [...causes].map(([finding, cause]) => ({ finding, ...cause })).toSorted((one, other) => other.accounts - one.accounts);
}

/** "just now", "3 minutes ago", "2 hours ago", "on 2026-11-21". `now` in milliseconds since the epoch. */
export function ago(iso: string, now: number): string {
  const minutes = Math.floor((now - Date.parse(iso)) / 60_000);
  if (minutes < 1) return 'just now';
  if (minutes < 60) return `${minutes} minute${minutes === 1 ? '' : 's'} ago`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} hour${hours === 1 ? '' : 's'} ago`;
  return `on ${iso.slice(0, 10)}`;
}
