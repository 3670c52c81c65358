import type { AccountReport, Verdict } from '../../engine/index.js';
import { countOf } from '../headlines.js';
import { reasonOf } from '../accounts.js';
import type { ChangesResult, Scan, TenantChange, VerdictChange } from '../types.js';
import { attribute } from './attribution.js';
import type { BoundedJudge } from './boundedJudge.js';

export type Changes = ChangesResult & { kind: 'changes' };

/** Whose verdict differs between two scans of a tenant, and which difference explains it. */
export async function compare(earlier: Scan, later: Scan, judge: BoundedJudge): Promise<Changes> {
  const before = new Map(earlier.report.accounts.map((account) => [account.id, account]));
  const after = new Map(later.report.accounts.map((account) => [account.id, account]));
  const stayed = later.report.accounts.filter((account) => before.has(account.id) && before.get(account.id)!.verdict !== account.verdict);
  const events = await attribute(earlier.snapshot, later.snapshot, new Map(stayed.map(({ id }) => [id, before.get(id)!.verdict])), judge);
  const causes = causesIn(events);
  const changes = [
    ...stayed.map((account) => unreadIn(events, changeOf(account, before.get(account.id)!.verdict, account.verdict, causes.get(account.id) ?? []))),
    ...later.report.accounts.filter(({ id }) => !before.has(id)).map((account) => changeOf(account, 'absent', account.verdict, ['the account was created'])),
    ...earlier.report.accounts.filter(({ id }) => !after.has(id)).map((account) => changeOf(account, account.verdict, 'absent', ['the account was deleted'])),
  ];
  return { kind: 'changes', from: earlier.report.scannedAt, to: later.report.scannedAt, ...sorted(changes), events };
}

export function sorted(changes: VerdictChange[]): Pick<Changes, 'worse' | 'better' | 'other' | 'headline'> {
  const [worse, better] = [changes.filter(isWorse), changes.filter(isBetter)];
  return { worse, better, other: changes.filter((change) => !isWorse(change) && !isBetter(change)), headline: headlineOf({ worse, better }) };
}

/** No edit explains it: it is only that something was read in one of the scans and not in the other. */
export const isOnlyRead = ({ causes }: VerdictChange, events: TenantChange[]): boolean =>
  causes.every((cause) => events.some(({ text, isReading }) => isReading && text === cause));

/** Where not all was judged, what nothing explains may well be an edit's doing. */
function unreadIn(events: TenantChange[], change: VerdictChange): VerdictChange {
  const mayBeEdited = change.causes.length === 0 && events.some(({ isUnjudged }) => isUnjudged);
  return change.after === 'unknown' && !mayBeEdited && isOnlyRead(change, events) ? { ...change, isUnread: true } : change;
}

function changeOf(account: AccountReport, before: Verdict | 'absent', after: Verdict | 'absent', causes: string[]): VerdictChange {
  const { id, displayName, userPrincipalName } = account;
  return { id, displayName, userPrincipalName, before, after, causes, reason: after === 'absent' ? 'The account is gone.' : reasonOf(account) };
}

/** By account id. */
function causesIn(events: TenantChange[]): Map<string, string[]> {
  const causes = new Map<string, string[]>();
  for (const { text, accountIds } of events) for (const id of accountIds) causes.set(id, [...(causes.get(id) ?? []), text]);
  return causes;
}

const isOpen = (verdict: Verdict | 'absent'): boolean => verdict === 'nonCompliant' || verdict === 'unknown';
const isWorse = ({ before, after }: VerdictChange): boolean => isOpen(after) && before !== 'nonCompliant';
const isBetter = ({ before, after }: VerdictChange): boolean => isOpen(before) && !isOpen(after);

function headlineOf({ worse, better }: { worse: VerdictChange[]; better: VerdictChange[] }): string {
  if (worse.length + better.length === 0) return 'No account got worse or better';
  const parts = [worse.length > 0 ? `${countOf(worse.length)} got worse` : '', better.length > 0 ? `${countOf(better.length)} got better` : ''];
  return parts.filter(Boolean).join(', ');
}
