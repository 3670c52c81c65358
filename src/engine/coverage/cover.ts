import { holds } from '../space/bits.js';
import type { Box, Space, Topic } from '../space/space.js';
import { findUncovered, type Axis, type Column } from './search.js';

/** What a box says of the sign-ins in it. `impossible` ones can't be made at all. */
export type Effect = 'mfa' | 'block' | 'impossible';

export interface EffectBox {
  box: Box;
  effect: Effect;
  policyId: string;
}

/** A point of the space: one atom index per dimension. */
export type Point = number[];

/**
 * The sign-ins of one account: which are stopped without a second factor, and which get through.
 * A gap is a point in no box; MFA is demanded at a point in an `mfa` box and in no other kind.
 */
export class Cover {
  readonly #columns: Column[][];
  readonly #all: bigint;
  readonly #hard: bigint;

  constructor(readonly space: Space, readonly boxes: readonly EffectBox[]) {
    this.#columns = space.dimensions.map(({ atoms }, index) => atoms.map((_, atom) => ({ atom, boxes: this.#containing(index, atom) })));
    this.#all = (1n << BigInt(boxes.length)) - 1n;
    this.#hard = boxes.reduce((set, { effect }, index) => (effect === 'mfa' ? set : set | (1n << BigInt(index))), 0n);
  }

  /** A sign-in without MFA, within the box if one is given; undefined where there is none. */
  gap(within?: Box): Point | undefined {
    return findUncovered(this.#axes(within), this.#all);
  }

  /** A sign-in at which MFA is demanded, within the box if one is given. */
  demand(within: Box): Point | undefined {
    return findUncovered(this.#axes(within), this.#hard);
  }

  /** The same sign-ins without what one policy stops. */
  without(policyId: string): Cover {
    return new Cover(this.space, this.boxes.filter((each) => each.policyId !== policyId));
  }

  demandsMfa(): boolean {
    return this.boxes.some(({ box, effect }) => effect === 'mfa' && this.demand(box) !== undefined);
  }

  /**
   * The boxes into which a gap sign-in falls when only the dimensions of one topic change: at `changed` MFA is demanded,
   * at `kept` nothing is. Both points are searched together, over the shared dimensions and two copies of the topic's.
   */
  closedByChanging(topic: Topic): EffectBox[] {
    const dimensions = this.space.dimensions.map((dimension, index) => ({ index, own: dimension.topic === topic, full: dimension.full }));
    const candidates = this.boxes.filter(({ box, effect }) => effect === 'mfa' && dimensions.some(({ own, index, full }) => own && box[index] !== full));
    return candidates.filter(({ box }) => this.#pair(dimensions.filter(({ own }) => own).map(({ index }) => index), box, this.#hard, undefined));
  }

  /** The boxes that stop the same sign-in from an unregistered device, where one from a known device passes. */
  closedByUnregistering(): EffectBox[] {
    const device = this.space.index.get('device')!;
    const unregistered = 1n;
    return this.boxes.filter(({ box, effect }) => effect !== 'impossible' && holds(box[device]!, 0)
      && this.#pair([device], box.map((set, index) => (index === device ? unregistered : set)), this.#impossible(), ~unregistered));
  }

  #impossible(): bigint {
    return this.boxes.reduce((set, { effect }, index) => (effect === 'impossible' ? set | (1n << BigInt(index)) : set), 0n);
  }

  /** Are there a point of `box` in none of `avoided`, and a gap that differs from it in the `own` dimensions only? */
  #pair(own: number[], box: Box, avoided: bigint, keptWithin: bigint | undefined): boolean {
    const shift = BigInt(this.boxes.length);
    const low = this.#all;
    const high = avoided << shift;
    const axes = this.#columns.flatMap((columns, index): Axis[] => {
      const within = columns.filter(({ atom }) => holds(box[index]!, atom));
      if (!own.includes(index)) return [{ columns: within.map(({ atom, boxes }) => ({ atom, boxes: boxes | ((boxes & avoided) << shift) })) }];
      const changed = within.map(({ atom, boxes }) => ({ atom, boxes: low | ((boxes & avoided) << shift) }));
      const kept = columns.filter(({ atom }) => keptWithin === undefined || holds(keptWithin, atom)).map(({ atom, boxes }) => ({ atom, boxes: boxes | high }));
      return [{ columns: changed }, { columns: kept }];
    });
    return findUncovered(axes, low | high) !== undefined;
  }

  #axes(within: Box | undefined): Axis[] {
    if (!within) return this.#columns.map((columns) => ({ columns }));
    return this.#columns.map((columns, index) => ({ columns: columns.filter(({ atom }) => holds(within[index]!, atom)) }));
  }

  #containing(dimension: number, atom: number): bigint {
    return this.boxes.reduce((set, { box }, index) => (holds(box[dimension]!, atom) ? set | (1n << BigInt(index)) : set), 0n);
  }
}
