import { z } from 'zod';
import { read, type Environment } from './values.js';

/** What the bot does of its own accord. */
export interface JobsConfig {
  /** Between two scans nobody asked for. */
  scanEveryMs: number;
  /** More new gaps than this between two daily cards are told at once; an admin account's is always. */
  alertAbove: number;
}

const UNITS = { m: 60_000, h: 3_600_000 } as const;
const interval = z.string().regex(/^(?:[5-9]|[1-9]\d{1,3})m$|^(?:[1-9]|1\d|2[0-4])h$/, 'must be an interval from `5m` to `24h`, such as `30m` or `4h`')
  .transform((value) => Number(value.slice(0, -1)) * UNITS[value.at(-1) as keyof typeof UNITS]);
const accounts = z.string().regex(/^\d{1,6}$/, 'must be a number of accounts, such as 10').transform(Number);

export function jobsConfig(values: Environment): JobsConfig {
  return { scanEveryMs: read(values, 'SCAN_INTERVAL', interval) ?? 4 * UNITS.h, alertAbove: read(values, 'ALERT_ABOVE', accounts) ?? 10 };
}
