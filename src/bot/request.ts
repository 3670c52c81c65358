import { present, progressCard, type Frame } from '../cards/index.js';
import { ago, type Scan, type ScanProgress } from '../flows/index.js';
import type { Rights } from './rights.js';
import type { OnProgress, Request, TurnParts } from './types.js';

interface Asked extends Pick<Request, 'person' | 'message' | 'context'> {
  rights: Rights;
  onProgress?: OnProgress;
}

/** Puts together what commands and buttons work with. */
export function createRequest(parts: TurnParts, { rights, onProgress = () => undefined, ...asked }: Asked): Request {
  const frame = (scan?: Scan): Frame => ({ ...frameOf(parts, scan ?? parts.scanner.latest()), may: rights.latest });
  const tell = (progress: ScanProgress): void => onProgress(present(progressCard, progress, { ...frame(), scanned: undefined }));
  return {
    parts, ...asked, onProgress, frame,
    get may() {
      return rights.latest;
    },
    scan: () => parts.scanner.current(tell),
    rescan: () => parts.scanner.scan(tell),
  };
}

export function frameOf({ isDemo, now }: TurnParts, scan: Scan | undefined): Frame {
  if (!scan) return { isDemo };
  const { tenant, scannedAt } = scan.report;
  return { isDemo: isDemo || tenant.isDemo, tenant: tenant.displayName, scanned: { at: scannedAt, ago: ago(scannedAt, now()), isPreliminary: scan.isPreliminary } };
}
