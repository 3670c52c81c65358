import type { GraphObject } from '../service/route.js';
import { guidOf } from './ids.js';

/** What a policy of the seed says; everything else of Graph's shape is filled in by `policy()`. */
export interface SeedPolicy {
  key: string;
  displayName: string;
  state?: 'enabled' | 'disabled' | 'enabledForReportingButNotEnforced';
  users: Partial<Record<UserList, string[]>> & { includeGuestsOrExternalUsers?: GraphObject; excludeGuestsOrExternalUsers?: GraphObject };
  applications?: GraphObject;
  clientAppTypes?: string[];
  /** Further sections of `conditions`, as Graph writes them. */
  conditions?: GraphObject;
  grant?: GraphObject | null;
  session?: GraphObject;
}

type UserList = 'includeUsers' | 'excludeUsers' | 'includeGroups' | 'excludeGroups' | 'includeRoles' | 'excludeRoles';

export const policyId = (key: string): string => guidOf('policy', key);

const noUsers = {
  includeUsers: [],
  excludeUsers: [],
  includeGroups: [],
  excludeGroups: [],
  includeRoles: [],
  excludeRoles: [],
  includeGuestsOrExternalUsers: null,
  excludeGuestsOrExternalUsers: null,
};
const noApplications = {
  includeApplications: [],
  excludeApplications: [],
  includeUserActions: [],
  includeAuthenticationContextClassReferences: [],
  applicationFilter: null,
};
const noSession = {
  disableResilienceDefaults: null,
  cloudAppSecurity: null,
  signInFrequency: null,
  persistentBrowser: null,
  continuousAccessEvaluation: null,
  secureSignInSession: null,
  applicationEnforcedRestrictions: null,
};

/** The JSON of Graph v1.0: absent sections are `null`, absent lists empty, and preview sections (`times`, `agents`) show up as null. */
export function policy(seed: SeedPolicy): GraphObject {
  return {
    id: policyId(seed.key),
    templateId: null,
    displayName: seed.displayName,
    createdDateTime: '2024-02-13T11:37:41.7574033Z',
    modifiedDateTime: '2026-05-04T12:19:57.1916067Z',
    deletedDateTime: null,
    state: seed.state ?? 'enabled',
    partialEnablementStrategy: null,
    sessionControls: seed.session ? { ...noSession, ...seed.session } : null,
    conditions: conditionsOf(seed),
    grantControls: grantOf(seed.grant),
  };
}

/** What a client may leave out of a new policy, as the service fills it in. */
export const unsetPolicy: GraphObject = {
  partialEnablementStrategy: null,
  sessionControls: null,
  conditions: conditionsOf({ key: '', displayName: '', users: {}, clientAppTypes: [], applications: { includeApplications: [] } }),
};

function conditionsOf(seed: SeedPolicy): GraphObject {
  return {
    userRiskLevels: [],
    signInRiskLevels: [],
    clientAppTypes: seed.clientAppTypes ?? ['all'],
    platforms: null,
    locations: null,
    times: null,
    deviceStates: null,
    devices: null,
    clientApplications: null,
    agents: null,
    applications: { ...noApplications, includeApplications: ['All'], ...seed.applications },
    users: { ...noUsers, ...seed.users },
    ...seed.conditions,
  };
}

export function grantOf(grant: GraphObject | null | undefined): GraphObject | null {
  if (grant === null) return null;
  return { operator: 'OR', builtInControls: [], customAuthenticationFactors: [], termsOfUse: [], authenticationStrength: null, ...grant };
}
