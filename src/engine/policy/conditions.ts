import type { ConditionalAccessPolicy, IncludeExclude } from '../conditionalAccess.js';
import { canonical, names } from '../space/apps.js';
import { none, type Bits } from '../space/bits.js';
import { ALL_TRUSTED, MFA_TRUSTED_IPS } from '../space/locations.js';
import { atomsOf, isEmpty, narrow, wholeSpace, type Box, type Dimension, type Space } from '../space/space.js';
import type { Resolution } from './resolution.js';

/**
 * The sign-ins that a policy's conditions (all but its users) select, as a union of boxes.
 * Inside a policy the conditions are ANDed; an exclusion beats an inclusion (Entra docs, concept: policies).
 */
export function selected(policy: ConditionalAccessPolicy, space: Space, resolution: Resolution): Box[] {
  if (policy.isForWorkloadIdentities) return [];
  if (policy.misread.length > 0) return resolution.decide(`policy:${policy.id}`, true) ? [wholeSpace(space)] : [];
  if (policy.unknownConditions.length > 0 && !resolution.decide(`policy:${policy.id}`, true)) return [];
  const box = [
    ['app', apps(policy, space, resolution)],
    ['client', listed(space, 'client', policy.clientAppTypes, 'all')],
    ['platform', platforms(policy.platforms, space)],
    ['device', devices(policy, space, resolution)],
    ['signInRisk', listed(space, 'signInRisk', policy.signInRiskLevels)],
    ['userRisk', listed(space, 'userRisk', policy.userRiskLevels)],
    ['insiderRisk', listed(space, 'insiderRisk', policy.insiderRiskLevels)],
    ['flow', listed(space, 'flow', policy.transferMethods ?? [])],
  ].reduce((narrowed, [name, set]) => narrow(space, narrowed, name as string, set as Bits), wholeSpace(space));
  return locations(policy.locations, box, space, resolution).filter((each) => !isEmpty(each));
}

/** User actions and authentication contexts are no apps, so a policy with nothing else selects no sign-in. */
function apps({ applications: { include, exclude, filter } }: ConditionalAccessPolicy, space: Space, resolution: Resolution): Bits {
  const all = space.dimensions[space.index.get('app')!]!.full;
  const listedIn = (entries: string[], demanding: boolean): Bits => atomsOf(space, 'app', ({ value }) =>
    entries.some((entry) => names(entry, value) || (space.undecidedApps.has(`${canonical(entry)} ${value}`) && resolution.decide(`suite:${value} in ${canonical(entry)}`, demanding))));
  let included = listedIn(include, true);
  let excluded = listedIn(exclude, false);
  // Which apps carry which custom security attributes is not read, so a filter may match any app or none.
  if (filter && resolution.decide(`appFilter:${filter.rule}`, filter.mode === 'include')) {
    if (filter.mode === 'include') included = all;
    else excluded = all;
  }
  return included & ~excluded;
}

/** An empty list is no condition. */
function listed(space: Space, name: string, values: string[], everything?: string): Bits {
  if (values.length === 0 || (everything && values.includes(everything))) return space.dimensions[space.index.get(name)!]!.full;
  return atomsOf(space, name, (atom) => values.includes(atom.value));
}

/** A list never covers an unknown platform; `all` does. */
function platforms(condition: IncludeExclude | undefined, space: Space): Bits {
  if (!condition) return space.dimensions[space.index.get('platform')!]!.full;
  const covers = (list: string[], value: string) => list.includes('all') || list.includes(value);
  return atomsOf(space, 'platform', ({ value }) => covers(condition.include, value) && !covers(condition.exclude, value));
}

function devices({ deviceFilter }: ConditionalAccessPolicy, space: Space, resolution: Resolution): Bits {
  const all = space.dimensions[space.index.get('device')!]!.full;
  if (!deviceFilter) return all;
  const includes = deviceFilter.mode === 'include';
  const matching = space.deviceRules.get(deviceFilter.rule) ?? (resolution.decide(`deviceFilter:${deviceFilter.rule}`, includes) ? all : none);
  return includes ? matching : all & ~matching;
}

function locations(condition: IncludeExclude | undefined, box: Box, space: Space, resolution: Resolution): Box[] {
  if (!condition) return [box];
  const excluded = condition.exclude.flatMap((id) => placesOf(id, space, resolution, false));
  const outside = excluded.reduce((narrowed, place) => withoutPlace(space, narrowed, place), box);
  if (condition.include.includes('All')) return [outside];
  return condition.include.flatMap((id) => placesOf(id, space, resolution, true)).map((place) => (place === 'everywhere' ? outside : narrow(space, outside, place.axis, place.set)));
}

type Place = 'everywhere' | { axis: string; set: Bits };

function withoutPlace(space: Space, box: Box, place: Place): Box {
  if (place === 'everywhere') return box.map(() => none);
  return narrow(space, box, place.axis, ~place.set);
}

/** Where a location id lies: at most one axis holds it. The legacy trusted IPs are taken as empty (semantics D4). */
function placesOf(id: string, space: Space, resolution: Resolution, demanding: boolean): Place[] {
  if (id === 'All') return ['everywhere'];
  if (id === ALL_TRUSTED) {
    const unread = [...space.unreadLocations].filter((each) => each === ALL_TRUSTED || space.trustedIds.has(each));
    return [...placesWhere(space, space.trustedIds), ...unread.flatMap((each) => unreadPlace(each, resolution, demanding))];
  }
  if (id === MFA_TRUSTED_IPS) return [];
  return space.unreadLocations.has(id) ? unreadPlace(id, resolution, demanding) : placesWhere(space, new Set([id]));
}

function unreadPlace(id: string, resolution: Resolution, demanding: boolean): Place[] {
  return resolution.decide(`location:${id}`, demanding) ? ['everywhere'] : [];
}

function placesWhere(space: Space, ids: Set<string>): Place[] {
  return space.dimensions.filter(isLocationAxis).flatMap(({ name }) => {
    const set = atomsOf(space, name, (atom) => atom.locationIds!.some((id) => ids.has(id)));
    return set === none ? [] : [{ axis: name, set }];
  });
}

const isLocationAxis = ({ topic }: Dimension): boolean => topic === 'location';
