import type { TenantEdit } from './edits.js';
import type { AccountReport } from './report.js';

/** Why one account has its verdict, mechanism by mechanism and policy by policy. */
export interface Explanation {
  account: AccountReport;
  mechanisms: { name: string; state: string; demandsMfa: boolean }[];
  policies: PolicyExplanation[];
  repairs: Repair[];
  /** What activating a PIM-eligible role would change, one sentence a role. */
  activations: string[];
}

export interface PolicyExplanation {
  id: string;
  displayName: string;
  state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  applies: 'yes' | 'no' | 'unknown';
  /** Included by one assignment, and taken out again by another. */
  isExcluded: boolean;
  /** The assignment that decides, e.g. "excluded through the group `Ticket sync`". */
  because: string;
  /** The group whose membership decides, if one does: the caller may look up the path through nested groups. */
  viaGroupId?: string;
  /** When it demands what, e.g. "MFA or a compliant device, except from `Montreal office`". */
  demands: string;
}

/** A change that closes the account's gap, judged by the same engine. */
export interface Repair {
  edits: TenantEdit[];
  /** In the imperative, plain text. */
  text: string;
  verdictAfter: string;
  /** Accounts besides this one whose verdict changes; undefined until what-if has been asked. */
  othersChanged?: number;
}
