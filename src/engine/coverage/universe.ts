import { holds } from '../space/bits.js';
import type { Box, Space } from '../space/space.js';
import { distinct, type Column } from './search.js';

/** What a box says of the sign-ins in it. `impossible` ones can't be made at all. */
export type Effect = 'mfa' | 'block' | 'impossible';

export interface EffectBox {
  box: Box;
  effect: Effect;
  policyId: string;
}

/** Which boxes of a universe, as a bit set. */
export type BoxSet = bigint;

/**
 * All boxes of a tenant, numbered, and for each atom of the space the boxes that contain it.
 * An account's cover is a subset of it: the columns are worked out once for all accounts.
 */
export class Universe {
  readonly boxes: EffectBox[] = [];
  readonly columns: Column[][];
  /** The boxes of each effect. */
  readonly effects: Record<Effect, BoxSet> = { mfa: 0n, block: 0n, impossible: 0n };

  #distinct: { boxes: number; columns: Column[][] } | undefined;

  constructor(readonly space: Space) {
    this.columns = space.dimensions.map(({ atoms }) => atoms.map((_, atom) => ({ atom, boxes: 0n })));
  }

  add(added: readonly EffectBox[]): BoxSet {
    const first = BigInt(this.boxes.length);
    this.boxes.push(...added);
    added.forEach(({ effect }, index) => {
      this.effects[effect] |= 1n << (first + BigInt(index));
    });
    this.columns.forEach((columns, dimension) => {
      for (const column of columns) column.boxes |= containing(added, dimension, column.atom) << first;
    });
    return ((1n << BigInt(added.length)) - 1n) << first;
  }

  /** The columns with one atom for all that no box tells apart. */
  get distinctColumns(): Column[][] {
    if (this.#distinct?.boxes !== this.boxes.length) this.#distinct = { boxes: this.boxes.length, columns: this.columns.map((columns) => distinct(columns, -1n)) };
    return this.#distinct.columns;
  }

  /** The positions of the boxes of a set. */
  positions(set: BoxSet): number[] {
    return this.boxes.map((_, index) => index).filter((index) => holds(set, index));
  }
}

function containing(boxes: readonly EffectBox[], dimension: number, atom: number): BoxSet {
  return boxes.reduce((set, { box }, index) => (holds(box[dimension]!, atom) ? set | (1n << BigInt(index)) : set), 0n);
}
