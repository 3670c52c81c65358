import type { Report, Snapshot, Verdict } from '../../engine/index.js';
import { subset } from '../../findings/index.js';
import { differences } from './differences.js';
import type { TenantChange } from '../types.js';

/**
 * Which differences explain which verdicts: a difference explains an account when undoing it alone brings the earlier verdict back.
 * Judged by the engine itself, on the changed accounts only. `earlierVerdicts`: by id, of accounts that are in both scans.
 */
export function attribute(
  earlier: Snapshot, later: Snapshot, earlierVerdicts: ReadonlyMap<string, Verdict>, judge: (snapshot: Snapshot) => Report,
): TenantChange[] {
  const changed = subset(later, earlierVerdicts);
  return differences(earlier, later).map(({ text, about, isReading, undo }) => {
    const without = earlierVerdicts.size > 0 ? judge(undo(changed)).accounts : [];
    return { text, about, ...(isReading && { isReading }), accountIds: without.filter(({ id, verdict }) => verdict === earlierVerdicts.get(id)).map(({ id }) => id) };
  });
}
