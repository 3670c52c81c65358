import * as fc from 'fast-check';
import type { TenantFragment } from '../support/tenant.js';
import { GROUPS, LOCATIONS, policies, ROLES, TENANTS } from './arbitraryPolicies.js';

const SYNC_ROLE = 'd29b2b05-8046-44ba-8758-1e26182fcf32';
const USER_IDS = ['alice', 'bob', 'carol', 'dave', 'erin'];

const address = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('@contoso.com', '@sub.contoso.com') },
  { weight: 2, arbitrary: fc.constantFrom('_fabrikam.com#EXT#@contoso.onmicrosoft.com', '_nowhere.com#EXT#@contoso.onmicrosoft.com') },
);
const user = (id: string) => fc.record({
  id: fc.constant(id),
  userPrincipalName: fc.tuple(fc.constantFrom('', '', '', 'svc-', 'Sync_'), address).map(([prefix, suffix]) => prefix + id + suffix),
  displayName: fc.constantFrom(id, id, id, 'Break glass', 'Backup service account'),
  userType: fc.constantFrom('Member', 'Member', 'Member', 'Guest'),
  accountEnabled: fc.constantFrom(true, true, true, true, true, false),
  perUserMfaState: fc.constantFrom('disabled', 'disabled', 'disabled', 'disabled', 'enabled', 'enforced'),
});

const LOCATION_SHAPES: Record<string, Record<string, unknown>> = {
  hq: { ranges: ['203.0.113.0/24', '2001:db8:1::/48'], isTrusted: true },
  floor: { ranges: ['203.0.113.128/25'] },
  branch: { ranges: ['203.0.112.0/23'], isTrusted: true },
  six: { ranges: ['2001:db8::/32'] },
  canada: { countries: ['CA'], includeUnknownCountriesAndRegions: true },
  america: { countries: ['CA', 'US'] },
  network: { '@odata.type': '#microsoft.graph.compliantNetworkNamedLocation' },
  odd: { '@odata.type': '#microsoft.graph.somethingNewNamedLocation', isTrusted: true },
};
const namedLocations = fc.subarray(LOCATIONS, { minLength: 5 }).map((ids) => ids.map((id) => ({ id, ...LOCATION_SHAPES[id] })));

const groups = fc.tuple(...GROUPS.map((id) => fc.record({
  id: fc.constant(id),
  members: fc.subarray([...USER_IDS, ...GROUPS.filter((each) => each !== id)], { maxLength: 3 }),
  deletedDateTime: fc.constantFrom(undefined, undefined, undefined, undefined, '2026-01-01T00:00:00Z'),
})));

const roleAssignments = fc.array(fc.record({
  principalId: fc.constantFrom(...USER_IDS, 'admins', 'an-application'),
  roleDefinitionId: fc.constantFrom(...ROLES, ...ROLES, SYNC_ROLE),
  directoryScopeId: fc.constantFrom('/', '/', '/administrativeUnits/au'),
}), { maxLength: 3 });

const trust = fc.record({
  isMfaAccepted: fc.constantFrom(true, false, null), isCompliantDeviceAccepted: fc.constantFrom(true, false, null),
  isHybridAzureADJoinedDeviceAccepted: fc.constantFrom(true, false, null),
});
const crossTenantAccess = fc.record({
  default: trust,
  partners: fc.array(fc.tuple(fc.constantFrom(...TENANTS), trust).map(([tenantId, each]) => ({ tenantId, ...each })), { maxLength: 1 }),
});

const domains = fc.tuple(
  fc.constantFrom('Managed', 'Managed', 'Managed', 'Federated'),
  fc.constantFrom(null, 'acceptIfMfaDoneByFederatedIdp', 'enforceMfaByFederatedIdp', 'rejectMfaByFederatedIdp'),
).map(([authenticationType, federatedIdpMfaBehavior]) => [
  { id: 'contoso.com', authenticationType, federatedIdpMfaBehavior } as const, { id: 'sub.contoso.com' }, { id: 'contoso.onmicrosoft.com' },
]);

const registration = fc.subarray(USER_IDS).chain((ids) => fc.tuple(...ids.map((id) => fc.record({
  id: fc.constant(id), isMfaRegistered: fc.boolean(),
  methodsRegistered: fc.subarray(['mobilePhone', 'email', 'fido2SecurityKey', 'officePhone']),
}))));

const UNREADABLE = [
  'policies', 'securityDefaults', 'perUserMfaState', 'namedLocations', 'domains', 'domains/contoso.com', 'roleAssignments', 'authenticationStrengths',
  'crossTenantAccess/default', 'crossTenantAccess/partners', ...GROUPS.map((id) => `groups/${id}`), ...USER_IDS.map((id) => `perUserMfaState/${id}`),
];
export const unread = fc.oneof(
  { weight: 3, arbitrary: fc.constant<string[]>([]) }, { weight: 2, arbitrary: fc.uniqueArray(fc.constantFrom(...UNREADABLE), { minLength: 1, maxLength: 2 }) },
);

/** A small random tenant in Graph's shapes, biased towards policies that nearly cover everything. */
export const tenants: fc.Arbitrary<TenantFragment> = fc.record({
  policies, namedLocations,
  users: fc.integer({ min: 2, max: 4 }).chain((count) => fc.tuple(...USER_IDS.slice(0, count).map(user))),
  groups, roleAssignments, crossTenantAccess, domains, registration, unread,
  securityDefaults: fc.constantFrom(false, false, false, false, false, false, true),
  homeTenants: fc.constantFrom({ 'fabrikam.com': 'fabrikam' }, {}),
  authenticationStrengths: fc.constantFrom([{ id: 'byId', allowedCombinations: ['password,sms'] }], [{ id: 'byId', allowedCombinations: ['password'] }]),
}) as fc.Arbitrary<TenantFragment>;
