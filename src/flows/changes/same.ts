import { isDeepStrictEqual } from 'node:util';

/** Deep equality in which an absent property is the same as an undefined one: a scan that was kept has lost the latter. */
export function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(present(one), present(other));
}

function present(value: unknown): unknown {
  if (value instanceof Map) return new Map([...value].map(([key, each]) => [key, present(each)]));
  if (Array.isArray(value)) return value.map(present);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (each === undefined ? [] : [[key, present(each)]])));
}
