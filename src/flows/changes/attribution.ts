import type { Snapshot, Verdict } from '../../engine/index.js';
import { subset } from '../../findings/index.js';
import type { TenantChange } from '../types.js';
import type { BoundedJudge } from './boundedJudge.js';
import { differences, NEVER, type Difference } from './differences.js';

/**
 * Which differences explain which verdicts: a difference explains an account when undoing it alone brings the earlier verdict back.
 * Judged by the engine itself, on the changed accounts only; what its budget leaves out is one difference that explains nobody.
 * `earlierVerdicts`: by id, of accounts that are in both scans.
 */
export async function attribute(earlier: Snapshot, later: Snapshot, earlierVerdicts: ReadonlyMap<string, Verdict>, judge: BoundedJudge): Promise<TenantChange[]> {
  const changed = subset(later, earlierVerdicts);
  const all = differences(earlier, later);
  const explained = new Map<Difference, string[]>();
  for (const difference of mostTellingFirst(all, earlierVerdicts)) {
    const accountIds = await explainedBy(difference, changed, earlierVerdicts, judge);
    if (accountIds) explained.set(difference, accountIds);
  }
  const told = all.flatMap((difference) => (explained.has(difference) ? [toChange(difference, explained.get(difference)!)] : []));
  return told.length < all.length ? [...told, unjudged(all.length - told.length)] : told;
}

/** Undefined where the budget is spent. */
async function explainedBy(
  { only, undo }: Difference, changed: Snapshot, earlierVerdicts: ReadonlyMap<string, Verdict>, judge: BoundedJudge,
): Promise<string[] | undefined> {
  const concerned = only ? new Set(only.filter((id) => earlierVerdicts.has(id))) : earlierVerdicts;
  if (concerned.size === 0) return [];
  const without = await judge.accounts(() => undo(only ? subset(changed, concerned) : changed));
  return without?.filter(({ id, verdict }) => verdict === earlierVerdicts.get(id)).map(({ id }) => id);
}

/** What could not be read first: it decides whether a gap is one. Then what can concern most. */
function mostTellingFirst(all: Difference[], earlierVerdicts: ReadonlyMap<string, Verdict>): Difference[] {
  const reach = ({ isReading, only }: Difference): number => {
    if (isReading) return Infinity;
    return only ? only.filter((id) => earlierVerdicts.has(id)).length : earlierVerdicts.size;
  };
  return all.map((difference) => ({ difference, rank: reach(difference) })).toSorted((one, other) => (one.rank === other.rank ? 0 : other.rank - one.rank))
    .map(({ difference }) => difference);
}

const toChange = ({ text, about, isReading }: Difference, accountIds: string[]): TenantChange => ({ text, about, ...(isReading && { isReading }), accountIds });

const unjudged = (count: number): TenantChange =>
  ({ text: count === 1 ? '1 other change' : `${count} other changes`, about: { ids: [], activity: NEVER }, accountIds: [], isUnjudged: true });
