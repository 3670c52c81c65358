import { AccountSet, type Account, type Domain, type InboundTrust, type Snapshot } from '../../src/engine/index.js';
import { decodePolicy } from '../../src/graph/decode/conditionalAccess.js';
import { decodeNamedLocation } from '../../src/graph/decode/namedLocation.js';

type Json = Record<string, unknown>;

/** A piece of a tenant in Graph's JSON shapes; everything left out has the dullest value there is. */
export interface TenantFragment {
  /** Merged over a policy "MFA for everybody, everywhere"; ids default to `p1`, `p2` ... */
  policies?: Json[];
  namedLocations?: Json[];
  /** Only `userPrincipalName` is needed; without a list there is one member, `alice`. */
  users?: (Json & { userPrincipalName: string })[];
  /** Members are ids of users or of other groups. */
  groups?: { id: string; displayName?: string; members?: string[]; deletedDateTime?: string }[];
  roleAssignments?: { principalId: string; roleDefinitionId: string; directoryScopeId?: string }[];
  roleEligibilities?: { principalId: string; roleDefinitionId: string }[];
  securityDefaults?: boolean;
  domains?: { id: string; authenticationType?: 'Managed' | 'Federated'; federatedIdpMfaBehavior?: string | null }[];
  crossTenantAccess?: { default?: Partial<InboundTrust>; partners?: ({ tenantId: string } & Partial<InboundTrust>)[] };
  homeTenants?: Record<string, string>;
  authenticationStrengths?: { id: string; allowedCombinations: string[] }[];
  registration?: { id: string; isMfaRegistered?: boolean; methodsRegistered?: string[] }[];
  /** What could not be read: a field of the snapshot, `groups/<id>`, `perUserMfaState`, `perUserMfaState/<id>` or `domains/<id>`. */
  unread?: string[];
}

const NO_TRUST: InboundTrust = { isMfaAccepted: false, isCompliantDeviceAccepted: false, isHybridAzureADJoinedDeviceAccepted: false };
const INHERITED: InboundTrust = { isMfaAccepted: null, isCompliantDeviceAccepted: null, isHybridAzureADJoinedDeviceAccepted: null };

/** Builds the snapshot that a scan of such a tenant would give. */
export function tenant(fragment: TenantFragment): Snapshot {
  const unread = new Set(fragment.unread ?? []);
  const accounts = (fragment.users ?? [{ userPrincipalName: 'alice@contoso.com' }]).map((user) => account(user, fragment, unread));
  const read = <T>(source: string, value: T): T | undefined => (unread.has(source) ? undefined : value);
  return {
    tenant: { id: 'tenant', displayName: 'Contoso', cloud: 'public', hasPremiumLicence: true, isDemo: false },
    scannedAt: '2026-11-23T06:00:00Z', requests: 20, readMs: 1000, accountsComplete: true,
    unavailable: [], accounts,
    securityDefaultsEnabled: read('securityDefaults', fragment.securityDefaults ?? false),
    policies: read('policies', (fragment.policies ?? []).map(rawPolicy).map(decodePolicy)),
    namedLocations: read('namedLocations', (fragment.namedLocations ?? []).map(rawLocation).map(decodeNamedLocation)),
    authenticationStrengths: read('authenticationStrengths', strengths(fragment)),
    domains: read('domains', domains(fragment, unread)),
    crossTenantAccess: {
      default: read('crossTenantAccess/default', { ...NO_TRUST, ...fragment.crossTenantAccess?.default }),
      partners: read('crossTenantAccess/partners', partners(fragment)),
    },
    homeTenants: new Map(Object.entries(fragment.homeTenants ?? {})),
    groups: groups(fragment, accounts, unread),
    roleAssignments: read('roleAssignments', (fragment.roleAssignments ?? []).map(role)),
    roleEligibilities: (fragment.roleEligibilities ?? []).map(role),
    roleNames: new Map([['62e90394-69f5-4237-9190-012177145e10', 'Global Administrator']]),
  };
}

/** A whole raw policy from its unusual parts, as Graph returns it: null sections, empty lists. */
export function rawPolicy(part: Json, index = 0): Json {
  return merge({
    id: `p${index + 1}`, templateId: null, displayName: (part['id'] as string) ?? `Policy ${index + 1}`, state: 'enabled',
    createdDateTime: '2026-01-01T00:00:00Z', modifiedDateTime: null, sessionControls: null,
    conditions: {
      userRiskLevels: [], signInRiskLevels: [], servicePrincipalRiskLevels: [], insiderRiskLevels: null, clientAppTypes: ['all'],
      platforms: null, locations: null, times: null, devices: null, authenticationFlows: null, clientApplications: null,
      applications: { includeApplications: ['All'], excludeApplications: [], includeUserActions: [], includeAuthenticationContextClassReferences: [], applicationFilter: null },
      users: {
        includeUsers: ['All'], excludeUsers: [], includeGroups: [], excludeGroups: [], includeRoles: [], excludeRoles: [],
        includeGuestsOrExternalUsers: null, excludeGuestsOrExternalUsers: null,
      },
    },
    grantControls: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: [], termsOfUse: [], authenticationStrength: null },
  }, part);
}

function merge(base: Json, part: Json): Json {
  const merged = { ...base };
  for (const [key, value] of Object.entries(part)) {
    const below = merged[key];
    merged[key] = isObject(below) && isObject(value) ? merge(below, value) : value;
  }
  return merged;
}

const isObject = (value: unknown): value is Json => typeof value === 'object' && value !== null && !Array.isArray(value);

/** `ranges` is short for `ipRanges`, `countries` for `countriesAndRegions`. */
function rawLocation({ ranges, countries, ...rest }: Json): Json {
  const type = ranges ? 'ip' : countries ? 'country' : undefined;
  return {
    ...(type && { '@odata.type': `#microsoft.graph.${type}NamedLocation` }), displayName: rest['id'],
    ...(ranges ? { isTrusted: false, ipRanges: (ranges as string[]).map(rawRange) } : {}),
    ...(countries ? { countriesAndRegions: countries, includeUnknownCountriesAndRegions: false, countryLookupMethod: 'clientIpAddress' } : {}),
    ...rest,
  };
}

const rawRange = (cidrAddress: string): Json => (
  { '@odata.type': `#microsoft.graph.${cidrAddress.includes(':') ? 'iPv6' : 'iPv4'}CidrRange`, cidrAddress });

function account(user: Json & { userPrincipalName: string }, fragment: TenantFragment, unread: Set<string>): Account {
  const id = (user['id'] as string) ?? user.userPrincipalName.split('@')[0]!;
  const row = fragment.registration?.find((each) => each.id === id);
  const isStateUnread = unread.has('perUserMfaState') || unread.has(`perUserMfaState/${id}`);
  return {
    id, userPrincipalName: user.userPrincipalName, displayName: (user['displayName'] as string) ?? id,
    mail: user['mail'] as string | undefined, userType: user['userType'] === 'Guest' ? 'guest' : 'member',
    accountEnabled: user['accountEnabled'] !== false,
    perUserMfaState: isStateUnread ? undefined : ((user['perUserMfaState'] as Account['perUserMfaState']) ?? 'disabled'),
    onPremisesSyncEnabled: user['onPremisesSyncEnabled'] === true, isResourceAccount: user['isResourceAccount'] === true,
    createdDateTime: undefined, isMfaRegistered: row?.isMfaRegistered, methodsRegistered: row?.methodsRegistered,
  };
}

function groups(fragment: TenantFragment, accounts: Account[], unread: Set<string>): Snapshot['groups'] {
  const all = new Map((fragment.groups ?? []).map((group) => [group.id, group]));
  const flatten = (ids: string[], seen: string[] = []): string[] => ids.flatMap((id) => {
    if (seen.includes(id)) return [];
    return all.has(id) ? flatten(all.get(id)!.members ?? [], [...seen, id]) : [id];
  });
  return new Map([...all.values()].map(({ id, displayName, members, deletedDateTime }) => {
    // A deleted group has no members, whatever it held before.
    const held = deletedDateTime === undefined ? (members ?? []) : [];
    const positions = flatten(held, [id]).map((member) => accounts.findIndex((each) => each.id === member)).filter((position) => position >= 0);
    return [id, { id, displayName: displayName ?? id, members: unread.has(`groups/${id}`) && deletedDateTime === undefined ? undefined : AccountSet.of(positions), isDeleted: deletedDateTime !== undefined }];
  }));
}

const role = (raw: { principalId: string; roleDefinitionId: string; directoryScopeId?: string }) => (
  { principalId: raw.principalId, roleId: raw.roleDefinitionId, directoryScopeId: raw.directoryScopeId ?? '/' });

function domains(fragment: TenantFragment, unread: Set<string>): Map<string, Domain> {
  const listed = fragment.domains ?? [{ id: 'contoso.com' }, { id: 'contoso.onmicrosoft.com' }];
  return new Map(listed.map(({ id, authenticationType, federatedIdpMfaBehavior }): [string, Domain] => {
    if (authenticationType !== 'Federated') return [id, { isFederated: false }];
    return [id, { isFederated: true, federatedIdpMfaBehavior: unread.has(`domains/${id}`) ? undefined : (federatedIdpMfaBehavior ?? null) }];
  }));
}

function partners(fragment: TenantFragment): Map<string, InboundTrust> {
  return new Map((fragment.crossTenantAccess?.partners ?? []).map(({ tenantId, ...trust }) => [tenantId, { ...INHERITED, ...trust }]));
}

const strengths = (fragment: TenantFragment) => new Map((fragment.authenticationStrengths ?? []).map((each) => [each.id, each.allowedCombinations]));
