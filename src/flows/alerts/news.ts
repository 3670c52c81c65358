import type { Report, Snapshot } from '../../engine/index.js';
import type { DeliveryStore } from '../../store/types.js';
import { changesSince, type PastScans } from '../changes/changesSince.js';
import type { ChangesResult, Scan, VerdictChange } from '../types.js';

export interface NewsParts {
  deliveries: Promise<DeliveryStore>;
  history: Promise<PastScans>;
  judge: (snapshot: Snapshot) => Report;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** `lately`: ids of those that are worse than at the scan told last; the others are so since the last daily card. */
export interface News {
  changes: ChangesResult & { kind: 'changes' };
  lately: ReadonlySet<string>;
}

/**
 * What is worse than at the scan that the last daily card told of, or at the scan told last (`until`, ISO 8601); and what is better.
 * Both are looked at: a gap that came and went since the card shows only in the one, and gaps that come one by one add up only in the other.
 */
export async function newsOf(parts: NewsParts, scan: Scan, until: string | undefined): Promise<News> {
  const lately = await since(parts, scan, until);
  const card = await lastCardOf(parts);
  const all = until !== undefined && card !== undefined && card < until ? joined(await since(parts, scan, card), lately) : lately;
  return { changes: all, lately: new Set(lately.worse.map(({ id }) => id)) };
}

async function since({ history, judge, now }: NewsParts, scan: Scan, moment: string | undefined): Promise<News['changes']> {
  const found = await changesSince(scan, moment, { history: await history, judge, now });
  const { scannedAt } = scan.report;
  return found.kind === 'changes' ? found : { kind: 'changes', from: scannedAt, to: scannedAt, worse: [], better: [], other: [], events: [], headline: '' };
}

/** When the scan began that the last daily card told of: its note begins with it. */
async function lastCardOf({ deliveries }: NewsParts): Promise<string | undefined> {
  const [scannedAt] = (await (await deliveries).noteOfLastCard())?.split(' ') ?? [];
  return scannedAt && !Number.isNaN(Date.parse(scannedAt)) ? scannedAt : undefined;
}

function joined(older: News['changes'], newer: News['changes']): News['changes'] {
  const both = (list: 'worse' | 'better'): VerdictChange[] => distinct([...older[list], ...newer[list]], ({ id }) => id);
  const seenFrom = [older, newer].map((each) => each.seenFrom ?? each.from).toSorted()[0]!;
  return { ...older, seenFrom, worse: both('worse'), better: both('better'), events: distinct([...older.events, ...newer.events], ({ text }) => text) };
}

/** The first of each key. */
function distinct<T>(values: T[], keyOf: (value: T) => string): T[] {
  const known = new Set<string>();
  return values.filter((value) => !known.has(keyOf(value)) && known.add(keyOf(value)));
}
