import type { Report } from '../engine/index.js';
import { count, filterOf } from './accounts.js';
import type { CountedKind, Kind, Scan } from './types.js';

const KINDS: readonly Kind[] = ['admins', 'members', 'guests', 'service', 'shared'];

/** Counted once per report: a large tenant takes a moment. */
const counted = new WeakMap<Report, CountedKind[]>();

/** How many accounts of each kind have which verdict. */
export function countKinds(scan: Scan): CountedKind[] {
  const known = counted.get(scan.report) ?? KINDS.map((kind) => ({ kind, counts: count(scan.report.accounts.filter(filterOf(scan, kind))) }));
  counted.set(scan.report, known);
  return known;
}
