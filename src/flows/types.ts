import type {
  AccountReport, Bar, Counts, Explanation, FindingId, Report, Severity, Snapshot, Source, TenantEdit, Unavailable, Verdict, WhatIfResult,
} from '../engine/index.js';
import type { Filter, FindingFilter } from '../language/types.js';

/** What every flow that answers a question starts from: one scan, and the report that was judged from it. */
export interface Scan {
  report: Report;
  snapshot: Snapshot;
  /** True while slow sources (registration) are still being read: the verdicts stand, some findings are missing. */
  isPreliminary: boolean;
}

export interface ScanProgress {
  phase: 'reading' | 'judging';
  /** Accounts read so far. */
  accounts: number;
  /** Sources read to the end, in the order they finished. */
  done: readonly Source[];
}

/** One account in a list. Names are the tenant's: foreign text, escape before rendering. */
export interface AccountRow extends Pick<AccountReport, 'id' | 'userPrincipalName' | 'displayName' | 'userType' | 'accountEnabled' | 'roles' | 'verdict'> {
  /** 1-based place in the whole list, whatever the page: what `#2` means. */
  position: number;
  severity: Severity;
  /** One line, plain text: the finding that weighs most, or why the verdict is unknown. */
  reason: string;
  /** The sentence of a sign-in that passes without MFA. */
  witness: string | null;
  findings: FindingId[];
}

export interface AccountList {
  filter: Filter;
  finding: FindingFilter | undefined;
  /** The rows of this page, worst first. */
  rows: AccountRow[];
  /** Every account of the list in the order shown, for `#2` and `$list`. */
  accountIds: string[];
  total: number;
  /** 0-based. */
  page: number;
  pages: number;
  /** Accounts the filter lets through, compliant ones included: the "of 248". */
  population: Counts;
  /** E.g. "11 of 248 accounts can sign in without MFA; 3 more are unknown". */
  headline: string;
}

/** Kinds of account, for showing side by side: an account is of one only. `unattended`: service accounts, shared mailboxes and rooms. */
export type Kind = 'admins' | 'other-members' | 'other-guests' | 'unattended';

export interface CountedKind {
  kind: Kind;
  counts: Counts;
}

export interface TenantStatus {
  tenant: Report['tenant'];
  headline: string;
  scannedAt: string;
  summary: Counts;
  bars: Record<Bar, Counts>;
  kinds: CountedKind[];
  /** The worst three. */
  worst: AccountRow[];
  /** Findings on accounts with a gap or unknown, by how many accounts have them, most first. */
  causes: { finding: FindingId; severity: Severity; accounts: number }[];
  complete: boolean;
  unavailable: Unavailable[];
  notes: string[];
}

export interface Candidate {
  id: string;
  displayName: string;
  userPrincipalName: string;
}

/** What a person's words for an account come to. */
export type ResolvedAccount =
  | { kind: 'resolved'; account: Candidate }
  | { kind: 'ambiguous'; query: string; candidates: Candidate[] }
  | { kind: 'unknown'; query: string };

export type ExplainResult =
  | { kind: 'explained'; explanation: Explanation }
  | { kind: 'ambiguous'; query: string; candidates: Candidate[] }
  | { kind: 'unknown'; query: string };

export interface PolicyRow {
  id: string;
  displayName: string;
  state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  /** Who, to what, from where, e.g. "all users except 2 groups, to all apps, except from `Montreal office`". */
  covers: string;
  /** E.g. "MFA or a compliant device"; "nothing" where a policy only sets session controls. */
  demands: string;
}

export interface PolicyOverview {
  /** Undefined: could not be read. */
  securityDefaultsEnabled: boolean | undefined;
  /** Enforced ones first, then report-only, then disabled. Undefined: could not be read. */
  policies: PolicyRow[] | undefined;
  perUserMfa: { enabled: number; enforced: number; unread: number };
  federatedDomains: string[] | undefined;
  headline: string;
}

export interface EmergencyAccounts {
  accounts: (AccountRow & { excludedFrom: string[]; isMfaRegistered: boolean | undefined })[];
  headline: string;
}

/** A change in a person's words; the language's slots are some of these. Names are as written. */
export interface SupposedChange {
  change:
    | 'exclude-location' | 'exclude-group' | 'exclude-user' | 'enable-policy' | 'disable-policy'
    | 'enable-security-defaults' | 'disable-security-defaults' | 'drop-exclusion' | 'remove-from-group' | 'add-to-group' | 'require-mfa'
    /** Excludes whatever `thing` turns out to be: a location, a group or an account. */
    | 'exclude';
  location?: string;
  group?: string;
  user?: string;
  policy?: string;
  thing?: string;
}

export type WhatIfOutcome =
  | { kind: 'result'; result: WhatIfResult; edits: TenantEdit[] }
  /** A name that fits several things, or none: ask back; `slot` is what is missing. */
  | { kind: 'unclear'; question: string; slot: 'change' | 'location' | 'group' | 'user' | 'policy' | 'thing'; choices: string[] };

/** One difference between two snapshots, and the accounts whose verdict it alone explains. */
export interface TenantChange {
  /** One sentence, e.g. "policy `CA002` was edited: locations". */
  text: string;
  accountIds: string[];
  about: ChangeSubject;
  /** Nothing was changed: something could be read again, or no longer. */
  isReading?: boolean;
  /** Several differences, too many to work out whom each concerns. */
  isUnjudged?: boolean;
}

/** What the directory's audit log would call a difference. */
export interface ChangeSubject {
  /** Of the policy, group, role or account that was changed, and of the accounts that joined or left; most telling first. */
  ids: string[];
  /** `activityDisplayName` of the rows that can be about it. */
  activity: RegExp;
}

export interface VerdictChange extends Candidate {
  before: Verdict | 'absent';
  after: Verdict | 'absent';
  reason: string;
  /** The differences that explain it, as in `TenantChange.text`; empty where only several together do. */
  causes: string[];
  /** No gap was found: it only can't be judged any more, because something couldn't be read. */
  isUnread?: boolean;
}

/** `isWithoutPeople`: the directory's audit log couldn't be read, so that nobody is named. `isSinceFirst`: no scan is as old as what was asked for. `seenFrom`: where what could not be read at `from` was last seen. */
export type ChangesResult =
  | { kind: 'changes'; from: string; to: string; worse: VerdictChange[]; better: VerdictChange[]; other: VerdictChange[]; events: TenantChange[]; headline: string; isWithoutPeople?: boolean; isSinceFirst?: boolean; seenFrom?: string }
  /** There is no scan to compare with; `question` says so and what to do. */
  | { kind: 'noHistory'; question: string };
