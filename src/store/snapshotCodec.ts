import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { AccountSet, type Account, type Snapshot } from '../engine/index.js';

const VERSION = 1;
const pack = promisify(gzip);
const unpack = promisify(gunzip);

/** An account, or how many that follow one another in the base, from which place on. */
type Part = Account | readonly [from: number, count: number];

/**
 * Two lines of JSON, gzipped: everything else, then the accounts (on a line of their own, because a replacer makes JSON ten times slower).
 * Where there is a base (an account of an earlier scan a line), accounts that haven't changed are told by their place in it.
 * What JSON lacks is tagged: `$map` for maps, `$set` for bit sets (gaps between positions: they compress best).
 */
export async function encodeSnapshot(snapshot: Snapshot, base: readonly string[] = []): Promise<Uint8Array> {
  return (await encodeAgainst(snapshot, base)).bytes;
}

/** Also how many accounts the base doesn't have. */
export async function encodeAgainst({ accounts, ...rest }: Snapshot, base: readonly string[]): Promise<{ bytes: Uint8Array; unlike: number }> {
  const head = JSON.stringify({ version: VERSION, rest }, (_key, value: unknown) => tagged(value));
  const { parts, unlike } = against(accounts, base);
  return { bytes: await pack(`${head}\n[${parts.join(',')}]`), unlike };
}

/** Parts as JSON. */
function against(accounts: readonly Account[], base: readonly string[]): { parts: string[]; unlike: number } {
  const places = new Map(base.map((line, place) => [line, place]));
  const parts: (string | [number, number])[] = [];
  let unlike = 0;
  for (const account of accounts) {
    const line = JSON.stringify(account);
    const place = places.get(line);
    const last = parts.at(-1);
    if (place === undefined) unlike += 1;
    if (place === undefined) parts.push(line);
    else if (typeof last === 'object' && last[0] + last[1] === place) last[1] += 1;
    else parts.push([place, 1]);
  }
  return { parts: parts.map((part) => (typeof part === 'string' ? part : JSON.stringify(part))), unlike };
}

/** For scans to come. */
export const encodeBase = (accounts: readonly Account[]): Promise<Uint8Array> => pack(accounts.map((account) => JSON.stringify(account)).join('\n'));
export const decodeBase = (bytes: Uint8Array): Promise<string[]> => linesOf(bytes);

/** Undefined where a newer version has written it. `base`: the one it was encoded with. */
export async function decodeSnapshot(bytes: Uint8Array, base: readonly string[] = []): Promise<Snapshot | undefined> {
  const [head = '', accounts = ''] = await linesOf(bytes);
  const { version, rest } = JSON.parse(head, (_key, value: unknown) => untagged(value)) as { version: number; rest: Omit<Snapshot, 'accounts'> };
  return version === VERSION ? { ...rest, accounts: (JSON.parse(accounts) as Part[]).flatMap((part) => accountsOf(part, base)) } : undefined;
}

function accountsOf(part: Part, base: readonly string[]): Account[] {
  if (!isRun(part)) return [part];
  const [from, count] = part;
  return base.slice(from, from + count).map((line) => JSON.parse(line) as Account);
}

const isRun = (part: Part): part is readonly [number, number] => Array.isArray(part);

/** The same snapshot with other accounts, and then other texts; undefined where nothing is different. Its base is rewritten apart. */
export async function rewriteSnapshot(bytes: Uint8Array, account: (account: Account) => Account, text: (line: string) => string): Promise<Uint8Array | undefined> {
  const [head = '', accounts = ''] = await linesOf(bytes);
  const parts = (JSON.parse(accounts) as Part[]).map((part) => (isRun(part) ? part : account(part)));
  return repacked([head, accounts], [head, JSON.stringify(parts)].map(text));
}

/** As `rewriteSnapshot`. */
export async function rewriteBase(bytes: Uint8Array, account: (account: Account) => Account, text: (line: string) => string): Promise<Uint8Array | undefined> {
  const lines = (await linesOf(bytes)).filter(Boolean);
  return repacked(lines, lines.map((line) => text(JSON.stringify(account(JSON.parse(line) as Account)))));
}

async function repacked(before: string[], after: string[]): Promise<Uint8Array | undefined> {
  return after.every((line, index) => line === before[index]) ? undefined : pack(after.join('\n'));
}

const linesOf = async (bytes: Uint8Array): Promise<string[]> => (await unpack(bytes)).toString('utf8').split('\n');

function tagged(value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value] };
  if (Object.prototype.toString.call(value) === '[object AccountSet]') return { $set: gaps(value as AccountSet) };
  return value;
}

function untagged(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
  if ('$set' in value) return AccountSet.of(fromGaps(value.$set as number[]));
  return value;
}

function gaps(set: AccountSet): number[] {
  let last = -1;
  return [...set].map((position) => {
    const gap = position - last;
    last = position;
    return gap;
  });
}

function* fromGaps(steps: number[]): Generator<number> {
  let position = -1;
  for (const step of steps) yield (position += step);
}
