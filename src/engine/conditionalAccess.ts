/**
 * A Conditional Access policy with the nulls of Graph's JSON gone: an absent list is empty, an absent condition undefined.
 * Source: Graph v1.0 `conditionalAccessPolicy`. Built by `src/graph/decode/conditionalAccess.ts`.
 */
export interface ConditionalAccessPolicy {
  id: string;
  displayName: string;
  state: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  users: UserScope;
  applications: ApplicationScope;
  clientAppTypes: string[];
  locations: IncludeExclude | undefined;
  platforms: IncludeExclude | undefined;
  deviceFilter: { mode: 'include' | 'exclude'; rule: string } | undefined;
  signInRiskLevels: string[];
  userRiskLevels: string[];
  insiderRiskLevels: string[];
  /** Undefined: every flow. */
  transferMethods: string[] | undefined;
  /** Concerns service principals or agents, never people. */
  isForWorkloadIdentities: boolean;
  /** Undefined or without controls: nothing is demanded. */
  grant: GrantControls | undefined;
  /** Names of session controls that are set (they demand no MFA; shown in explanations). */
  sessionControls: string[];
  /** Conditions this product doesn't know: they may narrow the policy to nothing, so nothing may rest on it. */
  unknownConditions: string[];
  /** Values that couldn't be read: the policy may be narrower or wider than it looks, so nothing may rest on it. */
  misread: string[];
  modifiedDateTime: string | undefined;
}

export interface IncludeExclude {
  include: string[];
  exclude: string[];
}

export interface UserScope {
  includeUsers: string[];
  excludeUsers: string[];
  includeGroups: string[];
  excludeGroups: string[];
  includeRoles: string[];
  excludeRoles: string[];
  includeGuests: GuestScope | undefined;
  excludeGuests: GuestScope | undefined;
}

export interface GuestScope {
  types: string[];
  /** Undefined: every tenant. */
  tenantIds: string[] | undefined;
}

export interface ApplicationScope {
  include: string[];
  exclude: string[];
  userActions: string[];
  authenticationContexts: string[];
  filter: { mode: 'include' | 'exclude'; rule: string } | undefined;
}

export interface GrantControls {
  operator: 'AND' | 'OR';
  builtInControls: string[];
  customAuthenticationFactors: string[];
  termsOfUse: string[];
  authenticationStrength: AuthenticationStrength | undefined;
}

export interface AuthenticationStrength {
  id: string;
  displayName: string | undefined;
  /** Undefined where the policy carries only the id: look it up in `Snapshot.authenticationStrengths`. */
  allowedCombinations: string[] | undefined;
}

/** A named location. Source: Graph v1.0 `ipNamedLocation`, `countryNamedLocation`; compliant networks as the service returns them. */
export type NamedLocation =
  | { kind: 'ip'; id: string; displayName: string; isTrusted: boolean; ranges: string[] }
  | { kind: 'country'; id: string; displayName: string; countries: string[]; includesUnknown: boolean; lookup: 'ip' | 'gps' }
  | { kind: 'compliantNetwork'; id: string; displayName: string }
  /** Of a type this product doesn't know, or with a range it can't read. */
  | { kind: 'unknown'; id: string; displayName: string; isTrusted: boolean };

/** Does the policy grant under conditions, or only set session controls? */
export function hasControls({ grant }: ConditionalAccessPolicy): boolean {
  if (!grant) return false;
  return grant.builtInControls.length + grant.customAuthenticationFactors.length + grant.termsOfUse.length > 0 || grant.authenticationStrength !== undefined;
}
