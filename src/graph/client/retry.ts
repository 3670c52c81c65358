import type { GraphError } from './error.js';

export const MAX_ATTEMPTS = 6;
const BASE_MS = 1_000;
const LONGEST_BACKOFF_MS = 30_000;
/** A longer Retry-After is cut to this: a scan waits minutes, not hours. */
const LONGEST_RETRY_AFTER_MS = 180_000;

/** Milliseconds to wait before asking again; `attempt` counts from 1. The header wins, else exponential back-off with jitter. */
export function retryDelay(error: GraphError, attempt: number, now: number, random: () => number): number {
  const asked = retryAfterMs(error.retryAfter, now);
  if (asked !== undefined) return asked;
  const ceiling = Math.min(LONGEST_BACKOFF_MS, BASE_MS * 2 ** (attempt - 1));
  return ceiling / 2 + (random() * ceiling) / 2;
}

/** Retry-After as seconds or an HTTP date (RFC 9110); undefined where there is none that can be read. */
function retryAfterMs(header: string | undefined, now: number): number | undefined {
  if (header === undefined) return undefined;
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.min(Math.max(0, ms), LONGEST_RETRY_AFTER_MS);
}
