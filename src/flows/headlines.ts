import type { AccountReport, Counts, Report } from '../engine/index.js';
import type { Filter, FindingFilter } from '../language/types.js';
import { count } from './accounts.js';

const NOUNS: Record<Filter, string> = {
  all: 'account', admins: 'admin account', guests: 'guest account', service: 'service account', shared: 'shared mailbox',
  members: 'member account', enabled: 'enabled account', disabled: 'disabled account',
};

const FINDING_WORDS: Record<FindingFilter, [one: string, many: string]> = {
  'not-registered': ['has no MFA method registered', 'have no MFA method registered'],
  excluded: ['is excluded from a policy that would close its gap', 'are excluded from a policy that would close their gap'],
  'trusted-location': ['can skip MFA at a trusted location', 'can skip MFA at a trusted location'],
  'app-password': ['can sign in with an app password alone', 'can sign in with an app password alone'],
  'legacy-auth': ['can skip MFA with a legacy client', 'can skip MFA with a legacy client'],
  'no-mfa-signin': ['signed in without the MFA claim', 'signed in without the MFA claim'],
};

/** "3 admin accounts", "1 shared mailbox", "2 shared mailboxes". */
export function countOf(number: number, filter: Filter = 'all'): string {
  const noun = NOUNS[filter];
  if (number === 1) return `1 ${noun}`;
  return `${number} ${noun}${noun.endsWith('x') ? 'es' : 's'}`;
}

export function listHeadline(
  report: Report, list: { filter: Filter; finding: FindingFilter | undefined; listed: AccountReport[]; population: Counts },
): string {
  const { filter, finding, listed, population } = list;
  if (population.accounts === 0) return withCaveat(report, `There are no ${countOf(0, filter).slice(2)} in this tenant`);
  if (finding) return withCaveat(report, findingHeadline(report, filter, finding, listed));
  if (filter === 'disabled') return withCaveat(report, disabledHeadline(population.accounts));
  return withCaveat(report, countsHeadline(population, filter));
}

/** "11 of 248 accounts can sign in without MFA; 3 more couldn't be judged". Never "all is fine" beside unknown accounts. */
export function countsHeadline(counts: Counts, filter: Filter = 'all'): string {
  const { accounts, nonCompliant, unknown } = counts;
  const whole = countOf(accounts, filter);
  if (nonCompliant > 0) {
    return `${nonCompliant} of ${whole} can sign in without MFA${unknown > 0 ? `; ${unknown} more couldn't be judged` : ''}`;
  }
  if (unknown > 0) return `No gap was found, but ${unknown} of ${whole} couldn't be judged`;
  if (counts.blocked === 0) return `MFA is required at every sign-in of ${accounts === 1 ? 'the one' : 'all'} ${whole.replace(/^1 /, '')}`;
  return `None of ${whole} can sign in without MFA (${counts.blocked} cannot sign in at all)`;
}

function disabledHeadline(accounts: number): string {
  return `${countOf(accounts, 'disabled')} cannot sign in: outside the requirement until somebody enables ${accounts === 1 ? 'it' : 'them'}`;
}

function findingHeadline(report: Report, filter: Filter, finding: FindingFilter, listed: AccountReport[]): string {
  const unread = unreadFor(report, finding);
  if (unread) return unread;
  const [one, many] = FINDING_WORDS[finding];
  if (listed.length === 0) return `No ${countOf(1, filter).slice(2)} ${one}`;
  const open = count(listed).nonCompliant;
  const some = `${countOf(listed.length, filter)} ${listed.length === 1 ? one : many}`;
  return open === listed.length || open === 0 ? some : `${some}; ${open} of them can sign in without MFA`;
}

/** An empty list of findings that nothing was read for would be a false "fine". */
function unreadFor(report: Report, finding: FindingFilter): string | undefined {
  const sources: Partial<Record<FindingFilter, string>> = { 'not-registered': 'userRegistrationDetails', 'app-password': 'perUserMfaState' };
  const gap = report.unavailable.find((each) => each.source === sources[finding]);
  if (gap) return `Unknown: ${gap.detail}`;
  if (finding !== 'no-mfa-signin' || report.bars.claim.unknown === 0) return undefined;
  return 'Unknown: real sign-ins were not read, so nobody can say whether the MFA claim arrived';
}

function withCaveat(report: Report, headline: string): string {
  return report.complete ? headline : `${headline} - but not everything could be read`;
}
