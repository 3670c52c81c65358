import type { ConditionalAccessPolicy, NamedLocation, Snapshot } from '../../../src/engine/index.js';
import type { Ask } from './readings.js';

/** A place to sign in from, told apart only by the named locations (and `AllTrusted`) that hold it. */
export type Place = ReadonlySet<string>;

const MFA_TRUSTED_IPS = '00000000-0000-0000-0000-000000000000';
const OTHER = 'other';
const UNKNOWN = 'unknown';

/** Every distinct place: address signature x country x compliant network. */
export function everyPlace(snapshot: Snapshot, ask: Ask): Place[] {
  const known = snapshot.namedLocations ?? [];
  const unread = unreadMemberships(snapshot, ask);
  const places = addressSignatures(known).flatMap((addresses) =>
    countrySignatures(known).flatMap((countries) =>
      networkSignatures(known).map((networks) => [...addresses, ...countries, ...networks, ...unread])));
  return distinct(places).map((ids) => withTrusted(ids, snapshot, ask));
}

export function isInPlaces(policy: ConditionalAccessPolicy, place: Place): boolean {
  if (!policy.locations) return true;
  const holds = (id: string) => id === 'All' || place.has(id);
  return policy.locations.include.some(holds) && !policy.locations.exclude.some(holds);
}

/** The places of an address that lies outside every country location. */
export function placesOfAddress(snapshot: Snapshot, address: string): string[] | undefined {
  const parsed = parseAddress(address);
  return parsed && ipLocations(snapshot.namedLocations ?? []).filter((each) => inAny(each, parsed)).map(({ id }) => id);
}

export function placesOfCountry(snapshot: Snapshot, code: string): string[] {
  return countryLocations(snapshot.namedLocations ?? []).filter((each) => each.countries.includes(code)).map(({ id }) => id);
}

function withTrusted(ids: string[], snapshot: Snapshot, ask: Ask): Place {
  const trusted = snapshot.namedLocations
    ? ids.some((id) => isTrusted(snapshot.namedLocations!.find((each) => each.id === id)))
    : ask('AllTrusted holds the sign-in', [false, true]);
  return new Set(trusted ? [...ids, 'AllTrusted'] : ids);
}

function isTrusted(location: NamedLocation | undefined): boolean {
  return (location?.kind === 'ip' || location?.kind === 'unknown') && location.isTrusted;
}

/** A location that could not be read holds all sign-ins or none: whatever it really is lies between the two. */
function unreadMemberships(snapshot: Snapshot, ask: Ask): string[] {
  const readable = new Set(snapshot.namedLocations?.filter(({ kind }) => kind !== 'unknown').map(({ id }) => id));
  const used = new Set((snapshot.policies ?? []).flatMap(({ locations }) => [...(locations?.include ?? []), ...(locations?.exclude ?? [])]));
  if (used.has('AllTrusted')) for (const each of snapshot.namedLocations ?? []) if (each.kind === 'unknown' && each.isTrusted) used.add(each.id);
  for (const id of ['All', 'AllTrusted', MFA_TRUSTED_IPS, ...readable]) used.delete(id);
  return [...used].filter((id) => ask(`${id} holds the sign-in`, [false, true]));
}

type IpLocation = Extract<NamedLocation, { kind: 'ip' }>;
type CountryLocation = Extract<NamedLocation, { kind: 'country' }>;
const ipLocations = (all: NamedLocation[]) => all.filter((each): each is IpLocation => each.kind === 'ip');
const countryLocations = (all: NamedLocation[]) => all.filter((each): each is CountryLocation => each.kind === 'country');

/** The set of locations changes only where a range begins or has just ended, so those addresses show every signature. */
function addressSignatures(all: NamedLocation[]): string[][] {
  const locations = ipLocations(all);
  const edges = ([4, 6] as const).flatMap((family) => [
    { family, value: 0n },
    ...locations.flatMap(({ ranges }) => ranges.map(parseRange)).filter((range) => range.family === family)
      .flatMap(({ first, last }) => [first, last + 1n])
      .filter((value) => value < 1n << (family === 4 ? 32n : 128n)).map((value) => ({ family, value })),
  ]);
  return distinct(edges.map((address) => locations.filter((each) => inAny(each, address)).map(({ id }) => id)));
}

function countrySignatures(all: NamedLocation[]): string[][] {
  const locations = countryLocations(all);
  const codes = new Set([OTHER, UNKNOWN, ...locations.flatMap(({ countries }) => countries)]);
  return distinct([...codes].map((code) => locations
    .filter((each) => each.countries.includes(code) || (code === UNKNOWN && each.includesUnknown)).map(({ id }) => id)));
}

function networkSignatures(all: NamedLocation[]): string[][] {
  const networks = all.filter(({ kind }) => kind === 'compliantNetwork').map(({ id }) => id);
  return networks.length > 0 ? [[], networks] : [[]];
}

function distinct(signatures: string[][]): string[][] {
  return [...new Map(signatures.map((ids) => [ids.toSorted().join(), ids])).values()];
}

interface Address { family: 4 | 6; value: bigint }

function inAny({ ranges }: IpLocation, { family, value }: Address): boolean {
  return ranges.map(parseRange).some((range) => range.family === family && range.first <= value && value <= range.last);
}

export function parseRange(text: string): { family: 4 | 6; first: bigint; last: bigint } {
  const [lower, upper] = text.split('-').map((each) => parseAddress(each.trim()));
  if (lower && upper) return { family: lower.family, first: lower.value, last: upper.value };
  const [address, length] = text.split('/');
  const { family, value } = parseAddress(address!)!;
  const bits = BigInt((family === 4 ? 32 : 128) - Number(length));
  const first = (value >> bits) << bits;
  return { family, first, last: first + (1n << bits) - 1n };
}

function parseAddress(text: string): Address | undefined {
  if (/^\d+(\.\d+){3}$/.test(text)) return { family: 4, value: join(text.split('.').map(BigInt), 8n) };
  if (!/^[0-9a-f:]+$/i.test(text) || !text.includes(':')) return undefined;
  const [head = '', tail] = text.split('::');
  const [left, right] = [groups(head), groups(tail ?? '')];
  const zeros = tail === undefined ? [] : Array<bigint>(8 - left.length - right.length).fill(0n);
  return { family: 6, value: join([...left, ...zeros, ...right], 16n) };
}

const groups = (part: string): bigint[] => (part ? part.split(':').map((each) => BigInt(`0x${each}`)) : []);
const join = (parts: bigint[], width: bigint): bigint => parts.reduce((whole, part) => (whole << width) | part, 0n);
