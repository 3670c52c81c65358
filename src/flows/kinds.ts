import type { AccountReport, Report } from '../engine/index.js';
import type { Filter } from '../language/types.js';
import { count, filterOf, isAdmin } from './accounts.js';
import type { CountedKind, Kind, Scan } from './types.js';

export const KINDS = ['admins', 'other-members', 'other-guests', 'unattended'] as const satisfies Kind[];

/** INVARIANT: every account is of exactly one kind, so that kinds side by side sum up to all accounts. */
function kindOf(scan: Scan): (account: AccountReport) => Kind {
  const [isGuest, isService, isShared] = [filterOf(scan, 'guests'), filterOf(scan, 'service'), filterOf(scan, 'shared')];
  return (account) => {
    if (isAdmin(account)) return 'admins';
    if (isGuest(account)) return 'other-guests';
    return isService(account) || isShared(account) ? 'unattended' : 'other-members';
  };
}

/** Which accounts are meant: of one kind, or by a filter of the chat; those overlap. */
export function isMeant(scan: Scan, filter: Filter | Kind): (account: AccountReport) => boolean {
  if (filter === 'admins' || !isKind(filter)) return filterOf(scan, filter);
  const kind = kindOf(scan);
  return (account) => kind(account) === filter;
}

const isKind = (filter: Filter | Kind): filter is Kind => (KINDS as readonly string[]).includes(filter);

/** Counted once per report: a large tenant takes a moment. */
const counted = new WeakMap<Report, CountedKind[]>();

/** How many accounts of each kind have which verdict. */
export function countKinds(scan: Scan): CountedKind[] {
  const known = counted.get(scan.report) ?? KINDS.map((kind) => ({ kind, counts: count(scan.report.accounts.filter(isMeant(scan, kind))) }));
  counted.set(scan.report, known);
  return known;
}
