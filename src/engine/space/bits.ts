/** Sets of small integers as bigints: bit i is member i. */
export type Bits = bigint;

export const none: Bits = 0n;
export const allOf = (count: number): Bits => (1n << BigInt(count)) - 1n;
export const bit = (index: number): Bits => 1n << BigInt(index);
export const holds = (set: Bits, index: number): boolean => ((set >> BigInt(index)) & 1n) === 1n;

export function bitsWhere<T>(items: readonly T[], test: (item: T) => boolean): Bits {
  let set = none;
  items.forEach((item, index) => {
    if (test(item)) set |= bit(index);
  });
  return set;
}
