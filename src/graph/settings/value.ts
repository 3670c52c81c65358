import { isObject, type Json } from '../decode/json.js';
import type { SettingRef, SettingValue } from './types.js';

/** Enumerations that Graph writes as flags in one text, in no promised order. */
const FLAGS = new Set(['guestOrExternalUserTypes', 'transferMethods']);
const MANAGED = 'Microsoft-managed';

/** True where two values mean the same to Graph: the order of lists, annotations, and absent, null or empty make no difference. */
export function sameValue(a: unknown, b: unknown): boolean {
  return JSON.stringify(canonical(a)) === JSON.stringify(canonical(b));
}

/** True where what Graph says now is what was asked for: it turns per-user MFA `enabled` into `enforced` by itself. */
export function isReached(ref: SettingRef, wanted: SettingValue, now: SettingValue): boolean {
  if (ref.kind === 'perUserMfa' && wanted === 'enabled') return now === 'enabled' || now === 'enforced';
  return sameValue(wanted, now);
}

function canonical(value: unknown, name = ''): unknown {
  if (Array.isArray(value)) return emptyAsAbsent(value.map((each) => canonical(each)).toSorted((a, b) => compare(JSON.stringify(a), JSON.stringify(b))));
  if (isObject(value)) return canonicalObject(value);
  if (typeof value === 'string' && FLAGS.has(name)) return value.split(',').map((flag) => flag.trim()).toSorted(compare);
  return value ?? undefined;
}

function canonicalObject(value: Json): unknown {
  const entries = Object.entries(value).filter(([name]) => !isAnnotation(name)).map(([name, each]) => [name, canonical(each, name)] as const);
  const kept = entries.filter(([, each]) => each !== undefined).toSorted(([a], [b]) => compare(a, b));
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

const emptyAsAbsent = (list: unknown[]): unknown => (list.length > 0 ? list : undefined);
const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));
const isAnnotation = (name: string): boolean => name.includes('@') || name.startsWith('#');

/**
 * A part of a policy as it can be written back. Annotations and actions go, but for the `@odata.type` that Graph needs to tell
 * derived types (`externalTenants`) apart; of an authentication strength only the id is ours to set.
 */
export function writable(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(writable);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).filter(([name]) => name === '@odata.type' || !isAnnotation(name)).map(([name, each]) =>
    [name, name === 'authenticationStrength' && isObject(each) ? { id: each['id'] } : writable(each)]));
}

/** Of policies that Microsoft manages only the state and who is excluded can be edited; no property marks them but the name. */
export const isMicrosoftManaged = (policy: Json): boolean => String(policy['displayName']).startsWith(MANAGED);
