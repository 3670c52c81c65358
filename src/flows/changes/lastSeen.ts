import type { Scan, VerdictChange } from '../types.js';
import type { BoundedJudge } from './boundedJudge.js';
import type { PastScans } from './changesSince.js';
import { compare, isOnlyRead, sorted, type Changes } from './compare.js';

/** Two days of the usual interval. What was out of sight for longer is told as it is. */
const MOST_SCANS = 12;

interface Parts {
  history: PastScans;
  judge: BoundedJudge;
}

/** What was out of sight at the earlier scan is compared with the last scan that saw it: else each gap would be new, and each other account closed. */
export async function withLastSeen(changes: Changes, { earlier, later }: { earlier: Scan; later: Scan }, { history, judge }: Parts): Promise<Changes> {
  const all = [...changes.worse, ...changes.better, ...changes.other];
  const hidden = new Set(all.filter((change) => isBackInSight(change) && isOnlyRead(change, changes.events)).map(({ id }) => id));
  let result = changes;
  let past = earlier;
  for (let step = 0; hidden.size > 0 && step < MOST_SCANS; step += 1) {
    const older = await history.previousTo(past.report.scannedAt);
    if (!older || older.report.scannedAt >= past.report.scannedAt) break;
    past = older;
    const seen = seenIn(older, hidden);
    if (seen.size > 0) result = replaced(result, await compare(older, later, judge), seen);
    for (const id of seen) hidden.delete(id);
  }
  return result;
}

const isBackInSight = ({ before, after }: VerdictChange): boolean => before === 'unknown' && after !== 'unknown' && after !== 'absent';

/** Whom a scan saw; who wasn't there yet counts, too. */
function seenIn({ report }: Scan, ids: ReadonlySet<string>): Set<string> {
  const unknown = new Set(report.accounts.filter(({ verdict }) => verdict === 'unknown').map(({ id }) => id));
  return new Set([...ids].filter((id) => !unknown.has(id)));
}

function replaced(changes: Changes, older: Changes, ids: ReadonlySet<string>): Changes {
  const of = ({ worse, better, other }: Changes): VerdictChange[] => [...worse, ...better, ...other];
  const found = of(older).filter(({ id }) => ids.has(id));
  const told = new Set(found.flatMap(({ causes }) => causes));
  const known = new Set(changes.events.map(({ text }) => text));
  const events = [...changes.events, ...older.events.filter(({ text }) => told.has(text) && !known.has(text))];
  return { ...changes, ...sorted([...of(changes).filter(({ id }) => !ids.has(id)), ...found]), events, seenFrom: older.from };
}
