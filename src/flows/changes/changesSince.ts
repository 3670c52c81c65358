import type { AccountReport, Report, Snapshot, Verdict } from '../../engine/index.js';
import { countOf } from '../headlines.js';
import { reasonOf } from '../accounts.js';
import type { ChangesResult, Scan, TenantChange, VerdictChange } from '../types.js';
import { attribute } from './attribution.js';
import { startOf } from './moment.js';

/** Earlier scans; see `createScanHistory`. */
export interface PastScans {
  /** The last scan at or before the moment (ISO 8601); where none is that old, the first one there is. */
  before(moment: string): Promise<Scan | undefined>;
  /** The last scan before the one of this moment. */
  previousTo(scannedAt: string): Promise<Scan | undefined>;
}

export interface ChangesParts {
  history: PastScans;
  judge: (snapshot: Snapshot) => Report;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** IANA name, for weekdays and dates; UTC where it is missing. */
  timezone?: string;
}

const LAST_SCAN = /^(the )?(last|previous) (scan|time)$/i;

/**
 * Who got worse or better since, and which difference explains it.
 * `period`: ISO 8601 duration (`P7D`) or date, a weekday, or `last scan` (the default).
 */
export async function changesSince(scan: Scan, period: string | undefined, parts: ChangesParts): Promise<ChangesResult> {
  const isLastScan = period === undefined || LAST_SCAN.test(period);
  const moment = isLastScan ? undefined : startOf(period, parts.now(), parts.timezone);
  if (!isLastScan && moment === undefined) return { kind: 'noHistory', question: `I can't read \`${period}\` as a time. Try "since monday", "last 7 days" or "since the last scan".` };
  const earlier = moment === undefined ? await parts.history.previousTo(scan.report.scannedAt) : await parts.history.before(moment);
  if (!earlier || earlier.report.scannedAt >= scan.report.scannedAt) {
    return { kind: 'noHistory', question: 'There is only one scan so far, so there is nothing to compare it with. Say "scan now" for another.' };
  }
  return { ...compare(earlier, scan, parts.judge), ...(moment !== undefined && earlier.report.scannedAt > moment && { isSinceFirst: true }) };
}

function compare(earlier: Scan, later: Scan, judge: ChangesParts['judge']): ChangesResult {
  const before = new Map(earlier.report.accounts.map((account) => [account.id, account]));
  const after = new Map(later.report.accounts.map((account) => [account.id, account]));
  const stayed = later.report.accounts.filter((account) => before.has(account.id) && before.get(account.id)!.verdict !== account.verdict);
  const events = attribute(earlier.snapshot, later.snapshot, new Map(stayed.map(({ id }) => [id, before.get(id)!.verdict])), judge);
  const changes = [
    ...stayed.map((account) => changeOf(account, before.get(account.id)!.verdict, account.verdict, causesOf(account.id, events))),
    ...later.report.accounts.filter(({ id }) => !before.has(id)).map((account) => changeOf(account, 'absent', account.verdict, ['the account was created'])),
    ...earlier.report.accounts.filter(({ id }) => !after.has(id)).map((account) => changeOf(account, account.verdict, 'absent', ['the account was deleted'])),
  ];
  const sorted = { worse: changes.filter(isWorse), better: changes.filter(isBetter), other: changes.filter((change) => !isWorse(change) && !isBetter(change)) };
  return { kind: 'changes', from: earlier.report.scannedAt, to: later.report.scannedAt, ...sorted, events, headline: headlineOf(sorted) };
}

function changeOf(account: AccountReport, before: Verdict | 'absent', after: Verdict | 'absent', causes: string[]): VerdictChange {
  const { id, displayName, userPrincipalName } = account;
  return { id, displayName, userPrincipalName, before, after, causes, reason: after === 'absent' ? 'The account is gone.' : reasonOf(account) };
}

function causesOf(id: string, events: TenantChange[]): string[] {
  return events.filter(({ accountIds }) => accountIds.includes(id)).map(({ text }) => text);
}

const isOpen = (verdict: Verdict | 'absent'): boolean => verdict === 'nonCompliant' || verdict === 'unknown';
const isWorse = ({ before, after }: VerdictChange): boolean => isOpen(after) && before !== 'nonCompliant';
const isBetter = ({ before, after }: VerdictChange): boolean => isOpen(before) && !isOpen(after);

function headlineOf({ worse, better }: { worse: VerdictChange[]; better: VerdictChange[] }): string {
  if (worse.length + better.length === 0) return 'No account got worse or better';
  const parts = [worse.length > 0 ? `${countOf(worse.length)} got worse` : '', better.length > 0 ? `${countOf(better.length)} got better` : ''];
  return parts.filter(Boolean).join(', ');
}
