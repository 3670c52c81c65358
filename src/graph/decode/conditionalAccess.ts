import type {
  ApplicationScope, AuthenticationStrength, ConditionalAccessPolicy, GrantControls, GuestScope, IncludeExclude, UserScope,
} from '../../engine/index.js';
import { object, text, visibleText, type Json } from './json.js';
import { isOurs, namesSomething, Reading, strangers } from './reading.js';

/**
 * Decoders for Conditional Access as Graph v1.0 returns it (`conditionalAccessPolicy`, `namedLocation`).
 * INVARIANT: what isn't understood is written down in `unknownConditions`, `misread` or `kind: 'unknown'`, never dropped.
 */

const CONDITIONS = new Set([
  'userRiskLevels', 'signInRiskLevels', 'insiderRiskLevels', 'clientAppTypes', 'platforms', 'locations', 'devices', 'applications',
  'users', 'authenticationFlows', 'clientApplications',
]);
const USERS = new Set(['Users', 'Groups', 'Roles', 'GuestsOrExternalUsers'].flatMap((name) => [`include${name}`, `exclude${name}`]));
/** Words that stand among the ids of users. */
const PEOPLE = ['All', 'None', 'GuestsOrExternalUsers'];
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
const TRANSFER_METHODS = new Set(['none', 'deviceCodeFlow', 'authenticationTransfer']);
const STATES = new Set(['enabled', 'disabled', 'enabledForReportingButNotEnforced']);

/** Decodes one policy; never throws. A policy that can't be made out at all may demand anything of anybody, so nothing rests on it. */
export function decodePolicy(raw: unknown): ConditionalAccessPolicy {
  const reading = new Reading();
  const policy = object(raw);
  if (!policy || typeof policy['id'] !== 'string') reading.misread.push('policy');
  const conditions = reading.section(policy?.['conditions'], 'conditions');
  const unknownConditions = strangers(conditions, CONDITIONS);
  // A policy that is being rolled out holds for some of its users only.
  if (namesSomething(policy?.['partialEnablementStrategy'])) unknownConditions.push('partialEnablementStrategy');
  return {
    id: text(policy?.['id']) ?? 'unreadable',
    displayName: visibleText(policy?.['displayName']) ?? text(policy?.['id']) ?? 'unreadable policy',
    state: decodeState(policy?.['state'], reading),
    users: decodeUsers(reading.section(conditions['users'], 'users'), reading),
    applications: decodeApplications(reading.section(conditions['applications'], 'applications'), reading),
    clientAppTypes: reading.values(conditions['clientAppTypes'], CLIENTS, 'clientAppTypes'),
    locations: includeExclude(conditions['locations'], 'Locations', reading),
    platforms: decodePlatforms(conditions['platforms'], reading),
    deviceFilter: decodeDevices(conditions['devices'], reading),
    signInRiskLevels: reading.values(conditions['signInRiskLevels'], RISKS, 'signInRiskLevels'),
    userRiskLevels: reading.values(conditions['userRiskLevels'], RISKS, 'userRiskLevels'),
    insiderRiskLevels: reading.values(conditions['insiderRiskLevels'], INSIDER_RISKS, 'insiderRiskLevels'),
    transferMethods: decodeTransferMethods(conditions['authenticationFlows'], reading),
    isForWorkloadIdentities: namesSomething(conditions['clientApplications']),
    grant: decodeGrant(policy?.['grantControls'], reading),
    sessionControls: sessionControls(policy?.['sessionControls']),
    unknownConditions,
    misread: reading.misread,
    modifiedDateTime: text(policy?.['modifiedDateTime']) ?? text(policy?.['createdDateTime']),
  };
}

function decodeState(raw: unknown, reading: Reading): ConditionalAccessPolicy['state'] {
  if (typeof raw === 'string' && STATES.has(raw)) return raw as ConditionalAccessPolicy['state'];
  reading.misread.push('state');
  return 'enabled';
}

function decodeUsers(users: Json, reading: Reading): UserScope {
  const list = (name: string) => reading.list(users[name], `users.${name}`);
  const roles = (name: string) => list(name).map((id) => id.toLowerCase());
  const people = (name: string) => list(name).map((entry) => PEOPLE.find((word) => word.toLowerCase() === entry.toLowerCase()) ?? entry);
  reading.only(users, USERS, 'users.');
  return {
    includeUsers: people('includeUsers'), excludeUsers: people('excludeUsers'),
    includeGroups: list('includeGroups'), excludeGroups: list('excludeGroups'),
    includeRoles: roles('includeRoles'), excludeRoles: roles('excludeRoles'),
    includeGuests: decodeGuests(users['includeGuestsOrExternalUsers'], reading),
    excludeGuests: decodeGuests(users['excludeGuestsOrExternalUsers'], reading),
  };
}

function decodeGuests(raw: unknown, reading: Reading): GuestScope | undefined {
  if (raw === null || raw === undefined) return undefined;
  const guests = reading.section(raw, 'guestOrExternalUserTypes');
  const types = reading.values(guests['guestOrExternalUserTypes'], GUEST_TYPES, 'guestOrExternalUserTypes');
  return { types, tenantIds: decodeTenants(guests['externalTenants'], reading) };
}

function decodeTenants(raw: unknown, reading: Reading): string[] | undefined {
  const tenants = reading.section(raw, 'externalTenants');
  const kind = tenants['membershipKind'];
  if (kind === 'all' || !namesSomething(tenants)) return undefined;
  if (kind !== 'enumerated') reading.misread.push('externalTenants');
  return reading.list(tenants['members'], 'externalTenants');
}

function decodeApplications(applications: Json, reading: Reading): ApplicationScope {
  const list = (name: string) => reading.list(applications[name], `applications.${name}`);
  reading.only(applications, APPLICATIONS, 'applications.');
  return {
    include: list('includeApplications'), exclude: list('excludeApplications'),
    userActions: list('includeUserActions'), authenticationContexts: list('includeAuthenticationContextClassReferences'),
    filter: decodeFilter(applications['applicationFilter'], 'applicationFilter', reading),
  };
}

function decodePlatforms(raw: unknown, reading: Reading): IncludeExclude | undefined {
  const platforms = includeExclude(raw, 'Platforms', reading);
  if (platforms) reading.values([...platforms.include, ...platforms.exclude], PLATFORMS, 'platforms');
  return platforms;
}

function decodeDevices(raw: unknown, reading: Reading): ConditionalAccessPolicy['deviceFilter'] {
  const devices = reading.section(raw, 'devices');
  reading.only(devices, new Set(['deviceFilter']), 'devices.');
  return decodeFilter(devices['deviceFilter'], 'deviceFilter', reading);
}

function decodeFilter(raw: unknown, path: string, reading: Reading): { mode: 'include' | 'exclude'; rule: string } | undefined {
  const filter = reading.section(raw, path);
  const rule = text(filter['rule']);
  if (!namesSomething(filter)) return undefined;
  if (!rule || (filter['mode'] !== 'include' && filter['mode'] !== 'exclude')) {
    reading.misread.push(path);
    return undefined;
  }
  return { mode: filter['mode'], rule };
}

function decodeTransferMethods(raw: unknown, reading: Reading): string[] | undefined {
  const flows = reading.section(raw, 'authenticationFlows');
  const methods = reading.values(flows['transferMethods'], TRANSFER_METHODS, 'transferMethods').filter((method) => method !== 'none');
  return methods.length > 0 ? methods : undefined;
}

function decodeGrant(raw: unknown, reading: Reading): GrantControls | undefined {
  if (raw === null || raw === undefined) return undefined;
  const grant = reading.section(raw, 'grantControls');
  reading.only(grant, GRANTS, 'grantControls.');
  const list = (name: string) => reading.list(grant[name], `grantControls.${name}`);
  return {
    operator: decodeOperator(grant['operator'], reading),
    builtInControls: list('builtInControls'),
    customAuthenticationFactors: list('customAuthenticationFactors'),
    termsOfUse: list('termsOfUse'),
    authenticationStrength: decodeStrength(grant['authenticationStrength'], reading),
  };
}

function decodeOperator(raw: unknown, reading: Reading): 'AND' | 'OR' {
  if (raw === 'AND' || raw === 'OR') return raw;
  if (raw !== null && raw !== undefined) reading.misread.push('grantControls.operator');
  // Without an operator only the weaker reading is safe.
  return 'OR';
}

function decodeStrength(raw: unknown, reading: Reading): AuthenticationStrength | undefined {
  const strength = reading.section(raw, 'authenticationStrength');
  if (!namesSomething(strength)) return undefined;
  const id = text(strength['id']);
  if (id === undefined) reading.misread.push('authenticationStrength');
  const combinations = reading.list(strength['allowedCombinations'], 'authenticationStrength');
  return { id: id ?? 'unreadable', displayName: visibleText(strength['displayName']), allowedCombinations: combinations.length > 0 ? combinations : undefined };
}

function sessionControls(raw: unknown): string[] {
  return Object.entries(object(raw) ?? {}).filter(([name, value]) => isOurs(name) && namesSomething(value)).map(([name]) => name);
}

function includeExclude(raw: unknown, suffix: 'Locations' | 'Platforms', reading: Reading): IncludeExclude | undefined {
  const both = reading.section(raw, suffix);
  const include = reading.list(both[`include${suffix}`], `include${suffix}`);
  const exclude = reading.list(both[`exclude${suffix}`], `exclude${suffix}`);
  return include.length + exclude.length > 0 ? { include, exclude } : undefined;
}
