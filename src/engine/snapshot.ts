import type { AccountSet } from './accountSet.js';
import type { ConditionalAccessPolicy, NamedLocation } from './conditionalAccess.js';

/**
 * Everything one scan read of a tenant; the only input of the judge.
 * INVARIANT: `undefined` means "could not be read", never "none". An empty list means "read, and there are none".
 */
export interface Snapshot {
  tenant: Tenant;
  /** ISO 8601, UTC: when the scan began. */
  scannedAt: string;
  /** Graph requests the scan sent, retries included. */
  requests: number;
  readMs: number;
  /** False when the list of accounts itself is cut short: accounts may be missing from the report. */
  accountsComplete: boolean;
  unavailable: Unavailable[];
  accounts: Account[];
  securityDefaultsEnabled: boolean | undefined;
  policies: ConditionalAccessPolicy[] | undefined;
  namedLocations: NamedLocation[] | undefined;
  /** Combinations by id of the authentication strength policy, for strengths that a policy doesn't carry inline. */
  authenticationStrengths: Map<string, string[]> | undefined;
  domains: Map<string, Domain> | undefined;
  crossTenantAccess: CrossTenantAccess;
  /** Tenant id by home domain (lower case) of external accounts. A domain that is missing here is unread. */
  homeTenants: Map<string, string>;
  /** Groups that policies or role assignments name, by id. A group that is missing here is unread. */
  groups: Map<string, Group>;
  roleAssignments: RoleAssignment[] | undefined;
  /** PIM-eligible assignments; undefined where unread or unlicensed. Never changes a verdict, only an explanation. */
  roleEligibilities: RoleAssignment[] | undefined;
  /** Role template id to display name. */
  roleNames: Map<string, string>;
}

export interface Tenant {
  id: string;
  displayName: string;
  /** Bar D (mandatory portal MFA) exists in the public cloud only. */
  cloud: 'public' | 'national';
  hasPremiumLicence: boolean | undefined;
  isDemo: boolean;
}

/** A source of the snapshot that could not be read, in whole or in part. */
export interface Unavailable {
  source: Source;
  reason: 'permission' | 'licence' | 'error';
  /** One sentence for a person: what is missing and how to mend it. */
  detail: string;
}

export type Source =
  | 'organization' | 'subscribedSkus' | 'domains' | 'federationConfiguration' | 'users' | 'perUserMfaState'
  | 'userRegistrationDetails' | 'securityDefaults' | 'conditionalAccessPolicies' | 'namedLocations'
  | 'authenticationStrengths' | 'crossTenantAccess' | 'homeTenants' | 'roleDefinitions' | 'roleAssignments'
  | 'roleEligibilities' | 'groups' | 'directoryObjects';

/** A user object as Graph returns it, reduced to what the judge and the cards need. */
export interface Account {
  id: string;
  userPrincipalName: string;
  displayName: string;
  mail: string | undefined;
  userType: 'member' | 'guest';
  accountEnabled: boolean;
  perUserMfaState: PerUserMfaState | undefined;
  onPremisesSyncEnabled: boolean;
  /** A room, equipment or shared mailbox, as far as the directory tells. */
  isResourceAccount: boolean;
  createdDateTime: string | undefined;
  /** From the registration report; undefined where the report has no row for the account. */
  isMfaRegistered: boolean | undefined;
  methodsRegistered: readonly string[] | undefined;
}

export type PerUserMfaState = 'disabled' | 'enabled' | 'enforced';

export interface Domain {
  isFederated: boolean;
  /** Undefined for a federated domain whose configuration could not be read; `null` where it was never set. */
  federatedIdpMfaBehavior?: string | null | undefined;
}

/** Inbound trust by partner tenant. Undefined = unread; a null property inherits from the default entry. */
export interface CrossTenantAccess {
  default: InboundTrust | undefined;
  partners: Map<string, InboundTrust | null> | undefined;
}

export interface InboundTrust {
  isMfaAccepted: boolean | null;
  isCompliantDeviceAccepted: boolean | null;
  isHybridAzureADJoinedDeviceAccepted: boolean | null;
}

export interface Group {
  id: string;
  displayName: string | undefined;
  /** Transitive members as positions in `Snapshot.accounts`; undefined = unread. A deleted group has none. */
  members: AccountSet | undefined;
  isDeleted: boolean;
}

export interface RoleAssignment {
  /** Template id of a built-in role. */
  roleId: string;
  /** An account, a group or a service principal. */
  principalId: string;
  /** `/` is the whole tenant; Conditional Access honours nothing narrower. */
  directoryScopeId: string;
}
