import { isObject, type Json } from '../decode/json.js';
import type { PolicyParts } from './types.js';
import { sameValue, writable } from './value.js';

/** The parts of a policy that Graph's PATCH replaces on their own. */
const TOP = ['state', 'grantControls'];
const CONDITIONS = [
  'users', 'applications', 'locations', 'platforms', 'clientAppTypes', 'signInRiskLevels', 'userRiskLevels', 'insiderRiskLevels', 'devices',
];
export const PATHS = [...TOP, ...CONDITIONS.map((name) => `conditions.${name}`)];

/** These parts of a policy as Graph returns it; null where the policy has none. */
export const partsAt = (policy: Json, paths: readonly string[]): PolicyParts =>
  Object.fromEntries(paths.map((path) => [path, writable(partAt(policy, path)) ?? null]));

/** The paths in which two versions of a policy differ. */
export const touchedPaths = (before: Json, after: Json): string[] =>
  PATHS.filter((path) => !sameValue(writable(partAt(before, path)), writable(partAt(after, path))));

/** The PATCH that sets these parts, each whole: Graph merges sections, and replaces what lies below them. */
export function patchOf(parts: PolicyParts): Json {
  const top = Object.entries(parts).filter(([path]) => !path.startsWith('conditions.'));
  const conditions = Object.entries(parts).filter(([path]) => path.startsWith('conditions.')).map(([path, part]) => [path.slice('conditions.'.length), part]);
  return { ...Object.fromEntries(top), ...(conditions.length > 0 && { conditions: Object.fromEntries(conditions) as Json }) };
}

export function withPart(policy: Json, path: string, part: unknown): Json {
  const [section, name] = path.split('.');
  if (name === undefined) return { ...policy, [path]: part };
  return { ...policy, [section!]: { ...(policy[section!] as Json | undefined), [name]: part } };
}

export function partAt(policy: Json, path: string): unknown {
  const [section, name] = path.split('.');
  const part = policy[section!];
  return name === undefined ? part : isObject(part) ? part[name] : undefined;
}
