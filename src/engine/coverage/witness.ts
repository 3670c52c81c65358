import type { NamedLocation } from '../conditionalAccess.js';
import type { Witness } from '../report.js';
import { bit, holds } from '../space/bits.js';
import type { Device } from '../space/devices.js';
import { atomsOf, intersect, wholeSpace, type Atom, type Box, type Dimension, type Topic } from '../space/space.js';
import type { Cover, Point } from './cover.js';
import { TooComplexError } from './search.js';
import { sentence } from './sentence.js';

/** In what order a witness is widened to `any`: what a reader misses least comes first. */
const WIDEN: Topic[] = ['app', 'platform', 'device', 'client', 'location', 'flow', 'risk'];

/** The gap that a reader believes at once: as few unusual values as possible, then as many `any` as hold. */
export function findWitness(cover: Cover, locations: NamedLocation[]): Witness | undefined {
  const usual = usualGap(cover);
  return usual && describe(widen(cover, usual), cover, locations);
}

/** Fixes one dimension after the other at its most usual value that still leaves a gap. */
function usualGap(cover: Cover): Box | undefined {
  let point = cover.gap();
  if (!point) return undefined;
  let box = wholeSpace(cover.space);
  cover.space.dimensions.forEach((_, index) => {
    for (let atom = 0; atom < point![index]!; atom += 1) point = gapOrNone(cover, box.with(index, bit(atom))) ?? point;
    box = box.with(index, bit(point![index]!));
  });
  return box;
}

/** A nicer example isn't worth a failure: where the search gets too long, the gap already known stays. */
function gapOrNone(cover: Cover, box: Box): Point | undefined {
  try {
    return cover.gap(box);
  } catch (error) {
    if (error instanceof TooComplexError) return undefined;
    throw error;
  }
}

/** Widens dimension by dimension to every value, as long as nothing in the box is stopped. */
function widen(cover: Cover, start: Box): Box {
  const { dimensions } = cover.space;
  const order = WIDEN.flatMap((topic) => dimensions.map((_, index) => index).filter((index) => dimensions[index]!.topic === topic));
  return order.reduce((box, index) => {
    const wider = box.with(index, dimensions[index]!.full);
    return isOpen(cover, wider) && eachValueIsPossible(cover, wider, dimensions[index]!, index) ? wider : box;
  }, start);
}

function isOpen(cover: Cover, box: Box): boolean {
  return cover.boxes.every((each) => each.effect === 'impossible' || !intersect(each.box, box));
}

/** `any` promises that every value can be had: a legacy client can't sign in from a compliant device. */
function eachValueIsPossible(cover: Cover, box: Box, dimension: Dimension, index: number): boolean {
  return dimension.atoms.every((_, atom) => gapOrNone(cover, box.with(index, bit(atom))) !== undefined);
}

function describe(box: Box, cover: Cover, locations: NamedLocation[]): Witness {
  const chosen = (name: string): Atom | undefined => {
    const index = cover.space.index.get(name)!;
    const dimension = cover.space.dimensions[index]!;
    return box[index] === dimension.full ? undefined : dimension.atoms.find((_, atom) => holds(box[index]!, atom));
  };
  const value = (name: string) => chosen(name)?.value ?? 'any';
  const device = chosen('device')?.device;
  const attributes = device && !isOpenForState(cover, box, device) ? device.attributes : {};
  const witness = {
    app: value('app'), location: locationOf(cover, box), platform: value('platform'), client: value('client'),
    device: device ? stateOf(device) : 'any', risk: value('signInRisk'),
    ...optional('userRisk', chosen('userRisk')), ...optional('insiderRisk', chosen('insiderRisk')), ...optional('flow', chosen('flow')),
    ...(Object.keys(attributes).length > 0 && { deviceAttributes: attributes }),
  };
  return { ...witness, text: sentence(witness, locations) };
}

/** Attributes matter only where another device of the same state is stopped. */
function isOpenForState(cover: Cover, box: Box, { state }: Device): boolean {
  return isOpen(cover, box.with(cover.space.index.get('device')!, atomsOf(cover.space, 'device', ({ value }) => value === state)));
}

const optional = (name: string, atom: Atom | undefined) => (atom ? { [name]: atom.value } : {});

function stateOf({ state }: Device): string | string[] {
  return state === 'compliantHybrid' ? ['compliant', 'hybrid'] : state;
}

/** Every named location the sign-in lies in; `other` where it lies in none, `any` where it doesn't matter. */
function locationOf({ space }: Cover, box: Box): string | string[] {
  const axes = space.dimensions.map((dimension, index) => ({ dimension, set: box[index]! })).filter(({ dimension }) => dimension.topic === 'location');
  const specific = axes.filter(({ dimension, set }) => set !== dimension.full || dimension.atoms.length === 1);
  if (specific.length === 0) return 'any';
  const ids = specific.flatMap(({ dimension, set }) => dimension.atoms.find((_, atom) => holds(set, atom))!.locationIds!);
  return ids.length === 0 ? 'other' : ids.length === 1 ? ids[0]! : ids;
}
