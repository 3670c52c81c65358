import type { Report, Snapshot } from '../../engine/index.js';
import type { ChangesResult, Scan } from '../types.js';
import { BoundedJudge } from './boundedJudge.js';
import { compare } from './compare.js';
import { withLastSeen } from './lastSeen.js';
import { startOf } from './moment.js';

/** Earlier scans; see `createScanHistory`. */
export interface PastScans {
  /** The last scan at or before the moment (ISO 8601); where none is that old, the first one there is. */
  before(moment: string): Promise<Scan | undefined>;
  /** The last scan before the one of this moment. */
  previousTo(scannedAt: string): Promise<Scan | undefined>;
}

export interface ChangesParts {
  history: PastScans;
  judge: (snapshot: Snapshot) => Report;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** IANA name, for weekdays and dates; UTC where it is missing. */
  timezone?: string;
}

const LAST_SCAN = /^(the )?(last|previous) (scan|time)$/i;

/**
 * Who got worse or better since, and which difference explains it.
 * `period`: ISO 8601 duration (`P7D`) or date, a weekday, or `last scan` (the default).
 */
export async function changesSince(scan: Scan, period: string | undefined, parts: ChangesParts): Promise<ChangesResult> {
  const isLastScan = period === undefined || LAST_SCAN.test(period);
  const moment = isLastScan ? undefined : startOf(period, parts.now(), parts.timezone);
  if (!isLastScan && moment === undefined) return { kind: 'noHistory', question: `I can't read \`${period}\` as a time. Try "since monday", "last 7 days" or "since the last scan".` };
  const earlier = moment === undefined ? await parts.history.previousTo(scan.report.scannedAt) : await parts.history.before(moment);
  if (!earlier || earlier.report.scannedAt >= scan.report.scannedAt) {
    return { kind: 'noHistory', question: 'There is only one scan so far, so there is nothing to compare it with. Say "scan now" for another.' };
  }
  const judge = new BoundedJudge(parts.judge);
  const changes = await withLastSeen(await compare(earlier, scan, judge), { earlier, later: scan }, { history: parts.history, judge });
  return { ...changes, ...(moment !== undefined && earlier.report.scannedAt > moment && { isSinceFirst: true }) };
}
