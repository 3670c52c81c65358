import type { Tenant, Unavailable } from './snapshot.js';

/** The result of judging a snapshot; `scan --json` prints it (see README, command line). */
export interface Report {
  tenant: Tenant;
  scannedAt: string;
  complete: boolean;
  requests: number;
  timings: { readMs: number; judgeMs: number };
  unavailable: Unavailable[];
  /** Things no scan can see and every reader should know, one sentence each. */
  notes: string[];
  summary: Counts;
  bars: Record<Bar, Counts>;
  accounts: AccountReport[];
}

export type Verdict = 'compliant' | 'nonCompliant' | 'unknown' | 'blocked';
export type Coverage = 'full' | 'partial' | 'none' | 'unknown';
export type Mechanism = 'securityDefaults' | 'conditionalAccess' | 'perUserMfa' | 'federated';
export type Bar = 'contract' | 'admins' | 'claim' | 'portals';
export type BarVerdict = Verdict | 'notApplicable';

export interface Counts {
  accounts: number;
  compliant: number;
  nonCompliant: number;
  unknown: number;
  blocked: number;
}

export interface AccountReport {
  id: string;
  userPrincipalName: string;
  displayName: string;
  userType: 'member' | 'guest';
  accountEnabled: boolean;
  roles: string[];
  verdict: Verdict;
  coverage: Coverage;
  mechanisms: Mechanism[];
  findings: Finding[];
  witness: Witness | null;
  /** Why the verdict is `unknown`, one sentence; otherwise null. */
  unknownBecause: string | null;
  bars: Record<Bar, BarVerdict>;
}

export type FindingId =
  | 'no-enforcement' | 'location-exclusion' | 'device-alternative' | 'app-scope' | 'client-scope' | 'platform-scope'
  | 'risk-scope' | 'excluded-from-policy' | 'report-only' | 'policy-disabled' | 'not-registered' | 'weak-methods'
  | 'custom-control' | 'guest-not-covered' | 'emergency-account' | 'service-account' | 'disabled-account'
  | 'per-user-legacy' | 'app-password-risk' | 'federated-mfa-unverified' | 'external-trust';

export type Severity = 'high' | 'medium' | 'low' | 'info';

export interface Finding {
  id: FindingId;
  severity: Severity;
  policies: { id: string; displayName: string }[];
  /** One sentence, plain text. */
  detail: string;
}

/** One sign-in that needs no second factor. `any` where every value passes. */
export interface Witness {
  /** An appId, `Office365`, `MicrosoftAdminPortals`, `other` or `any`. */
  app: string;
  /** A named location's id, several (inside all of them), `other` or `any`. */
  location: string | string[];
  platform: string;
  client: string;
  device: string | string[];
  risk: string;
  userRisk?: string;
  insiderRisk?: string;
  flow?: string;
  /** A list for attributes that are collections (`physicalIds`, `systemLabels`). */
  deviceAttributes?: Record<string, string | boolean | string[]>;
  /** The sentence a person reads. Names in it are the tenant's: foreign text, escape before rendering. */
  text: string;
}
