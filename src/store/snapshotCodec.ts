import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { AccountSet, type Account, type Snapshot } from '../engine/index.js';

const VERSION = 1;
const pack = promisify(gzip);
const unpack = promisify(gunzip);

/**
 * Two lines of JSON, gzipped: everything else, then the accounts (on a line of their own, because a replacer makes JSON ten times slower).
 * What JSON lacks is tagged: `$map` for maps, `$set` for bit sets (gaps between positions: they compress best).
 */
export async function encodeSnapshot({ accounts, ...rest }: Snapshot): Promise<Uint8Array> {
  const head = JSON.stringify({ version: VERSION, rest }, (_key, value: unknown) => tagged(value));
  return pack(`${head}\n${JSON.stringify(accounts)}`);
}

/** Undefined where a newer version has written it. */
export async function decodeSnapshot(bytes: Uint8Array): Promise<Snapshot | undefined> {
  const [head = '', accounts = ''] = await linesOf(bytes);
  const { version, rest } = JSON.parse(head, (_key, value: unknown) => untagged(value)) as { version: number; rest: Omit<Snapshot, 'accounts'> };
  return version === VERSION ? { ...rest, accounts: JSON.parse(accounts) as Snapshot['accounts'] } : undefined;
}

/** The same snapshot with other accounts, and then other texts; undefined where nothing is different. */
export async function rewriteSnapshot(bytes: Uint8Array, account: (account: Account) => Account, text: (line: string) => string): Promise<Uint8Array | undefined> {
  const [head = '', accounts = ''] = await linesOf(bytes);
  const rewritten = [head, JSON.stringify((JSON.parse(accounts) as Account[]).map(account))].map(text);
  return rewritten[0] === head && rewritten[1] === accounts ? undefined : pack(rewritten.join('\n'));
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
