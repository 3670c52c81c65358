import type { Report, Snapshot } from '../engine/index.js';
import type { ScanStore } from '../store/types.js';
import type { PastScans } from './changes/changesSince.js';
import type { ScanHistory } from './scan.js';
import type { Scan } from './types.js';

/** Past scans, judged again when they are read: two scans compare only if the same engine has judged both. */
export function createScanHistory(
  store: ScanStore, parts: { judge: (snapshot: Snapshot) => Report; now: () => number },
): ScanHistory & PastScans {
  /** Who asks for the past right after a scan must find the one before it, too. */
  let saving: Promise<void> = Promise.resolve();
  const judged = async (read: () => Promise<Snapshot | undefined>): Promise<Scan | undefined> => {
    await saving.catch(() => undefined);
    const snapshot = await read();
    return snapshot && { snapshot, report: parts.judge(snapshot), isPreliminary: false };
  };
  return {
    save: (scan) => (saving = store.save({ snapshot: scan.snapshot, summary: scan.report.summary }, parts.now())),
    latest: () => judged(() => store.latest()),
    before: (moment) => judged(() => store.before(moment)),
    previousTo: (scannedAt) => judged(() => store.previousTo(scannedAt)),
  };
}
