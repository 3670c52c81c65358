import type { Scan, Scanner } from '../flows/index.js';

/** What a finished scan brings about: alerts, questions to owners. */
export interface Following {
  /** Never rejects. */
  finished(scan: Scan): Promise<void>;
  /** Looks whether the newest scan was followed: whoever made it may have died before. Never rejects. */
  catchUp(): Promise<void>;
  idle(): Promise<void>;
}

interface Parts {
  /** Does nothing where it was done before, by this process or another. */
  follow: (scan: Scan) => Promise<void>;
  latest: Scanner['latest'];
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (message: string, cause?: unknown) => void;
}

/** The process that has scanned comes first: the others would only compute the same. */
const HEAD_START_MS = 30_000;

export function createFollowing({ follow, latest, now, log }: Parts): Following {
  let done = '';
  let waiting = { scannedAt: '', since: 0 };
  let running: Promise<void> = Promise.resolve();
  const finished = (scan: Scan): Promise<void> => {
    const { scannedAt } = scan.report;
    running = running.then(() => follow(scan)).then(() => void (done = scannedAt), (cause: unknown) => log('what follows a scan failed; it is tried again', cause));
    return running;
  };
  const catchUp = async (): Promise<void> => {
    const scan = latest();
    if (!scan || scan.isPreliminary || scan.report.scannedAt <= done) return;
    const { scannedAt } = scan.report;
    if (waiting.scannedAt !== scannedAt) waiting = { scannedAt, since: now() };
    if (now() - waiting.since < HEAD_START_MS) return;
    waiting.since = now();
    await finished(scan);
  };
  return { finished, catchUp, idle: () => running };
}
