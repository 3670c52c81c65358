/** A change to the tenant, real or supposed. Remedies, what-if and the writer all speak this. */
export type TenantEdit =
  | { kind: 'setPolicyState'; policyId: string; state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced' }
  | { kind: 'setSecurityDefaults'; enabled: boolean }
  /** Without a policy: from every enabled policy that demands MFA or blocks. */
  | { kind: 'excludeLocation'; policyId?: string; locationId: string }
  | { kind: 'excludeGroup'; policyId?: string; groupId: string }
  | { kind: 'excludeUser'; policyId?: string; accountId: string }
  /** `entry` is whatever stands in the exclusion: a user, group, role, location, app or platform id. */
  | { kind: 'dropExclusion'; policyId: string; dimension: 'users' | 'guests' | 'locations' | 'applications' | 'platforms'; entry?: string }
  | { kind: 'removeFromGroup'; groupId: string; accountId: string }
  | { kind: 'addToGroup'; groupId: string; accountId: string }
  /** Drops every alternative to MFA from the grant and every device filter. */
  | { kind: 'requireMfa'; policyId: string }
  /** Widens one condition of the policy to everything. */
  | { kind: 'widenScope'; policyId: string; dimension: 'locations' | 'applications' | 'clients' | 'platforms' | 'risks' | 'devices' }
  | { kind: 'setPerUserMfa'; accountId: string; state: 'disabled' | 'enabled' | 'enforced' };

export interface WhatIfResult {
  change: string;
  before: { compliant: number; nonCompliant: number; unknown: number; blocked: number };
  after: { compliant: number; nonCompliant: number; unknown: number; blocked: number };
  accounts: ChangedAccount[];
}

export interface ChangedAccount {
  id: string;
  userPrincipalName: string;
  displayName: string;
  before: string;
  after: string;
  witness: import('./report.js').Witness | null;
}
