import type {
  AccountReport, Bar, Counts, Explanation, FindingId, Report, Severity, TenantEdit, Unavailable, Verdict,
} from '../../engine/index.js';
import type { Filter } from '../../language/types.js';
import type { AccountRow, CountedKind, Kind, PolicyOverview, PolicyRow } from '../types.js';

export type { TicketList } from '../tickets/types.js';

/** What the tab shows: the shapes that travel as JSON. Only types, so that the browser's program can read them, too. */

/** What stands above every view. */
export interface ScanFrame {
  tenant: string;
  isDemo: boolean;
  scannedAt: string;
  isPreliminary: boolean;
  complete: boolean;
}

export interface Overview {
  tenant: { id: string; displayName: string; isDemo: boolean };
  scannedAt: string;
  /** Slow sources are still being read. */
  isPreliminary: boolean;
  complete: boolean;
  unavailable: Unavailable[];
  notes: string[];
  headline: string;
  summary: Counts;
  bars: Record<Bar, Counts>;
  kinds: CountedKind[];
  /** Heaviest first, then by how many accounts have it. */
  findings: { id: FindingId; words: string; severity: Severity; accounts: number }[];
  /** Oldest first; undefined where the database can't tell. */
  trend: { scannedAt: string; summary: Counts }[] | undefined;
}

export const SORTS = ['worst', 'name', 'address', 'kind', 'reason'] as const;
export type Sort = (typeof SORTS)[number];

export interface AccountsQuery {
  filter: Filter | Kind;
  verdict: Verdict | undefined;
  finding: FindingId | undefined;
  /** How much the finding weighs; without one, any of the account's. */
  weight: Severity | undefined;
  /** Every word has to stand in the name or the address. */
  words: string;
  sort: Sort;
  isDescending: boolean;
  /** 0-based place in the whole selection. */
  offset: number;
  limit: number;
}

export interface AccountsPage {
  /** Pages of one selection belong together only where this is the same. */
  scannedAt: string;
  total: number;
  offset: number;
  rows: AccountRow[];
}

export interface AccountView {
  explanation: Explanation;
  findings: { id: FindingId; words: string }[];
  scannedAt: string;
}

/** Whom a policy meets, by the accounts that are enabled. */
export interface Reach {
  applies: number;
  /** Included by one assignment and taken out again by another. */
  excluded: number;
  /** It depends on a membership that couldn't be read. */
  unknown: number;
  /** Accounts with a gap or an unknown verdict whom it applies to. */
  open: number;
  /** Accounts whose findings name it. */
  named: number;
}

export interface PoliciesView extends Omit<PolicyOverview, 'policies'> {
  scannedAt: string;
  enabledAccounts: number;
  policies: (PolicyRow & { reach: Reach })[] | undefined;
}

/** A change that can be ticked. `id` is stable for as long as the tenant has what it names. */
export interface Choice {
  id: string;
  group: 'policies' | 'exclusions' | 'grants' | 'locations' | 'defaults';
  text: string;
  edit: TenantEdit;
}

export interface Supposed {
  change: string;
  before: Omit<Counts, 'accounts'>;
  after: Omit<Counts, 'accounts'>;
  /** Accounts that fall out of compliance, and that come in. */
  worse: number;
  better: number;
  /** Those that fall out first; at most a few hundred. */
  accounts: { id: string; displayName: string; userPrincipalName: string; before: string; after: string; witness: string | null }[];
  total: number;
}

export type SupposeAnswer = { kind: 'result'; result: Supposed } | { kind: 'unclear'; question: string; choices: string[] };

export interface ExceptionRow {
  id: string;
  account: { id: string; displayName: string; userPrincipalName: string };
  finding: string;
  words: string;
  reason: string;
  owner: string;
  acceptedBy: string;
  acceptedAt: string;
  expiresAt: string;
}

export interface AuditView {
  from: string;
  headline: string;
  changes: { at: string; by: string; title: string; result: string; number: number }[];
  ticketsOpened: number;
  ticketsClosed: number;
  refused: number;
  /** Newest first. */
  rows: { sequence: number; at: string; actor: string; event: string; subject: Record<string, string>; details: string; hash: string; isForgotten: boolean }[];
  /** There are older ones in the period that are not shown. */
  hasMore: boolean;
}

export type Verification = { intact: true; rows: number; head: string } | { intact: false; sequence: number; problem: string };

export interface EvidenceView {
  head: object & Pick<Report, 'scannedAt' | 'complete' | 'requests' | 'unavailable' | 'summary' | 'bars'> & {
    tenant: { id: string; displayName: string; isDemo: boolean };
    isFinished: boolean;
    method: readonly string[];
    scope: string[];
    findings: { id: FindingId; severity: Severity; accounts: number }[];
    policies: PolicyOverview;
  };
  sha256: string;
  total: number;
  /** Worst first, at most as many as asked for. */
  accounts: (Pick<AccountReport, 'id' | 'displayName' | 'userPrincipalName' | 'verdict' | 'findings' | 'roles'> & { because: string })[];
}
