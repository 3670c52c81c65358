import type { Account, AccountReport, Counts, Finding, Severity, Verdict } from '../engine/index.js';
import type { Filter, FindingFilter } from '../language/types.js';
import type { AccountRow, Scan } from './types.js';

const SEVERITIES: Severity[] = ['high', 'medium', 'low', 'info'];
const VERDICTS: Verdict[] = ['nonCompliant', 'unknown', 'compliant', 'blocked'];
const LEGACY_CLIENTS = new Set(['exchangeActiveSync', 'other']);

export function isAdmin(account: AccountReport): boolean {
  return account.bars.admins !== 'notApplicable';
}

function has(account: AccountReport, ...ids: Finding['id'][]): boolean {
  return account.findings.some((finding) => ids.includes(finding.id));
}

/** Which accounts a filter means. `shared` needs the directory's word, which only the snapshot has. */
export function filterOf(scan: Scan, filter: Filter): (account: AccountReport) => boolean {
  const shared = filter === 'shared' ? idsOf(scan.snapshot.accounts.filter((account) => account.isResourceAccount)) : undefined;
  const tests: Record<Filter, (account: AccountReport) => boolean> = {
    all: () => true,
    admins: isAdmin,
    guests: (account) => account.userType === 'guest' || account.userPrincipalName.includes('#EXT#'),
    service: (account) => has(account, 'service-account'),
    shared: (account) => shared!.has(account.id),
    members: (account) => account.userType === 'member',
    enabled: (account) => account.accountEnabled,
    disabled: (account) => !account.accountEnabled,
  };
  return tests[filter];
}

export const findingTests: Record<FindingFilter, (account: AccountReport) => boolean> = {
  'not-registered': (account) => has(account, 'not-registered'),
  excluded: (account) => has(account, 'excluded-from-policy', 'emergency-account'),
  'trusted-location': (account) => has(account, 'location-exclusion'),
  'app-password': (account) => has(account, 'app-password-risk'),
  'legacy-auth': (account) => has(account, 'client-scope') && LEGACY_CLIENTS.has(account.witness?.client ?? 'other'),
  'no-mfa-signin': (account) => account.bars.claim === 'nonCompliant',
};

/** Open accounts before unread ones, administrators on top, then by severity, then by name. */
export function worstFirst(one: AccountReport, other: AccountReport): number {
  return (
    VERDICTS.indexOf(one.verdict) - VERDICTS.indexOf(other.verdict) ||
    Number(isAdmin(other)) - Number(isAdmin(one)) ||
    rank(one) - rank(other) ||
    compareText(one.displayName, other.displayName) ||
    compareText(one.id, other.id)
  );
}

function rank(account: AccountReport): number {
  let highest = SEVERITIES.length;
  for (const { severity } of account.findings) highest = Math.min(highest, SEVERITIES.indexOf(severity));
  return highest;
}

/** Plain comparison: a locale's collation is a hundred times slower and differs between machines. */
export function compareText(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}

export function toRow(account: AccountReport, position: number): AccountRow {
  const { id, userPrincipalName, displayName, userType, accountEnabled, roles, verdict } = account;
  return {
    position, id, userPrincipalName, displayName, userType, accountEnabled, roles, verdict,
    severity: SEVERITIES[rank(account)] ?? 'info',
    reason: reasonOf(account),
    witness: account.witness?.text ?? null,
    findings: account.findings.map((finding) => finding.id),
  };
}

/** One line: why the verdict is unknown, else the finding that says most about how the account got there. */
export function reasonOf(account: AccountReport): string {
  if (account.verdict === 'unknown' && account.unknownBecause) return account.unknownBecause;
  const [telling] = account.findings.toSorted((one, other) => vagueness(one) - vagueness(other));
  return telling?.detail ?? account.witness?.text ?? DEFAULT_REASONS[account.verdict];
}

/** "Excluded from `CA001`" tells more than "never asked for MFA", and what the account is for tells least. */
const VAGUE: Finding['id'][] = ['no-enforcement', 'guest-not-covered', 'emergency-account', 'service-account', 'weak-methods', 'not-registered'];
const vagueness = ({ id, severity }: Finding): number => (VAGUE.indexOf(id) + 1) * SEVERITIES.length + SEVERITIES.indexOf(severity);

const DEFAULT_REASONS: Record<Verdict, string> = {
  compliant: 'MFA is required at every sign-in.',
  nonCompliant: 'At least one sign-in needs no second factor.',
  unknown: 'Something this verdict depends on could not be read.',
  blocked: 'The account cannot sign in.',
};

export function count(accounts: Iterable<AccountReport>): Counts {
  const counts: Counts = { accounts: 0, compliant: 0, nonCompliant: 0, unknown: 0, blocked: 0 };
  for (const account of accounts) {
    counts.accounts += 1;
    counts[account.verdict] += 1;
  }
  return counts;
}

function idsOf(accounts: Account[]): Set<string> {
  return new Set(accounts.map((account) => account.id));
}
