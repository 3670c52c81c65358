import type { Source } from '../engine/index.js';
import type { Call } from './client/graph.js';

/** Every address this product reads, with the least application permission beside it (Graph permissions reference). */
export interface ReadCall extends Call {
  source: Source;
  permission: string;
}

const PAGE = '$top=999';
/** OData casts need Graph's advanced queries, and the header on every page. */
const ADVANCED = { ConsistencyLevel: 'eventual' };
/** Without it values newer than v1.0's first enums arrive as `unknownFutureValue`. */
const ALL_ENUM_MEMBERS = { Prefer: 'include-unknown-enum-members' };
const USER_FIELDS = 'id,userPrincipalName,displayName,mail,accountEnabled,userType,onPremisesSyncEnabled,isResourceAccount,createdDateTime';

const directory = (source: Source, permission: string, path: string): ReadCall => ({ source, permission, path, family: 'directory' });

export const organization = directory('organization', 'Organization.Read.All', '/organization?$select=id,displayName');
export const subscribedSkus = directory('subscribedSkus', 'LicenseAssignment.Read.All', '/subscribedSkus');
export const domains = directory('domains', 'Domain.Read.All', '/domains');

export const federationConfiguration = (domain: string): ReadCall =>
  directory('federationConfiguration', 'Domain-InternalFederation.Read.All', `/domains/${encodeURIComponent(domain)}/federationConfiguration`);

/** `perUserMfaState` is in no metadata, yet the service returns it in bulk; a service that refuses it gets asked without. */
export const users = (withPerUserMfaState: boolean): ReadCall =>
  directory('users', 'User.Read.All', `/users?$select=${USER_FIELDS}${withPerUserMfaState ? ',perUserMfaState' : ''}&${PAGE}`);

/** Below `/beta`; for `$batch`. */
export const perUserMfaPath = (accountId: string): string => `/users/${encodeURIComponent(accountId)}/authentication/requirements`;

export const userRegistrationDetails: ReadCall = {
  source: 'userRegistrationDetails', permission: 'AuditLog.Read.All', family: 'reports',
  path: `/reports/authenticationMethods/userRegistrationDetails?$select=id,isMfaRegistered,methodsRegistered&${PAGE}`,
};

/** Newest first. Permission: AuditLog.Read.All; shares the tight limit of the reports. */
export const directoryAudits = (since: string): Call =>
  ({ family: 'reports', path: `/auditLogs/directoryAudits?$filter=${encodeURIComponent(`activityDateTime ge ${since}`)}&${PAGE}` });

export const securityDefaults = directory('securityDefaults', 'Policy.Read.All', '/policies/identitySecurityDefaultsEnforcementPolicy');

export const conditionalAccessPolicies: ReadCall = {
  source: 'conditionalAccessPolicies', permission: 'Policy.Read.All', family: 'conditionalAccess',
  path: '/identity/conditionalAccess/policies', headers: ALL_ENUM_MEMBERS,
};
export const namedLocations: ReadCall = {
  source: 'namedLocations', permission: 'Policy.Read.All', family: 'conditionalAccess', path: '/identity/conditionalAccess/namedLocations',
};

export const authenticationStrengths =
  directory('authenticationStrengths', 'Policy.Read.AuthenticationMethod', '/policies/authenticationStrengthPolicies');
export const crossTenantDefault = directory('crossTenantAccess', 'Policy.Read.All', '/policies/crossTenantAccessPolicy/default');
export const crossTenantPartners = directory('crossTenantAccess', 'Policy.Read.All', '/policies/crossTenantAccessPolicy/partners');

export const homeTenant = (domain: string): ReadCall => directory(
  'homeTenants', 'CrossTenantInformation.ReadBasic.All',
  `/tenantRelationships/findTenantInformationByDomainName(domainName='${encodeURIComponent(domain.replaceAll("'", "''"))}')`,
);

export const roleDefinitions = directory(
  'roleDefinitions', 'RoleManagement.Read.Directory', '/roleManagement/directory/roleDefinitions?$select=id,templateId,displayName');
export const roleAssignments =
  directory('roleAssignments', 'RoleManagement.Read.Directory', `/roleManagement/directory/roleAssignments?${PAGE}`);
export const roleEligibilities = directory(
  'roleEligibilities', 'RoleEligibilitySchedule.Read.Directory', '/roleManagement/directory/roleEligibilityScheduleInstances');

export const groupMembers = (groupId: string): ReadCall => ({
  ...directory('groups', 'GroupMember.Read.All', `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.user?$select=id&${PAGE}&$count=true`),
  headers: ADVANCED,
});
/** Groups that are direct members of a group. */
export const childGroups = (groupId: string): ReadCall => ({
  ...directory('groups', 'GroupMember.Read.All', `/groups/${encodeURIComponent(groupId)}/members/microsoft.graph.group?$select=id,displayName&${PAGE}&$count=true`),
  headers: ADVANCED,
});
/** Groups that an account is a direct member of. */
export const groupsOf = (accountId: string): ReadCall => ({
  ...directory('groups', 'GroupMember.Read.All', `/users/${encodeURIComponent(accountId)}/memberOf/microsoft.graph.group?$select=id,displayName&${PAGE}&$count=true`),
  headers: ADVANCED,
});

const WRITABLE_GROUP = 'id,displayName,groupTypes,onPremisesSyncEnabled,isAssignableToRole';
/** Ids of what an account is a direct member of. No cast, so no advanced query, whose index lags further behind a write. */
export const memberOf = (accountId: string): ReadCall =>
  directory('groups', 'GroupMember.Read.All', `/users/${encodeURIComponent(accountId)}/memberOf?$select=id&${PAGE}`);
/** The groups an account is a direct member of, with what tells whether their members can be changed. */
export const writableGroupsOf = (accountId: string): ReadCall => ({
  ...directory('groups', 'GroupMember.Read.All', `/users/${encodeURIComponent(accountId)}/memberOf/microsoft.graph.group?$select=${WRITABLE_GROUP}&${PAGE}&$count=true`),
  headers: ADVANCED,
});
export const writableGroup = (groupId: string): ReadCall =>
  directory('groups', 'GroupMember.Read.All', `/groups/${encodeURIComponent(groupId)}?$select=${WRITABLE_GROUP}`);
/** Groups in a group, and groups around it, over any number of levels. */
export const groupsBelow = (groupId: string): ReadCall => ({
  ...directory('groups', 'GroupMember.Read.All', `/groups/${encodeURIComponent(groupId)}/transitiveMembers/microsoft.graph.group?$select=id&${PAGE}&$count=true`),
  headers: ADVANCED,
});
export const groupsAbove = (groupId: string): ReadCall => ({
  ...directory('groups', 'GroupMember.Read.All', `/groups/${encodeURIComponent(groupId)}/transitiveMemberOf/microsoft.graph.group?$select=id&${PAGE}&$count=true`),
  headers: ADVANCED,
});

/** One account, as far as it matters for who it is. */
export const account = (accountId: string): ReadCall =>
  directory('users', 'User.Read.All', `/users/${encodeURIComponent(accountId)}?$select=id,accountEnabled,userType,userPrincipalName,displayName`);
/** Groups that an account is a member of, nested ones included. */
export const allGroupsOf = (accountId: string): ReadCall => ({
  ...directory('groups', 'GroupMember.Read.All', `/users/${encodeURIComponent(accountId)}/transitiveMemberOf/microsoft.graph.group?$select=id&${PAGE}&$count=true`),
  headers: ADVANCED,
});

export const directoryObjects = directory('directoryObjects', 'Directory.Read.All', '/directoryObjects/getByIds');
/** The service's limit of ids in one call. */
export const IDS_PER_CALL = 1_000;
