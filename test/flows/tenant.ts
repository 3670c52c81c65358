import { AccountSet } from '../../src/engine/index.js';
import type { Account, ConditionalAccessPolicy, Group, NamedLocation, Snapshot } from '../../src/engine/index.js';
import { judge } from '../../src/findings/index.js';
import type { Scan } from '../../src/flows/types.js';

/** A small tenant: everybody must use MFA, except from Montreal, except the members of `Ticket sync`. */
export function aSnapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    tenant: { id: 'tenant-1', displayName: 'Contoso', cloud: 'public', hasPremiumLicence: true, isDemo: false },
    scannedAt: '2026-11-20T08:00:00.000Z', requests: 12, readMs: 340, accountsComplete: true, unavailable: [],
    accounts: [ada, bob, connector, greta, disabled],
    securityDefaultsEnabled: false,
    policies: [requireMfa],
    namedLocations: [montreal, warehouse],
    authenticationStrengths: new Map(), domains: new Map([['contoso.com', { isFederated: false }]]),
    crossTenantAccess: { default: { isMfaAccepted: false, isCompliantDeviceAccepted: false, isHybridAzureADJoinedDeviceAccepted: false }, partners: new Map() },
    homeTenants: new Map([['fabrikam.com', 'tenant-2']]),
    groups: new Map([[ticketSync.id, ticketSync]]),
    roleAssignments: [{ roleId: GLOBAL_ADMINISTRATOR, principalId: 'ada', directoryScopeId: '/' }],
    roleEligibilities: [],
    roleNames: new Map([[GLOBAL_ADMINISTRATOR, 'Global Administrator']]),
    ...change,
  };
}

export function aScan(change: Partial<Snapshot> = {}): Scan {
  const snapshot = aSnapshot(change);
  return { snapshot, report: judge(snapshot), isPreliminary: false };
}

export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

export function anAccount(id: string, change: Partial<Account> = {}): Account {
  return {
    id, userPrincipalName: `${id}@contoso.com`, displayName: id, mail: undefined, userType: 'member', accountEnabled: true,
    perUserMfaState: 'disabled', onPremisesSyncEnabled: false, isResourceAccount: false, createdDateTime: undefined,
    isMfaRegistered: true, methodsRegistered: ['microsoftAuthenticatorPush'], ...change,
  };
}

export const ada = anAccount('ada', { displayName: 'Ada Lovelace' });
export const bob = anAccount('bob', { displayName: 'Bob Ross', isMfaRegistered: false, methodsRegistered: [] });
export const connector = anAccount('svc-tickets', { displayName: 'Ticket connector' });
export const greta = anAccount('greta_fabrikam.com#EXT#', { displayName: 'Greta Guest', userType: 'guest', mail: 'greta@fabrikam.com' });
export const disabled = anAccount('old', { displayName: 'Old Account', accountEnabled: false });

export const ticketSync: Group = { id: 'group-1', displayName: 'Ticket sync', members: AccountSet.of([2]), isDeleted: false };
export const montreal: NamedLocation = { kind: 'ip', id: 'location-1', displayName: 'Montréal - siège social', isTrusted: true, ranges: ['203.0.113.0/24'] };
export const warehouse: NamedLocation = { kind: 'ip', id: 'location-2', displayName: 'Montréal - entrepôt', isTrusted: false, ranges: ['198.51.100.0/24'] };

export const nobodyInScope: ConditionalAccessPolicy['users'] = {
  includeUsers: [], excludeUsers: [], includeGroups: [], excludeGroups: [], includeRoles: [], excludeRoles: [], includeGuests: undefined, excludeGuests: undefined,
};

export const requireMfa: ConditionalAccessPolicy = {
  id: 'policy-1', displayName: 'CA001 - Require MFA', state: 'enabled',
  users: { ...nobodyInScope, includeUsers: ['All'], excludeGroups: ['group-1'] },
  applications: { include: ['All'], exclude: [], userActions: [], authenticationContexts: [], filter: undefined },
  clientAppTypes: ['all'], locations: undefined, platforms: undefined, deviceFilter: undefined,
  signInRiskLevels: [], userRiskLevels: [], insiderRiskLevels: [], transferMethods: undefined, isForWorkloadIdentities: false,
  grant: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [], authenticationStrength: undefined },
  sessionControls: [], unknownConditions: [], misread: [], modifiedDateTime: undefined,
};
