import { createHash } from 'node:crypto';

/** A fixed GUID for a named thing of the seed: the same on every machine and every start. */
export function guidOf(kind: string, key: string): string {
  return asGuid(createHash('sha256').update(`demo:${kind}:${key}`).digest('hex'));
}

// Multiplying by an odd number is a permutation of the 32-bit numbers: ids look random and can still be read back.
const SCATTER = 0x9e3779b1;
const GATHER = 0x0e8b2f51;

/** The id of bulk account number `n`; reversible, so that 100,000 accounts need no index. */
export function bulkGuid(n: number): string {
  const head = hex(Math.imul(n + 1, SCATTER));
  return asGuid(head + hex(mix(n, 1)) + hex(mix(n, 2)) + hex(mix(n, 3)));
}

/** The number behind an id made by `bulkGuid`; undefined for any other id. */
export function bulkNumber(guid: string): number | undefined {
  const n = (Math.imul(Number.parseInt(guid.slice(0, 8), 16), GATHER) >>> 0) - 1;
  return bulkGuid(n) === guid ? n : undefined;
}

/** A well-spread 32-bit number for `n`; `salt` makes independent series. */
export function mix(n: number, salt: number): number {
  let x = Math.imul(n ^ Math.imul(salt, 0x85ebca6b), 0xc2b2ae35);
  x = Math.imul(x ^ (x >>> 15), 0x2c1b3c6d);
  x = Math.imul(x ^ (x >>> 12), 0x297a2d39);
  return (x ^ (x >>> 15)) >>> 0;
}

/** One of `choices`, always the same for the same `n` and `salt`. */
export function choose<T>(choices: readonly T[], n: number, salt: number): T {
  return choices[mix(n, salt) % choices.length]!;
}

function hex(n: number): string {
  return (n >>> 0).toString(16).padStart(8, '0');
}

function asGuid(digits: string): string {
  return `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(13, 16)}-a${digits.slice(17, 20)}-${digits.slice(20, 32)}`;
}
