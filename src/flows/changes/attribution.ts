import { AccountSet } from '../../engine/index.js';
import type { Report, Snapshot, Verdict } from '../../engine/index.js';
import { differences } from './differences.js';
import type { TenantChange } from '../types.js';

/**
 * Which differences explain which verdicts: a difference explains an account when undoing it alone brings the earlier verdict back.
 * Judged by the engine itself, on the changed accounts only. `earlierVerdicts`: by id, of accounts that are in both scans.
 */
export function attribute(
  earlier: Snapshot, later: Snapshot, earlierVerdicts: ReadonlyMap<string, Verdict>, judge: (snapshot: Snapshot) => Report,
): TenantChange[] {
  const changed = only(later, earlierVerdicts);
  return differences(earlier, later).map(({ text, undo }) => {
    const without = earlierVerdicts.size > 0 ? judge(undo(changed)).accounts : [];
    return { text, accountIds: without.filter(({ id, verdict }) => verdict === earlierVerdicts.get(id)).map(({ id }) => id) };
  });
}

/** The snapshot with these accounts alone: verdicts don't depend on the other accounts. */
function only(snapshot: Snapshot, ids: ReadonlyMap<string, unknown>): Snapshot {
  const kept = snapshot.accounts.flatMap(({ id }, position) => (ids.has(id) ? [position] : []));
  const groups = [...snapshot.groups].map(([id, group]) => {
    const members = group.members && AccountSet.of(kept.flatMap((position, index) => (group.members!.has(position) ? [index] : [])));
    return [id, { ...group, members }] as const;
  });
  return { ...snapshot, accounts: kept.map((position) => snapshot.accounts[position]!), groups: new Map(groups) };
}
