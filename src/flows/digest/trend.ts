import { DateTime } from 'luxon';
import type { Counts } from '../../engine/index.js';

/** A day's last scan, in the subscription's own calendar. */
export interface TrendDay {
  /** YYYY-MM-DD. */
  day: string;
  nonCompliant: number;
  unknown: number;
}

export const TREND_DAYS = 30;

/** The last 30 days, oldest first; days without a scan are left out, so that nothing is made up. */
export function trendOf(summaries: readonly { scannedAt: string; summary: Counts }[], now: number, zone: string): TrendDay[] {
  const first = DateTime.fromMillis(now, { zone }).minus({ days: TREND_DAYS - 1 }).toISODate()!;
  const days = new Map(summaries.map(({ scannedAt, summary: { nonCompliant, unknown } }) => {
    const day = DateTime.fromISO(scannedAt, { zone }).toISODate()!;
    return [day, { day, nonCompliant, unknown }];
  }));
  return [...days.values()].filter(({ day }) => day >= first).toSorted((one, other) => one.day.localeCompare(other.day));
}
