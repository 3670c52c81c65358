import type { TenantEdit } from '../../engine/index.js';
import { DecodeError, isObject, isTextList, type Json } from '../decode/json.js';
import { namesSomething } from '../decode/reading.js';
import { partAt, withPart } from './policyParts.js';

export type PolicyEdit = Exclude<TenantEdit, { kind: 'setSecurityDefaults' | 'removeFromGroup' | 'addToGroup' | 'setPerUserMfa' }>;

/**
 * The policy in Graph's JSON after the edit: what `applyEdits` of the engine does to the decoded one, so that what-if and write agree.
 * One exception, for Graph refuses `mfa` beside an authentication strength (1108) and `block` beside anything: see `onlyMfa`.
 * Throws DecodeError where a list to be changed is none.
 */
export function editRaw(policy: Json, edit: PolicyEdit): Json {
  switch (edit.kind) {
    case 'setPolicyState': return { ...policy, state: edit.state };
    case 'excludeLocation': return excludeLocation(policy, edit.locationId);
    case 'excludeGroup': return withList(policy, 'conditions.users', 'excludeGroups', (list) => including(list, edit.groupId));
    case 'excludeUser': return withList(policy, 'conditions.users', 'excludeUsers', (list) => including(list, edit.accountId));
    case 'dropExclusion': return dropExclusion(policy, edit);
    case 'requireMfa': return requireMfa(policy);
    case 'widenScope': return widen(policy, edit.dimension);
  }
}

function excludeLocation(policy: Json, id: string): Json {
  // Without locations the policy holds everywhere; an exclusion needs that said.
  const isUnset = !namesSomething(partAt(policy, 'conditions.locations'));
  const somewhere = isUnset ? withPart(policy, 'conditions.locations', { includeLocations: ['All'], excludeLocations: [] }) : policy;
  return withList(somewhere, 'conditions.locations', 'excludeLocations', (list) => including(list, id));
}

function dropExclusion(policy: Json, { dimension, entry }: Extract<PolicyEdit, { kind: 'dropExclusion' }>): Json {
  const left = (list: string[]) => (entry === undefined ? [] : without(list, entry));
  switch (dimension) {
    case 'users': return ['excludeUsers', 'excludeGroups', 'excludeRoles'].reduce((edited, name) => withList(edited, 'conditions.users', name, left), policy);
    case 'guests': return withoutGuests(policy);
    case 'applications': return withList(policy, 'conditions.applications', 'excludeApplications', left);
    case 'locations': return withList(policy, 'conditions.locations', 'excludeLocations', left);
    case 'platforms': return withList(policy, 'conditions.platforms', 'excludePlatforms', left);
  }
}

function withoutGuests(policy: Json): Json {
  const edited = withList(policy, 'conditions.users', 'excludeUsers', (list) => without(list, 'GuestsOrExternalUsers'));
  const users = partAt(edited, 'conditions.users');
  return isObject(users) && users['excludeGuestsOrExternalUsers'] ? withPart(edited, 'conditions.users', { ...users, excludeGuestsOrExternalUsers: null }) : edited;
}

function requireMfa(policy: Json): Json {
  const everyDevice = widen(policy, 'devices');
  const grant = policy['grantControls'];
  return isObject(grant) ? { ...everyDevice, grantControls: onlyMfa(grant) } : everyDevice;
}

/** MFA as the one thing that suffices: a block stays a block, an authentication strength stays where it is itself MFA. */
function onlyMfa(grant: Json): Json {
  const strength = grant['authenticationStrength'];
  const staysStrong = isObject(strength) && strength['requirementsSatisfied'] === 'mfa';
  const blocks = textList(grant['builtInControls']).includes('block');
  const builtInControls = blocks ? ['block'] : staysStrong ? [] : ['mfa'];
  return {
    ...grant, operator: 'AND', builtInControls, customAuthenticationFactors: [], termsOfUse: [],
    authenticationStrength: staysStrong && !blocks ? strength : null,
  };
}

function widen(policy: Json, dimension: Extract<PolicyEdit, { kind: 'widenScope' }>['dimension']): Json {
  switch (dimension) {
    case 'locations': return withPart(policy, 'conditions.locations', null);
    case 'platforms': return withPart(policy, 'conditions.platforms', null);
    case 'clients': return withPart(policy, 'conditions.clientAppTypes', ['all']);
    case 'applications': return everyApplication(policy);
    case 'risks': return ['signInRiskLevels', 'userRiskLevels', 'insiderRiskLevels'].reduce(withoutRisk, policy);
    case 'devices': return withoutDeviceFilter(policy);
  }
}

const everyApplication = (policy: Json): Json => withPart(policy, 'conditions.applications', {
  ...section(policy, 'conditions.applications'), includeApplications: ['All'], excludeApplications: [], applicationFilter: null,
});

/** Insider risks are flags in one text, the others lists; each is emptied in its own way. */
function withoutRisk(policy: Json, name: string): Json {
  const levels = partAt(policy, `conditions.${name}`);
  return namesSomething(levels) ? withPart(policy, `conditions.${name}`, Array.isArray(levels) ? [] : null) : policy;
}

function withoutDeviceFilter(policy: Json): Json {
  const devices = section(policy, 'conditions.devices');
  return namesSomething(devices['deviceFilter']) ? withPart(policy, 'conditions.devices', { ...devices, deviceFilter: null }) : policy;
}

/** Changes one list of a section; a section that isn't there has nothing to drop, and an empty change leaves all as it was. */
function withList(policy: Json, path: string, name: string, change: (list: string[]) => string[]): Json {
  const held = section(policy, path);
  const before = textList(held[name]);
  const after = change(before);
  return after.length === before.length ? policy : withPart(policy, path, { ...held, [name]: after });
}

function section(policy: Json, path: string): Json {
  const part = partAt(policy, path) ?? {};
  if (!isObject(part)) throw new DecodeError(`\`${path}\` is no object`);
  return part;
}

function textList(raw: unknown): string[] {
  if (raw === null || raw === undefined) return [];
  if (!isTextList(raw)) throw new DecodeError('a list of a policy is none');
  return raw;
}

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();
const including = (list: string[], id: string): string[] => (list.some((each) => isSame(each, id)) ? list : [...list, id]);
const without = (list: string[], id: string): string[] => list.filter((each) => !isSame(each, id));
