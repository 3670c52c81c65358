import type {
  ApplicationScope, AuthenticationStrength, ConditionalAccessPolicy, GrantControls, GuestScope, IncludeExclude, NamedLocation, UserScope,
} from '../../engine/index.js';

/**
 * Decoders for Conditional Access as Graph v1.0 returns it (`conditionalAccessPolicy`, `namedLocation`).
 * INVARIANT: what isn't understood is written down in `unknownConditions` or `kind: 'unknown'`, never dropped.
 */
type Json = Record<string, unknown>;

const CONDITIONS = new Set([
  'userRiskLevels', 'signInRiskLevels', 'insiderRiskLevels', 'clientAppTypes', 'platforms', 'locations', 'devices', 'applications',
  'users', 'authenticationFlows', 'clientApplications',
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
  const unknown: string[] = [];
  const policy = object(raw);
  if (!policy || typeof policy['id'] !== 'string') unknown.push('policy');
  const conditions = section(policy?.['conditions'], 'conditions', unknown);
  noteUnknown(conditions, CONDITIONS, '', unknown);
  return {
    id: text(policy?.['id']) ?? 'unreadable',
    displayName: text(policy?.['displayName']) ?? text(policy?.['id']) ?? 'unreadable policy',
    state: decodeState(policy?.['state'], unknown),
    users: decodeUsers(section(conditions['users'], 'users', unknown), unknown),
    applications: decodeApplications(section(conditions['applications'], 'applications', unknown), unknown),
    clientAppTypes: enumList(conditions['clientAppTypes'], CLIENTS, 'clientAppTypes', unknown),
    locations: includeExclude(conditions['locations'], 'Locations', unknown),
    platforms: decodePlatforms(conditions['platforms'], unknown),
    deviceFilter: decodeDevices(conditions['devices'], unknown),
    signInRiskLevels: enumList(conditions['signInRiskLevels'], RISKS, 'signInRiskLevels', unknown),
    userRiskLevels: enumList(conditions['userRiskLevels'], RISKS, 'userRiskLevels', unknown),
    insiderRiskLevels: enumList(conditions['insiderRiskLevels'], INSIDER_RISKS, 'insiderRiskLevels', unknown),
    transferMethods: decodeTransferMethods(conditions['authenticationFlows'], unknown),
    isForWorkloadIdentities: namesSomething(conditions['clientApplications']),
    grant: decodeGrant(policy?.['grantControls'], unknown),
    sessionControls: sessionControls(policy?.['sessionControls']),
    unknownConditions: unknown,
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
  return { kind: 'unknown', ...named };
}

function decodeIpLocation(location: Json, named: { id: string; displayName: string }): NamedLocation {
  const ranges = Array.isArray(location['ipRanges']) ? location['ipRanges'].map(rangeText) : [undefined];
  if (ranges.includes(undefined)) return { kind: 'unknown', ...named };
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
  if (!isTextList(countries)) return { kind: 'unknown', ...named };
  return {
    kind: 'country', ...named,
    countries: countries.map((code) => code.toUpperCase()),
    includesUnknown: location['includeUnknownCountriesAndRegions'] === true,
    lookup: location['countryLookupMethod'] === 'authenticatorAppGps' ? 'gps' : 'ip',
  };
}

function decodeState(raw: unknown, unknown: string[]): ConditionalAccessPolicy['state'] {
  if (typeof raw === 'string' && STATES.has(raw)) return raw as ConditionalAccessPolicy['state'];
  unknown.push('state');
  return 'enabled';
}

function decodeUsers(users: Json, unknown: string[]): UserScope {
  const list = (name: string) => textList(users[name], `users.${name}`, unknown);
  return {
    includeUsers: list('includeUsers'), excludeUsers: list('excludeUsers'),
    includeGroups: list('includeGroups'), excludeGroups: list('excludeGroups'),
    includeRoles: list('includeRoles'), excludeRoles: list('excludeRoles'),
    includeGuests: decodeGuests(users['includeGuestsOrExternalUsers'], unknown),
    excludeGuests: decodeGuests(users['excludeGuestsOrExternalUsers'], unknown),
  };
}

function decodeGuests(raw: unknown, unknown: string[]): GuestScope | undefined {
  const guests = object(raw);
  if (!guests) return undefined;
  const types = flags(guests['guestOrExternalUserTypes']);
  noteStrangers(types, GUEST_TYPES, 'guestOrExternalUserTypes', unknown);
  const tenants = object(guests['externalTenants']);
  if (!tenants || tenants['membershipKind'] === 'all') return { types, tenantIds: undefined };
  if (tenants['membershipKind'] !== 'enumerated' && !Array.isArray(tenants['members'])) unknown.push('externalTenants');
  return { types, tenantIds: textList(tenants['members'], 'externalTenants', unknown) };
}

function decodeApplications(applications: Json, unknown: string[]): ApplicationScope {
  const list = (name: string) => textList(applications[name], `applications.${name}`, unknown);
  for (const name of ['globalSecureAccess', 'networkAccess']) if (namesSomething(applications[name])) unknown.push(name);
  return {
    include: list('includeApplications'), exclude: list('excludeApplications'),
    userActions: list('includeUserActions'), authenticationContexts: list('includeAuthenticationContextClassReferences'),
    filter: decodeFilter(applications['applicationFilter'], 'applicationFilter', unknown),
  };
}

function decodePlatforms(raw: unknown, unknown: string[]): IncludeExclude | undefined {
  const platforms = includeExclude(raw, 'Platforms', unknown);
  if (platforms) noteStrangers([...platforms.include, ...platforms.exclude], PLATFORMS, 'platforms', unknown);
  return platforms;
}

function decodeDevices(raw: unknown, unknown: string[]): ConditionalAccessPolicy['deviceFilter'] {
  const devices = object(raw) ?? {};
  noteUnknown(devices, new Set(['deviceFilter']), 'devices.', unknown);
  return decodeFilter(devices['deviceFilter'], 'deviceFilter', unknown);
}

function decodeFilter(raw: unknown, path: string, unknown: string[]): { mode: 'include' | 'exclude'; rule: string } | undefined {
  const filter = object(raw);
  const rule = text(filter?.['rule']);
  if (!filter || !namesSomething(filter)) return undefined;
  if (!rule || (filter['mode'] !== 'include' && filter['mode'] !== 'exclude')) {
    unknown.push(path);
    return undefined;
  }
  return { mode: filter['mode'], rule };
}

function decodeTransferMethods(raw: unknown, unknown: string[]): string[] | undefined {
  const methods = flags(object(raw)?.['transferMethods']).filter((method) => method !== 'none');
  noteStrangers(methods, new Set(['deviceCodeFlow', 'authenticationTransfer']), 'transferMethods', unknown);
  return methods.length > 0 ? methods : undefined;
}

function decodeGrant(raw: unknown, unknown: string[]): GrantControls | undefined {
  if (raw === null || raw === undefined) return undefined;
  const grant = section(raw, 'grantControls', unknown);
  noteUnknown(grant, GRANTS, 'grantControls.', unknown);
  const list = (name: string) => textList(grant[name], `grantControls.${name}`, unknown);
  return {
    operator: decodeOperator(grant['operator'], unknown),
    builtInControls: list('builtInControls'),
    customAuthenticationFactors: list('customAuthenticationFactors'),
    termsOfUse: list('termsOfUse'),
    authenticationStrength: decodeStrength(grant['authenticationStrength']),
  };
}

function decodeOperator(raw: unknown, unknown: string[]): 'AND' | 'OR' {
  if (raw === 'AND' || raw === 'OR') return raw;
  if (raw !== null && raw !== undefined) unknown.push('grantControls.operator');
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

function includeExclude(raw: unknown, suffix: 'Locations' | 'Platforms', unknown: string[]): IncludeExclude | undefined {
  if (raw === null || raw === undefined) return undefined;
  const both = section(raw, suffix, unknown);
  const include = textList(both[`include${suffix}`], `include${suffix}`, unknown);
  const exclude = textList(both[`exclude${suffix}`], `exclude${suffix}`, unknown);
  return include.length + exclude.length > 0 ? { include, exclude } : undefined;
}

function enumList(raw: unknown, known: Set<string>, path: string, unknown: string[]): string[] {
  const values = typeof raw === 'string' ? flags(raw) : textList(raw, path, unknown);
  noteStrangers(values, known, path, unknown);
  return values;
}

function noteStrangers(values: string[], known: Set<string>, path: string, unknown: string[]): void {
  for (const value of values) if (!known.has(value)) unknown.push(`${path}: ${value}`);
}

function noteUnknown(values: Json, known: Set<string>, prefix: string, unknown: string[]): void {
  for (const [name, value] of Object.entries(values)) {
    if (isOurs(name) && !known.has(name) && namesSomething(value)) unknown.push(prefix + name);
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

function section(raw: unknown, path: string, unknown: string[]): Json {
  if (raw === null || raw === undefined) return {};
  const found = object(raw);
  if (!found) unknown.push(path);
  return found ?? {};
}

function textList(raw: unknown, path: string, unknown: string[]): string[] {
  if (raw === null || raw === undefined) return [];
  if (isTextList(raw)) return raw;
  unknown.push(path);
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
