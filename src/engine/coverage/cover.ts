import { holds } from '../space/bits.js';
import type { Box, Space, Topic } from '../space/space.js';
import { findUncovered, type Axis } from './search.js';
import type { BoxSet, EffectBox, Universe } from './universe.js';

/** A point of the space: one atom index per dimension. */
export type Point = number[];

/**
 * The sign-ins of one account: which are stopped without a second factor, and which get through.
 * A gap is a point in no box; MFA is demanded at a point in an `mfa` box and in no other kind.
 */
export class Cover {
  constructor(private readonly universe: Universe, private readonly set: BoxSet) {}

  get space(): Space {
    return this.universe.space;
  }

  get boxes(): EffectBox[] {
    return this.#boxesOf(this.set);
  }

  /** A sign-in without MFA, within the box if one is given; undefined where there is none. */
  gap(within?: Box): Point | undefined {
    return findUncovered(this.#axes(within), this.set);
  }

  /** The same sign-ins without what one policy stops. */
  without(policyId: string): Cover {
    const others = this.universe.positions(this.set).filter((index) => this.universe.boxes[index]!.policyId !== policyId);
    return new Cover(this.universe, others.reduce((set, index) => set | (1n << BigInt(index)), 0n));
  }

  /** Is MFA demanded at some sign-in? */
  demandsMfa(): boolean {
    return this.#boxesOf(this.#with('mfa')).some(({ box }) => findUncovered(this.#axes(box), this.#hard) !== undefined);
  }

  /**
   * The policies that a gap sign-in meets when only the dimensions of one topic change: at `changed` MFA is demanded,
   * at `kept` nothing is. Both points are searched together, over the shared dimensions and two copies of the topic's.
   */
  closedByChanging(topic: Topic): string[] {
    const { dimensions } = this.space;
    const own = dimensions.map((_, index) => index).filter((index) => dimensions[index]!.topic === topic);
    const candidates = this.#boxesOf(this.#with('mfa')).filter(({ box }) => own.some((index) => box[index] !== dimensions[index]!.full));
    return policiesWhere(candidates, (box) => this.#pair(own, box, this.#hard));
  }

  /** The policies that stop the same sign-in from an unregistered device, where one from a known device passes. */
  closedByUnregistering(): string[] {
    const device = this.space.index.get('device')!;
    const unregistered = 1n;
    const impossible = this.#with('impossible');
    const stopping = this.#boxesOf(this.set & ~impossible).filter(({ box }) => holds(box[device]!, 0));
    return policiesWhere(stopping, (box) => this.#pair([device], box.with(device, unregistered), impossible, ~unregistered));
  }

  #with(effect: EffectBox['effect']): BoxSet {
    return this.set & this.universe.effects[effect];
  }

  /** What no second factor gets past. */
  get #hard(): BoxSet {
    return this.#with('block') | this.#with('impossible');
  }

  #boxesOf(set: BoxSet): EffectBox[] {
    return this.universe.positions(set).map((index) => this.universe.boxes[index]!);
  }

  /** Are there a point of `box` in none of `avoided`, and a gap that differs from it in the `own` dimensions only? */
  #pair(own: number[], box: Box, avoided: BoxSet, keptWithin = -1n): boolean {
    const shift = BigInt(this.universe.boxes.length);
    const low = this.set;
    const high = avoided << shift;
    const axes = this.universe.columns.flatMap((columns, index): Axis[] => {
      const within = columns.filter(({ atom }) => holds(box[index]!, atom));
      if (!own.includes(index)) return [{ columns: within.map(({ atom, boxes }) => ({ atom, boxes: boxes | (boxes << shift) })) }];
      const changed = within.map(({ atom, boxes }) => ({ atom, boxes: low | (boxes << shift) }));
      const kept = columns.filter(({ atom }) => holds(keptWithin, atom)).map(({ atom, boxes }) => ({ atom, boxes: boxes | high }));
      return [{ columns: changed }, { columns: kept }];
    });
    return findUncovered(axes, low | high) !== undefined;
  }

  #axes(within: Box | undefined): Axis[] {
    if (!within) return this.universe.distinctColumns.map((columns) => ({ columns }));
    return this.universe.columns.map((columns, index) => ({ columns: columns.filter(({ atom }) => holds(within[index]!, atom)) }));
  }
}

/** A reader is served by a dozen names; a search for each of 240 policies would take longer than the verdict. */
const MAX_NAMED = 12;

function policiesWhere(boxes: EffectBox[], test: (box: Box) => boolean): string[] {
  const found = new Set<string>();
  for (const { box, policyId } of boxes) {
    if (found.size < MAX_NAMED && !found.has(policyId) && test(box)) found.add(policyId);
  }
  return [...found];
}
