import { groupId } from './groups.js';
import { guidOf } from './ids.js';
import { locationId } from './locations.js';
import type { SeedPolicy } from './policyShape.js';
import { roles } from './roles.js';

const block = { builtInControls: ['block'] };
const nobody = { includeUsers: ['None'] };

/** Policies that demand no MFA of people, or change little: every real tenant has them, and a reader must not trip over them. */
export const otherPolicies: SeedPolicy[] = [
  // An app password only works while legacy clients are let in.
  {
    key: 'CA030',
    displayName: 'CA030 - Block legacy authentication',
    clientAppTypes: ['exchangeActiveSync', 'other'],
    grant: block,
    users: { includeUsers: ['All'], excludeGroups: [groupId('breakGlass'), groupId('legacyMail')] },
  },
  {
    key: 'CA031',
    displayName: 'CA031 - Block device code flow',
    grant: block,
    users: { includeUsers: ['All'], excludeGroups: [groupId('breakGlass'), groupId('legacyMail')] },
    conditions: { authenticationFlows: { transferMethods: 'deviceCodeFlow,authenticationTransfer' } },
  },
  {
    key: 'CA032',
    displayName: 'CA032 - Finance: block outside the allowed countries',
    grant: block,
    users: { includeGroups: [groupId('finance')] },
    conditions: { locations: { includeLocations: ['All'], excludeLocations: [locationId('canadaFranceUs')] } },
  },
  // Session only: `grantControls` is null and nothing is demanded.
  {
    key: 'CA033',
    displayName: 'CA033 - Administrators: sign in again after 12 hours',
    grant: null,
    users: { includeRoles: [roles['Global Administrator'], roles['Security Administrator']] },
    session: {
      signInFrequency: {
        value: 12,
        type: 'hours',
        authenticationType: 'primaryAndSecondaryAuthentication',
        frequencyInterval: 'timeBased',
        isEnabled: true,
      },
    },
  },
  // A user action is no app: it says nothing about sign-ins.
  {
    key: 'CA034',
    displayName: 'CA034 - Register security information from a compliant network',
    grant: { builtInControls: ['mfa'] },
    users: { includeUsers: ['All'], excludeGroups: [groupId('breakGlass')] },
    applications: { includeApplications: [], includeUserActions: ['urn:user:registersecurityinfo'] },
    conditions: { locations: { includeLocations: ['All'], excludeLocations: [locationId('compliantNetwork')] } },
  },
  {
    key: 'CA035',
    displayName: 'CA035 - Service Desk: app restrictions on unmanaged devices',
    users: { includeGroups: [groupId('serviceDesk')] },
    grant: null,
    applications: { includeApplications: ['Office365'] },
    session: { applicationEnforcedRestrictions: { isEnabled: true } },
    conditions: {
      devices: {
        includeDeviceStates: [],
        excludeDeviceStates: [],
        includeDevices: [],
        excludeDevices: [],
        deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True -and device.deviceOwnership -eq "Company"' },
      },
    },
  },
  // `linux` is newer than v1.0's first enum: without the right header Graph writes `unknownFutureValue` instead.
  {
    key: 'CA040',
    displayName: 'CA040 - Service Desk: block Linux',
    grant: block,
    users: { includeGroups: [groupId('serviceDesk')] },
    conditions: { platforms: { includePlatforms: ['linux'], excludePlatforms: [] } },
  },
  // Flags as one string, insider risk included.
  {
    key: 'CA036',
    displayName: 'CA036 - Insider risk: block',
    state: 'enabledForReportingButNotEnforced',
    users: { includeUsers: ['All'] },
    conditions: { insiderRiskLevels: 'moderate,elevated' },
    grant: block,
  },
  // Written by Microsoft, in report-only until it switches itself on.
  {
    key: 'CA037',
    displayName: 'Microsoft-managed: Multifactor authentication for per-user multifactor authentication users',
    state: 'enabledForReportingButNotEnforced',
    users: { includeGroups: [groupId('perUserMfa')] },
    grant: { builtInControls: ['mfa'] },
  },
  // Service principals and agents: never people.
  {
    key: 'CA038',
    displayName: 'CA038 - Workload identities: block outside the data centre',
    users: nobody,
    grant: block,
    conditions: {
      clientApplications: {
        includeServicePrincipals: ['ServicePrincipalsInMyTenant'],
        excludeServicePrincipals: [guidOf('servicePrincipal', 'backup')],
        servicePrincipalFilter: null,
      },
      locations: { includeLocations: ['All'], excludeLocations: [locationId('dataCentre')] },
    },
  },
  {
    key: 'CA039',
    displayName: 'CA039 - Agents: block at high risk',
    users: nobody,
    grant: block,
    conditions: {
      agentIdRiskLevels: 'high',
      clientApplications: { includeServicePrincipals: [], includeAgentIdServicePrincipals: ['All'], excludeServicePrincipals: [] },
    },
  },
];
