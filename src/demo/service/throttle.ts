import { tooManyRequests } from './errors.js';

/** Calls that share one published limit. */
export type Family = 'directory' | 'reports' | 'conditionalAccess';

interface Limit {
  units: number;
  windowMs: number;
  /** Conditional Access never says when to come back. */
  saysWhen: boolean;
}

const limits: Record<Exclude<Family, 'directory'>, Limit> = {
  reports: { units: 5, windowMs: 10_000, saysWhen: true },
  conditionalAccess: { units: 1, windowMs: 1_000, saysWhen: false },
};

/** The published limits as sliding windows. Source: Graph throttling limits. */
export class Throttle {
  #spent = new Map<Family, { at: number; units: number }[]>();

  constructor(
    private readonly accounts: number,
    private readonly now: () => Date,
  ) {}

  /** @throws GraphError 429 where the family's window is full. */
  spend(family: Family, units: number): void {
    const at = this.now().getTime();
    const limit = family === 'directory' ? directoryLimit(this.accounts) : limits[family];
    const recent = (this.#spent.get(family) ?? []).filter((spent) => at - spent.at < limit.windowMs);
    const total = recent.reduce((sum, spent) => sum + spent.units, 0);
    if (total + units > limit.units) throw tooManyRequests(limit.saysWhen ? secondsUntilFree(recent[0], at, limit) : undefined);
    this.#spent.set(family, [...recent, { at, units }]);
  }
}

function secondsUntilFree(oldest: { at: number } | undefined, at: number, limit: Limit): number {
  return Math.max(1, Math.ceil(((oldest?.at ?? at) + limit.windowMs - at) / 1000));
}

/** Resource units by tenant size: S, M, L. */
function directoryLimit(accounts: number): Limit {
  const units = accounts < 50 ? 3_500 : accounts <= 500 ? 5_000 : 8_000;
  return { units, windowMs: 10_000, saysWhen: true };
}
