import type { Counts } from '../engine/index.js';
import type { Data } from './bind.js';
import { trusted } from './cell.js';
import { countsText, PARTS } from './counts.js';

/** One stacked bar and what stands above it. */
export interface CountedKind {
  title: string;
  counts: Counts;
}

/** As many as Teams draws in one `Chart.HorizontalBar.Stacked`. */
export const MOST_STACKS = 4;

/** "Guests: 3 with a gap, 25 compliant": the numbers stand in words, because a small part of a bar can't be seen. */
export const kindText = ({ title, counts }: CountedKind): string => `${title}: ${countsText(counts)}`;

/** The data of a `Chart.HorizontalBar.Stacked` (Teams, "Charts in Adaptive Cards"). Of our own words and numbers only. */
export function stacks(kinds: readonly CountedKind[]): Data {
  return kinds.map((kind) => ({
    title: trusted(kindText(kind)),
    data: PARTS.filter(({ verdict }) => kind.counts[verdict] > 0).map(({ verdict, label, chartColour }) => ({ legend: trusted(label), value: kind.counts[verdict], color: trusted(chartColour) })),
  }));
}

/** The data of a `Chart.Line`, a line each for gaps and for unknown accounts; `day`: YYYY-MM-DD. Lines that never leave zero are left out. */
export function trendLines(days: readonly { day: string; nonCompliant: number; unknown: number }[]): Data {
  const lines = PARTS.flatMap(({ verdict, label, chartColour }) => (verdict === 'nonCompliant' || verdict === 'unknown' ? [{ verdict, label, chartColour }] : []));
  return lines.filter(({ verdict }) => verdict === 'nonCompliant' || days.some((each) => each[verdict] > 0)).map(({ verdict, label, chartColour }) => ({
    legend: trusted(label), color: trusted(chartColour), values: days.map((each) => ({ x: trusted(each.day), y: each[verdict] })),
  }));
}
