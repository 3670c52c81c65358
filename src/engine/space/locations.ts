import type { ConditionalAccessPolicy, NamedLocation } from '../conditionalAccess.js';
import { addressRegions, parseRange } from './addresses.js';

/** One independent axis of where a sign-in comes from; each atom is the set of named locations it lies in. */
export interface LocationAxis {
  name: 'address' | 'country' | 'gps' | 'network';
  atoms: { ids: string[] }[];
}

export interface LocationSpace {
  axes: LocationAxis[];
  trustedIds: Set<string>;
  /** Locations that policies name and nobody can place. */
  unread: Set<string>;
}

/** "MFA trusted IPs" of the legacy service settings: not in Graph, so taken as empty and said so in the report (semantics D4). */
export const MFA_TRUSTED_IPS = '00000000-0000-0000-0000-000000000000';
export const ALL_TRUSTED = 'AllTrusted';

/**
 * The regions that the locations named by policies really form. An address, its country and a GPS position are told
 * separately, so any may meet any; a compliant network is entered or not.
 */
export function buildLocations(policies: ConditionalAccessPolicy[], known: NamedLocation[] | undefined): LocationSpace {
  const named = new Set(policies.flatMap(({ locations }) => (locations ? [...locations.include, ...locations.exclude] : [])));
  const trusted = (known ?? []).filter((each) => (each.kind === 'ip' || each.kind === 'unknown') && each.isTrusted);
  const used = (known ?? []).filter((each) => named.has(each.id) || (named.has(ALL_TRUSTED) && trusted.includes(each)));
  const placed = used.filter(isPlaced);
  return {
    axes: [addressAxis(placed), countryAxis(placed, 'ip'), countryAxis(placed, 'gps'), ...networkAxes(placed)].filter((axis) => axis.atoms.length > 0),
    trustedIds: new Set(trusted.map((each) => each.id)),
    unread: new Set([
      ...[...named].filter((id) => !isKeyword(id) && !placed.some((each) => each.id === id)),
      ...trusted.filter((each) => !isPlaced(each) && named.has(ALL_TRUSTED)).map((each) => each.id),
      ...(known === undefined && named.has(ALL_TRUSTED) ? [ALL_TRUSTED] : []),
    ]),
  };
}

const isKeyword = (id: string): boolean => id === 'All' || id === ALL_TRUSTED || id === MFA_TRUSTED_IPS;

function isPlaced(location: NamedLocation): boolean {
  if (location.kind === 'ip') return location.ranges.every((range) => parseRange(range) !== undefined);
  return location.kind !== 'unknown';
}

function addressAxis(locations: NamedLocation[]): LocationAxis {
  const byAddress = locations.filter((each) => each.kind === 'ip');
  return { name: 'address', atoms: byAddress.length > 0 ? addressRegions(byAddress).map((ids) => ({ ids })) : [] };
}

/** Atoms: a country in no list, an unknown country, and one for each distinct set of lists a country stands in. */
function countryAxis(locations: NamedLocation[], lookup: 'ip' | 'gps'): LocationAxis {
  const lists = locations.filter((each) => each.kind === 'country').filter((each) => each.lookup === lookup);
  const sets = [[], ...[...new Set(lists.flatMap((each) => each.countries))].map((code) => idsWhere(lists, (each) => each.countries.includes(code)))];
  sets.push(idsWhere(lists, (each) => each.includesUnknown));
  const atoms = [...new Map(sets.map((ids) => [ids.join(' '), { ids }])).values()];
  return { name: lookup === 'ip' ? 'country' : 'gps', atoms: lists.length > 0 ? atoms : [] };
}

function networkAxes(locations: NamedLocation[]): LocationAxis[] {
  return locations.filter((each) => each.kind === 'compliantNetwork').map(({ id }) => ({ name: 'network', atoms: [{ ids: [] }, { ids: [id] }] }));
}

const idsWhere = <T extends { id: string }>(items: T[], test: (item: T) => boolean): string[] => items.filter(test).map((each) => each.id);
