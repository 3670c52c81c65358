import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { AccountSet, type Snapshot } from '../engine/index.js';

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
  const [head = '', accounts = ''] = (await unpack(bytes)).toString('utf8').split('\n');
  const { version, rest } = JSON.parse(head, (_key, value: unknown) => untagged(value)) as { version: number; rest: Omit<Snapshot, 'accounts'> };
  return version === VERSION ? { ...rest, accounts: JSON.parse(accounts) as Snapshot['accounts'] } : undefined;
}

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
