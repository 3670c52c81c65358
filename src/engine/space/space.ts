import type { ConditionalAccessPolicy, NamedLocation } from '../conditionalAccess.js';
import { buildApps, undecidedApps } from './apps.js';
import { allOf, bitsWhere, type Bits } from './bits.js';
import { buildDevices, type Device } from './devices.js';
import { buildLocations } from './locations.js';

/** What a dimension is about; a location is several axes, risk three levels, and both count as one thing to a reader. */
export type Topic = 'app' | 'client' | 'platform' | 'location' | 'device' | 'risk' | 'flow';

export interface Dimension {
  name: string;
  topic: Topic;
  /** In order of how readily a reader believes them as an example. */
  atoms: Atom[];
  full: Bits;
}

export interface Atom {
  /** The value as Graph names it, or `other`; empty for locations and devices. */
  value: string;
  locationIds?: string[];
  device?: Device;
}

/**
 * All sign-ins there can be, as a product of finite dimensions whose atoms the policies themselves define.
 * INVARIANT: two sign-ins with the same atoms are treated alike by every policy the space was built from.
 */
export interface Space {
  dimensions: Dimension[];
  index: Map<string, number>;
  trustedIds: Set<string>;
  /** Named locations that can't be placed. */
  unreadLocations: Set<string>;
  deviceRules: Map<string, Bits>;
  /** `<suite> <app>` where it isn't known whether the app is in the suite. */
  undecidedApps: Set<string>;
}

/** A product of sets, one per dimension of the space. */
export type Box = readonly Bits[];

const CLIENTS = ['browser', 'mobileAppsAndDesktopClients', 'other', 'exchangeActiveSync'];
const PLATFORMS = ['windows', 'iOS', 'android', 'macOS', 'linux', 'other', 'windowsPhone'];
const RISKS = ['none', 'low', 'medium', 'high'];
const INSIDER_RISKS = ['none', 'minor', 'moderate', 'elevated'];
const FLOWS = ['none', 'authenticationTransfer', 'deviceCodeFlow'];
export const LEGACY_CLIENTS = ['exchangeActiveSync', 'other'];

export function buildSpace(policies: ConditionalAccessPolicy[], namedLocations: NamedLocation[] | undefined): Space {
  const locations = buildLocations(policies, namedLocations);
  const { devices, matches } = buildDevices([...new Set(policies.flatMap(({ deviceFilter }) => (deviceFilter ? [deviceFilter.rule] : [])))]);
  const dimensions = [
    dimension('flow', 'flow', FLOWS),
    dimension('signInRisk', 'risk', RISKS),
    dimension('userRisk', 'risk', RISKS),
    dimension('insiderRisk', 'risk', INSIDER_RISKS),
    dimension('client', 'client', CLIENTS),
    dimension('platform', 'platform', PLATFORMS),
    fromAtoms('device', 'device', devices.map((device) => ({ value: device.state, device }))),
    dimension('app', 'app', buildApps(policies.flatMap(({ applications }) => [...applications.include, ...applications.exclude]))),
    ...locations.axes.map((axis, index) => fromAtoms(`location${index}`, 'location', axis.atoms.map(({ ids }) => ({ value: '', locationIds: ids })))),
  ];
  return {
    dimensions,
    index: new Map(dimensions.map(({ name }, index) => [name, index])),
    trustedIds: locations.trustedIds,
    unreadLocations: locations.unread,
    undecidedApps: undecidedApps(policies.map(({ applications }) => applications)),
    deviceRules: new Map([...matches].map(([rule, answers]) => [rule, bitsWhere(answers, Boolean)])),
  };
}

export const wholeSpace = (space: Space): Box => space.dimensions.map(({ full }) => full);

/** The box narrowed to `set` in one dimension. */
export function narrow(space: Space, box: Box, name: string, set: Bits): Box {
  const index = space.index.get(name)!;
  return box.map((each, position) => (position === index ? each & set : each));
}

/** The atoms of a dimension whose value passes the test. */
export function atomsOf(space: Space, name: string, test: (atom: Atom) => boolean): Bits {
  return bitsWhere(space.dimensions[space.index.get(name)!]!.atoms, test);
}

export const isEmpty = (box: Box): boolean => box.some((set) => set === 0n);

export function intersect(a: Box, b: Box): Box | undefined {
  const both = a.map((set, index) => set & b[index]!);
  return isEmpty(both) ? undefined : both;
}

const dimension = (name: string, topic: Topic, values: string[]): Dimension => fromAtoms(name, topic, values.map((value) => ({ value })));
const fromAtoms = (name: string, topic: Topic, atoms: Atom[]): Dimension => ({ name, topic, atoms, full: allOf(atoms.length) });
