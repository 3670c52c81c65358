import { Limiter, type Clock, type LimiterOptions } from './limiter.js';

/** Services that throttle apart from each other (Graph throttling limits). */
export type Family = 'directory' | 'reports' | 'conditionalAccess';

/**
 * Published: reports 5 in 10 s per app and tenant, Conditional Access 1 a second per tenant, for all its apps.
 * Spans are 2-10 % longer than published: the service counts arrivals, not our starts.
 */
const LIMITS: Record<Family, LimiterOptions> = {
  reports: { starts: 5, windowMs: 10_200, concurrency: 5 },
  conditionalAccess: { starts: 1, windowMs: 1_100, concurrency: 1 },
  directory: { starts: 80, windowMs: 1_000, concurrency: 16 },
};

/** `pace`: what share of the published spans is kept to; less than 1 for a service that doesn't throttle. */
export function createLimiters(clock: Clock, pace = 1): Record<Family, Limiter> {
  const limiter = (family: Family): Limiter => new Limiter({ ...LIMITS[family], windowMs: LIMITS[family].windowMs * pace }, clock);
  return { reports: limiter('reports'), conditionalAccess: limiter('conditionalAccess'), directory: limiter('directory') };
}
