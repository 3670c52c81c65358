import type { GraphObject } from '../service/route.js';
import { deletedGroupId, groupId, type GroupKey } from './groups.js';
import { guidOf } from './ids.js';
import { locationId, type LocationKey } from './locations.js';
import { accountId } from './people/index.js';
import { policy, type SeedPolicy } from './policyShape.js';
import { roles } from './roles.js';
import { otherPolicies } from './policiesBeside.js';
import { multifactor, phishingResistant } from './strengths.js';

const ids = (...keys: GroupKey[]): string[] => keys.map(groupId);
const everywhereExcept = (...keys: LocationKey[]): GraphObject => ({
  locations: { includeLocations: ['All'], excludeLocations: keys.map(locationId) },
});
const mfa = { builtInControls: ['mfa'] };
const anyTenant = { '@odata.type': '#microsoft.graph.conditionalAccessAllExternalTenants', membershipKind: 'all' };

/** The policies that decide who is compliant. Those beside the question are in policiesBeside.ts. */
const deciding: SeedPolicy[] = [
  // The rule: everybody, everything, everywhere. Each exclusion below is a population with a story.
  {
    key: 'CA001',
    displayName: 'CA001 - Require MFA for all users',
    grant: mfa,
    users: {
      includeUsers: ['All'],
      excludeUsers: [accountId('marcAndre')],
      excludeGroups: [
        ...ids(
          'breakGlass',
          'mfaExceptions',
          'nocOffice',
          'quebecOffice',
          'trainers',
          'auditorium',
          'fieldEngineering',
          'contractors',
          'frontDesk',
          'warehouseTablets',
          'executives',
          'interns',
          'duoPilot',
          'termsOfUse',
          'perUserMfa',
          'teamsRooms',
          'monitoring',
          'auroreMigration',
        ),
        deletedGroupId,
      ],
      excludeRoles: [roles['Directory Synchronization Accounts']],
      excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'internalGuest,b2bCollaborationGuest', externalTenants: anyTenant },
    },
  },
  // Question 2 of the thread: MFA, but not from the office.
  {
    key: 'CA002',
    displayName: 'CA002 - NOC: MFA outside the Montréal office',
    users: { includeGroups: ids('nocOffice') },
    conditions: everywhereExcept('headOffice'),
    grant: mfa,
  },
  {
    key: 'CA003',
    displayName: 'CA003 - Québec: MFA outside trusted locations',
    grant: mfa,
    users: { includeGroups: ids('quebecOffice') },
    conditions: { locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] } },
  },
  {
    key: 'CA004',
    displayName: 'CA004 - Formateurs: MFA outside the head office',
    users: { includeGroups: ids('trainers') },
    conditions: everywhereExcept('headOffice'),
    grant: mfa,
  },
  // Takes the training room back out of the hole that CA004 leaves.
  {
    key: 'CA005',
    displayName: 'CA005 - Formateurs: MFA in the training room',
    grant: mfa,
    users: { includeGroups: ids('trainers') },
    conditions: { locations: { includeLocations: [locationId('trainingRoom')], excludeLocations: [] } },
  },
  // Two policies that leave no gap together although each has an exclusion.
  {
    key: 'CA006',
    displayName: 'CA006 - Régie: MFA except in the training room',
    users: { includeGroups: ids('auditorium') },
    conditions: everywhereExcept('trainingRoom'),
    grant: mfa,
  },
  {
    key: 'CA007',
    displayName: 'CA007 - Régie: MFA at the head office',
    grant: mfa,
    users: { includeGroups: ids('auditorium') },
    conditions: { locations: { includeLocations: [locationId('headOffice')], excludeLocations: [] } },
  },
  // The thread's "modern desktop" partner: a compliant device instead of MFA.
  {
    key: 'CA008',
    displayName: 'CA008 - Field Engineering: MFA or compliant device',
    users: { includeGroups: ids('fieldEngineering') },
    grant: { builtInControls: ['mfa', 'compliantDevice'] },
  },
  {
    key: 'CA009',
    displayName: 'CA009 - Contractuels: MFA for Office 365',
    users: { includeGroups: ids('contractors') },
    applications: { includeApplications: ['Office365'] },
    grant: mfa,
  },
  {
    key: 'CA010',
    displayName: 'CA010 - Accueil: MFA in the browser',
    users: { includeGroups: ids('frontDesk') },
    clientAppTypes: ['browser'],
    grant: mfa,
  },
  {
    key: 'CA011',
    displayName: 'CA011 - Entrepôt: MFA on tablets',
    grant: mfa,
    users: { includeGroups: ids('warehouseTablets') },
    conditions: { platforms: { includePlatforms: ['iOS', 'android'], excludePlatforms: [] } },
  },
  {
    key: 'CA012',
    displayName: 'CA012 - Risky sign-ins: MFA',
    users: { includeGroups: ids('executives', 'finance') },
    conditions: { signInRiskLevels: ['medium', 'high'] },
    grant: mfa,
  },
  // Accepted at sign-in, leaves no MFA claim in the token.
  {
    key: 'CA013',
    displayName: 'CA013 - Pilote Duo',
    users: { includeGroups: ids('duoPilot') },
    grant: { customAuthenticationFactors: ['RequireDuoMfa'] },
  },
  {
    key: 'CA014',
    displayName: 'CA014 - Bénévoles: terms of use or MFA',
    users: { includeGroups: ids('termsOfUse') },
    grant: { ...mfa, termsOfUse: [guidOf('termsOfUse', 'volunteers')] },
  },
  {
    key: 'CA015',
    displayName: 'CA015 - Break glass: phishing-resistant MFA',
    users: { includeUsers: [accountId('breakGlass2')] },
    grant: { authenticationStrength: phishingResistant },
  },
  {
    key: 'CA016',
    displayName: 'CA016 - Administrators: MFA for everything',
    grant: { authenticationStrength: multifactor },
    users: { includeRoles: administratorRoles(), excludeUsers: [accountId('marcAndre')], excludeGroups: ids('breakGlass') },
  },
  // Forgets the internal guests that CA001 leaves out.
  {
    key: 'CA017',
    displayName: 'CA017 - Guests: MFA',
    grant: mfa,
    users: {
      excludeGroups: ids('guestPortal'),
      includeGuestsOrExternalUsers: {
        guestOrExternalUserTypes: 'b2bCollaborationGuest,b2bCollaborationMember,b2bDirectConnectUser,otherExternalUser,serviceProvider',
        externalTenants: anyTenant,
      },
    },
  },
  {
    key: 'CA018',
    displayName: 'CA018 - Shared mailboxes: MFA',
    state: 'enabledForReportingButNotEnforced',
    users: { includeGroups: ids('sharedMailboxes') },
    grant: mfa,
  },
  { key: 'CA019', displayName: 'CA019 - Stagiaires: MFA', state: 'disabled', users: { includeGroups: ids('interns') }, grant: mfa },
  {
    key: 'CA020',
    displayName: 'CA020 - Teams Rooms: compliant device',
    users: { includeGroups: ids('teamsRooms') },
    grant: { builtInControls: ['compliantDevice'] },
  },
  {
    key: 'CA021',
    displayName: 'CA021 - Monitoring: block outside the data centre',
    users: { includeGroups: ids('monitoring') },
    conditions: everywhereExcept('dataCentre'),
    grant: { builtInControls: ['block'] },
  },
];

export const policies: GraphObject[] = [...deciding, ...otherPolicies].map(policy);

function administratorRoles(): string[] {
  return Object.entries(roles)
    .filter(([name]) => name !== 'Directory Synchronization Accounts')
    .map(([, id]) => id);
}
