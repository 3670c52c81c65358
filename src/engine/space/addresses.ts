import ipaddr from 'ipaddr.js';

/** An inclusive range of addresses of one family, as numbers. */
interface Range { family: 4 | 6; first: bigint; last: bigint }

/** Reads `10.0.0.0/8`, `2001:db8::/32` or `10.0.0.1-10.0.0.9`; undefined where the text is none of these. */
export function parseRange(text: string): Range | undefined {
  const [lower, upper] = text.split('-');
  if (lower && upper) return between(lower.trim(), upper.trim());
  if (!ipaddr.isValidCIDR(text)) return undefined;
  const [address, length] = ipaddr.parseCIDR(text);
  const free = BigInt((address.kind() === 'ipv4' ? 32 : 128) - length);
  const first = (toNumber(address) >> free) << free;
  return { family: address.kind() === 'ipv4' ? 4 : 6, first, last: first + (1n << free) - 1n };
}

function between(lower: string, upper: string): Range | undefined {
  if (!ipaddr.isValid(lower) || !ipaddr.isValid(upper)) return undefined;
  const [first, last] = [ipaddr.parse(lower), ipaddr.parse(upper)];
  if (first.kind() !== last.kind() || toNumber(first) > toNumber(last)) return undefined;
  return { family: first.kind() === 'ipv4' ? 4 : 6, first: toNumber(first), last: toNumber(last) };
}

const toNumber = (address: ipaddr.IPv4 | ipaddr.IPv6): bigint => address.toByteArray().reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);

/**
 * The distinct sets of locations that some address lies in: `[[], ['a'], ['a', 'b']]` where `b` lies within `a`.
 * Exact: a sweep over the ends of all ranges, both families.
 */
export function addressRegions(locations: { id: string; ranges: string[] }[]): string[][] {
  const regions = new Map<string, string[]>();
  for (const family of [4, 6] as const) sweep(locations, family, regions);
  return [...regions.values()].toSorted((a, b) => a.length - b.length);
}

function sweep(locations: { id: string; ranges: string[] }[], family: 4 | 6, regions: Map<string, string[]>): void {
  const open = new Map<string, number>();
  const note = () => {
    const ids = [...open.keys()];
    regions.set(ids.toSorted().join(' '), ids);
  };
  const edges = edgesOf(locations, family);
  const end = 1n << (family === 4 ? 32n : 128n);
  if (edges[0]?.at !== 0n) note();
  edges.forEach(({ at, id, step }, index) => {
    const count = (open.get(id) ?? 0) + step;
    if (count === 0) open.delete(id);
    else open.set(id, count);
    const next = edges[index + 1]?.at;
    if (next !== at && at < end) note();
  });
}

/** Where ranges begin (+1) and where they have ended (-1), in order of address. */
function edgesOf(locations: { id: string; ranges: string[] }[], family: 4 | 6): { at: bigint; id: string; step: 1 | -1 }[] {
  return locations
    .flatMap(({ id, ranges }) => ranges.map((text) => ({ id, range: parseRange(text) })))
    .flatMap(({ id, range }) => (range?.family === family
      ? [{ at: range.first, id, step: 1 as const }, { at: range.last + 1n, id, step: -1 as const }] : []))
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
