import type {
  ApplicationScope, AuthenticationStrength, ConditionalAccessPolicy, GrantControls, GuestScope, IncludeExclude, NamedLocation, UserScope,
} from '../../engine/index.js';

/**
 * Decoders for Conditional Access as Graph v1.0 returns it (`conditionalAccessPolicy`, `namedLocation`).
 * INVARIANT: what isn't understood is written down in `unknownConditions`, `misread` or `kind: 'unknown'`, never dropped.
 */
type Json = Record<string, unknown>;

const CONDITIONS = new Set([
  'userRiskLevels', 'signInRiskLevels', 'insiderRiskLevels', 'clientAppTypes', 'platforms', 'locations', 'devices', 'applications',
  'users', 'authenticationFlows', 'clientApplications',
]);
const USERS = new Set(['Users', 'Groups', 'Roles', 'GuestsOrExternalUsers'].flatMap((name) => [`include${name}`, `exclude${name}`]));
const APPLICATIONS = new Set([
  'includeApplications', 'excludeApplications', 'includeUserActions', 'includeAuthenticationContextClassReferences', 'applicationFilter',
]);
const GRANTS = new Set(['operator', 'builtInControls', 'customAuthenticationFactors', 'termsOfUse', 'authenticationStrength']);
const RISKS = new Set(['none', 'low', 'medium', 'high', 'hidden']);
const INSIDER_RISKS = new Set(['none', 'minor', 'moderate', 'elevated']);
const PLATFORMS = new Set(['all', 'android', 'iOS', 'windows', 'windowsPhone', 'macOS', 'linux']);
const CLIENTS = new Set(['all', 'browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'other']);
const GUEST_TYPES = new Set([
  'none', 'internalGuest', 'b2bCollaborationGuest', 'b2bCollaborationMember', 'b2bDirectConnectUser', 'otherExternalUser', 'serviceProvider',
]);
const STATES = new Set(['enabled', 'disabled', 'enabledForReportingButNotEnforced']);

/** Decodes one policy; never throws. A policy that can't be made out at all may demand anything of anybody, so nothing rests on it. */
export function decodePolicy(raw: unknown): ConditionalAccessPolicy {
  const unknownConditions: string[] = [];
  const misread: string[] = [];
  const policy = object(raw);
  if (!policy || typeof policy['id'] !== 'string') misread.push('policy');
  const conditions = section(policy?.['conditions'], 'conditions', misread);
  noteUnknown(conditions, CONDITIONS, '', unknownConditions);
  // A policy that is being rolled out holds for some of its users only.
  if (namesSomething(policy?.['partialEnablementStrategy'])) unknownConditions.push('partialEnablementStrategy');
  return {
    id: text(policy?.['id']) ?? 'unreadable',
    displayName: text(policy?.['displayName']) ?? text(policy?.['id']) ?? 'unreadable policy',
    state: decodeState(policy?.['state'], misread),
    users: decodeUsers(section(conditions['users'], 'users', misread), misread),
    applications: decodeApplications(section(conditions['applications'], 'applications', misread), misread),
    clientAppTypes: enumList(conditions['clientAppTypes'], CLIENTS, 'clientAppTypes', misread),
    locations: includeExclude(conditions['locations'], 'Locations', misread),
    platforms: decodePlatforms(conditions['platforms'], misread),
    deviceFilter: decodeDevices(conditions['devices'], misread),
    signInRiskLevels: enumList(conditions['signInRiskLevels'], RISKS, 'signInRiskLevels', misread),
    userRiskLevels: enumList(conditions['userRiskLevels'], RISKS, 'userRiskLevels', misread),
    insiderRiskLevels: enumList(conditions['insiderRiskLevels'], INSIDER_RISKS, 'insiderRiskLevels', misread),
    transferMethods: decodeTransferMethods(conditions['authenticationFlows'], misread),
    isForWorkloadIdentities: namesSomething(conditions['clientApplications']),
    grant: decodeGrant(policy?.['grantControls'], misread),
    sessionControls: sessionControls(policy?.['sessionControls']),
    unknownConditions,
    misread,
    modifiedDateTime: text(policy?.['modifiedDateTime']) ?? text(policy?.['createdDateTime']),
  };
}

/** Decodes one named location; never throws. A range that can't be read makes the location `unknown`. */
export function decodeNamedLocation(raw: unknown): NamedLocation {
  const location = object(raw) ?? {};
  const id = text(location['id']) ?? 'unreadable';
  const named = { id, displayName: text(location['displayName']) ?? id };
  const type = text(location['@odata.type']) ?? '';
  if (type.endsWith('ipNamedLocation') || Array.isArray(location['ipRanges'])) return decodeIpLocation(location, named);
  if (type.endsWith('countryNamedLocation') || Array.isArray(location['countriesAndRegions'])) return decodeCountryLocation(location, named);
  if (type.endsWith('compliantNetworkNamedLocation') || location['compliantNetworkType']) return { kind: 'compliantNetwork', ...named };
  return unplaced(location, named);
}

function unplaced(location: Json, named: { id: string; displayName: string }): NamedLocation {
  return { kind: 'unknown', ...named, isTrusted: location['isTrusted'] === true };
}

function decodeIpLocation(location: Json, named: { id: string; displayName: string }): NamedLocation {
  const ranges = Array.isArray(location['ipRanges']) ? location['ipRanges'].map(rangeText) : [undefined];
  if (ranges.includes(undefined)) return unplaced(location, named);
  return { kind: 'ip', ...named, isTrusted: location['isTrusted'] === true, ranges: ranges as string[] };
}

function rangeText(raw: unknown): string | undefined {
  const range = object(raw);
  const cidr = text(range?.['cidrAddress']);
  const lower = text(range?.['lowerAddress']);
  const upper = text(range?.['upperAddress']);
  return cidr ?? (lower && upper ? `${lower}-${upper}` : undefined);
}

function decodeCountryLocation(location: Json, named: { id: string; displayName: string }): NamedLocation {
  const countries = location['countriesAndRegions'];
  if (!isTextList(countries)) return unplaced(location, named);
  return {
    kind: 'country', ...named,
    countries: countries.map((code) => code.toUpperCase()),
    includesUnknown: location['includeUnknownCountriesAndRegions'] === true,
    lookup: location['countryLookupMethod'] === 'authenticatorAppGps' ? 'gps' : 'ip',
  };
}

function decodeState(raw: unknown, misread: string[]): ConditionalAccessPolicy['state'] {
  if (typeof raw === 'string' && STATES.has(raw)) return raw as ConditionalAccessPolicy['state'];
  misread.push('state');
  return 'enabled';
}

function decodeUsers(users: Json, misread: string[]): UserScope {
  const list = (name: string) => textList(users[name], `users.${name}`, misread);
  const roles = (name: string) => list(name).map((id) => id.toLowerCase());
  noteUnknown(users, USERS, 'users.', misread);
  return {
    includeUsers: list('includeUsers'), excludeUsers: list('excludeUsers'),
    includeGroups: list('includeGroups'), excludeGroups: list('excludeGroups'),
    includeRoles: roles('includeRoles'), excludeRoles: roles('excludeRoles'),
    includeGuests: decodeGuests(users['includeGuestsOrExternalUsers'], misread),
    excludeGuests: decodeGuests(users['excludeGuestsOrExternalUsers'], misread),
  };
}

function decodeGuests(raw: unknown, misread: string[]): GuestScope | undefined {
  if (raw === null || raw === undefined) return undefined;
  const guests = section(raw, 'guestOrExternalUserTypes', misread);
  const types = flags(guests['guestOrExternalUserTypes']);
  noteStrangers(types, GUEST_TYPES, 'guestOrExternalUserTypes', misread);
  const tenants = object(guests['externalTenants']);
  if (!tenants || tenants['membershipKind'] === 'all') return { types, tenantIds: undefined };
  if (tenants['membershipKind'] !== 'enumerated' && !Array.isArray(tenants['members'])) misread.push('externalTenants');
  return { types, tenantIds: textList(tenants['members'], 'externalTenants', misread) };
}

function decodeApplications(applications: Json, misread: string[]): ApplicationScope {
  const list = (name: string) => textList(applications[name], `applications.${name}`, misread);
  noteUnknown(applications, APPLICATIONS, 'applications.', misread);
  return {
    include: list('includeApplications'), exclude: list('excludeApplications'),
    userActions: list('includeUserActions'), authenticationContexts: list('includeAuthenticationContextClassReferences'),
    filter: decodeFilter(applications['applicationFilter'], 'applicationFilter', misread),
  };
}

function decodePlatforms(raw: unknown, misread: string[]): IncludeExclude | undefined {
  const platforms = includeExclude(raw, 'Platforms', misread);
  if (platforms) noteStrangers([...platforms.include, ...platforms.exclude], PLATFORMS, 'platforms', misread);
  return platforms;
}

function decodeDevices(raw: unknown, misread: string[]): ConditionalAccessPolicy['deviceFilter'] {
  const devices = section(raw, 'devices', misread);
  noteUnknown(devices, new Set(['deviceFilter']), 'devices.', misread);
  return decodeFilter(devices['deviceFilter'], 'deviceFilter', misread);
}

function decodeFilter(raw: unknown, path: string, misread: string[]): { mode: 'include' | 'exclude'; rule: string } | undefined {
  const filter = section(raw, path, misread);
  const rule = text(filter['rule']);
  if (!namesSomething(filter)) return undefined;
  if (!rule || (filter['mode'] !== 'include' && filter['mode'] !== 'exclude')) {
    misread.push(path);
    return undefined;
  }
  return { mode: filter['mode'], rule };
}

function decodeTransferMethods(raw: unknown, misread: string[]): string[] | undefined {
  const methods = flags(section(raw, 'authenticationFlows', misread)['transferMethods']).filter((method) => method !== 'none');
  noteStrangers(methods, new Set(['deviceCodeFlow', 'authenticationTransfer']), 'transferMethods', misread);
  return methods.length > 0 ? methods : undefined;
}

function decodeGrant(raw: unknown, misread: string[]): GrantControls | undefined {
  if (raw === null || raw === undefined) return undefined;
  const grant = section(raw, 'grantControls', misread);
  noteUnknown(grant, GRANTS, 'grantControls.', misread);
  const list = (name: string) => textList(grant[name], `grantControls.${name}`, misread);
  return {
    operator: decodeOperator(grant['operator'], misread),
    builtInControls: list('builtInControls'),
    customAuthenticationFactors: list('customAuthenticationFactors'),
    termsOfUse: list('termsOfUse'),
    authenticationStrength: decodeStrength(grant['authenticationStrength']),
  };
}

function decodeOperator(raw: unknown, misread: string[]): 'AND' | 'OR' {
  if (raw === 'AND' || raw === 'OR') return raw;
  if (raw !== null && raw !== undefined) misread.push('grantControls.operator');
  // Without an operator only the weaker reading is safe.
  return 'OR';
}

function decodeStrength(raw: unknown): AuthenticationStrength | undefined {
  const strength = object(raw);
  if (!strength) return undefined;
  const combinations = strength['allowedCombinations'];
  return {
    id: text(strength['id']) ?? 'unreadable',
    displayName: text(strength['displayName']),
    allowedCombinations: isTextList(combinations) && combinations.length > 0 ? combinations : undefined,
  };
}

function sessionControls(raw: unknown): string[] {
  return Object.entries(object(raw) ?? {}).filter(([name, value]) => isOurs(name) && namesSomething(value)).map(([name]) => name);
}

function includeExclude(raw: unknown, suffix: 'Locations' | 'Platforms', misread: string[]): IncludeExclude | undefined {
  if (raw === null || raw === undefined) return undefined;
  const both = section(raw, suffix, misread);
  const include = textList(both[`include${suffix}`], `include${suffix}`, misread);
  const exclude = textList(both[`exclude${suffix}`], `exclude${suffix}`, misread);
  return include.length + exclude.length > 0 ? { include, exclude } : undefined;
}

function enumList(raw: unknown, known: Set<string>, path: string, misread: string[]): string[] {
  const values = typeof raw === 'string' ? flags(raw) : textList(raw, path, misread);
  noteStrangers(values, known, path, misread);
  return values;
}

function noteStrangers(values: string[], known: Set<string>, path: string, misread: string[]): void {
  for (const value of values) if (!known.has(value)) misread.push(`${path}: ${value}`);
}

function noteUnknown(values: Json, known: Set<string>, prefix: string, misread: string[]): void {
  for (const [name, value] of Object.entries(values)) {
    if (isOurs(name) && !known.has(name) && namesSomething(value)) misread.push(prefix + name);
  }
}

/** OData annotations and actions (`@odata.type`, `#microsoft.graph.restore`) are no conditions. */
const isOurs = (name: string): boolean => !name.includes('@') && !name.startsWith('#');

/** True where a value restricts anything: null, empty lists and objects of these do not. */
function namesSomething(value: unknown): boolean {
  if (value === null || value === undefined || value === '' || value === false) return false;
  if (Array.isArray(value)) return value.length > 0;
  if (typeof value === 'object') return Object.entries(value).some(([name, each]) => isOurs(name) && namesSomething(each));
  return true;
}

function section(raw: unknown, path: string, misread: string[]): Json {
  if (raw === null || raw === undefined) return {};
  const found = object(raw);
  if (!found) misread.push(path);
  return found ?? {};
}

function textList(raw: unknown, path: string, misread: string[]): string[] {
  if (raw === null || raw === undefined) return [];
  if (isTextList(raw)) return raw;
  misread.push(path);
  return [];
}

/** Graph writes flags as one comma-separated string. */
function flags(raw: unknown): string[] {
  const values = Array.isArray(raw) ? raw.filter((each) => typeof each === 'string') : typeof raw === 'string' ? raw.split(',') : [];
  return values.map((value) => value.trim()).filter(Boolean);
}

const object = (raw: unknown): Json | undefined =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Json) : undefined;
const text = (raw: unknown): string | undefined => (typeof raw === 'string' && raw !== '' ? raw : undefined);
const isTextList = (raw: unknown): raw is string[] => Array.isArray(raw) && raw.every((each) => typeof each === 'string');
