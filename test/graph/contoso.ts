import type { GraphTenant } from '../support/graphTenant.js';
import { rawPolicy } from '../support/tenant.js';

type Json = Record<string, unknown>;

const EXCHANGE_ADMIN = '29232cdf-9323-42fd-ade2-1d097af3e4de';
const FABRIKAM = 'tenant-fabrikam';

const member = (name: string, more: Json = {}): Json => ({
  id: `id-${name}`, userPrincipalName: `${name}@contoso.com`, displayName: name, mail: `${name}@contoso.com`, accountEnabled: true,
  userType: 'Member', onPremisesSyncEnabled: null, isResourceAccount: null, createdDateTime: '2025-01-01T00:00:00Z', perUserMfaState: 'disabled', ...more,
});
const guest = (name: string, domain: string): Json =>
  member(name, { userPrincipalName: `${name}_${domain}#EXT#@contoso.onmicrosoft.com`, userType: 'Guest', mail: `${name}@${domain}` });

/**
 * A small tenant in which every source decides somebody's verdict: whoever loses one of them and still calls
 * everybody compliant is found out. Each account's name says what it hangs on.
 */
export function contoso(): GraphTenant {
  return {
    organization: { id: 'tenant-contoso', displayName: 'Contoso' },
    subscribedSkus: [{ id: 'sku', capabilityStatus: 'Enabled', servicePlans: [{ servicePlanName: 'AAD_PREMIUM_P2', provisioningStatus: 'Success' }] }],
    domains: [
      { id: 'contoso.com', authenticationType: 'Managed' }, { id: 'contoso.onmicrosoft.com', authenticationType: 'Managed' },
      { id: 'idp.contoso.com', authenticationType: 'Federated' },
    ],
    federation: { 'idp.contoso.com': [{ id: 'fed', federatedIdpMfaBehavior: 'enforceMfaByFederatedIdp' }] },
    users: [
      member('covered'), member('excluded'), member('excluded-twice'), member('role-holder'), member('role-by-group'), member('disabled', { accountEnabled: false }),
      member('enforced', { perUserMfaState: 'enforced' }), member('federated', { userPrincipalName: 'federated@idp.contoso.com' }),
      member('at-the-office'), member('weak-strength'), guest('hank', 'fabrikam.com'), guest('jane', 'fabrikam.com'), guest('ivy', 'other.example'),
    ],
    registration: [
      { id: 'id-covered', isMfaRegistered: true, methodsRegistered: ['mobilePhone', 'fido2SecurityKey'] },
      { id: 'id-excluded', isMfaRegistered: false, methodsRegistered: [] },
      { id: 'id-role-holder', isMfaRegistered: true, methodsRegistered: ['mobilePhone'] },
      { id: 'id-weak-strength', isMfaRegistered: true, methodsRegistered: ['mobilePhone'] },
    ],
    securityDefaults: { id: 'sd', isEnabled: false },
    policies: policies(),
    namedLocations: [
      { '@odata.type': '#microsoft.graph.ipNamedLocation', id: 'office', displayName: 'Office', isTrusted: true, ipRanges: [{ cidrAddress: '203.0.113.0/24' }] },
      { '@odata.type': '#microsoft.graph.countryNamedLocation', id: 'canada', displayName: 'Canada', countriesAndRegions: ['CA'], includeUnknownCountriesAndRegions: false },
    ],
    strengths: [
      { id: 'one-factor', displayName: 'One factor', allowedCombinations: ['password'] },
      { id: '00000000-0000-0000-0000-000000000002', displayName: 'MFA', allowedCombinations: ['password,microsoftAuthenticatorPush'] },
    ],
    crossTenantDefault: { inboundTrust: { isMfaAccepted: false, isCompliantDeviceAccepted: false, isHybridAzureADJoinedDeviceAccepted: false } },
    crossTenantPartners: [
      { tenantId: FABRIKAM, inboundTrust: { isMfaAccepted: null, isCompliantDeviceAccepted: true, isHybridAzureADJoinedDeviceAccepted: false } },
      { tenantId: 'tenant-quiet', inboundTrust: null },
    ],
    homeTenants: { 'fabrikam.com': FABRIKAM, 'other.example': 'tenant-other' },
    roleDefinitions: [{ id: 'def-exchange', templateId: EXCHANGE_ADMIN, displayName: 'Exchange Administrator' }],
    roleAssignments: [
      { id: 'ra1', roleDefinitionId: 'def-exchange', principalId: 'id-role-holder', directoryScopeId: '/' },
      { id: 'ra2', roleDefinitionId: 'def-exchange', principalId: 'g-admins', directoryScopeId: '/' },
      { id: 'ra3', roleDefinitionId: 'def-exchange', principalId: 'sp-foreign', directoryScopeId: '/' },
    ],
    roleEligibilities: [{ id: 're1', roleDefinitionId: 'def-exchange', principalId: 'id-covered', directoryScopeId: '/' }],
    groups: {
      'g-excluded': { displayName: 'Excluded', members: ['id-excluded', 'id-excluded-twice', 'id-enforced', 'id-federated', 'id-unknown'] },
      'g-admins': { displayName: 'Admins', members: ['id-role-by-group'] },
    },
  };
}

const includeOnly = (user: string): Json => ({ users: { includeUsers: [`id-${user}`] } });

function policies(): Json[] {
  return [
    rawPolicy({ id: 'everybody', conditions: { users: {
      excludeUsers: ['id-at-the-office', 'id-weak-strength', 'id-jane'], excludeGroups: ['g-excluded', 'g-deleted'], excludeRoles: [EXCHANGE_ADMIN],
      excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'b2bCollaborationGuest', externalTenants: { membershipKind: 'enumerated', members: [FABRIKAM] } },
    } } }),
    rawPolicy({ id: 'outside-the-office', conditions: { ...includeOnly('at-the-office'), locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } } }),
    rawPolicy({ id: 'a-strength-by-id', conditions: includeOnly('weak-strength'), grantControls: { builtInControls: [], authenticationStrength: { id: 'one-factor' } } }),
    rawPolicy({ id: 'devices-of-guests', conditions: includeOnly('jane'), grantControls: { builtInControls: ['compliantDevice'] } }),
  ];
}

/** What a healthy scan says of each. */
export const VERDICTS: Record<string, string> = {
  covered: 'compliant', excluded: 'nonCompliant', 'excluded-twice': 'nonCompliant', 'role-holder': 'nonCompliant', 'role-by-group': 'nonCompliant',
  disabled: 'blocked', enforced: 'compliant', federated: 'unknown', 'at-the-office': 'nonCompliant', 'weak-strength': 'nonCompliant',
  hank: 'nonCompliant', jane: 'nonCompliant', ivy: 'compliant',
};
