import { present, progressCard, type Frame } from '../cards/index.js';
import { ago, type Scan, type ScanProgress } from '../flows/index.js';
import type { ConversationContext } from '../language/types.js';
import type { OnProgress, Person, Request, TurnParts } from './types.js';

/** Puts together what commands and buttons work with. */
export function createRequest(
  parts: TurnParts, person: Person, message: string, context: ConversationContext, onProgress: OnProgress = () => undefined,
): Request {
  const frame = (scan?: Scan): Frame => frameOf(parts, scan ?? parts.scanner.latest());
  const tell = (progress: ScanProgress): void => onProgress(present(progressCard, progress, { ...frame(), scanned: undefined }));
  return {
    parts, person, message, context, frame,
    scan: () => parts.scanner.current(tell),
    rescan: () => parts.scanner.scan(tell),
  };
}

function frameOf({ isDemo, now }: TurnParts, scan: Scan | undefined): Frame {
  if (!scan) return { isDemo };
  const { tenant, scannedAt } = scan.report;
  return { isDemo: isDemo || tenant.isDemo, tenant: tenant.displayName, scanned: { at: scannedAt, ago: ago(scannedAt, now()), isPreliminary: scan.isPreliminary } };
}
