import type { Report, Snapshot } from '../engine/index.js';
import type { Scan, ScanProgress } from './types.js';

/** Reads the tenant. May offer a snapshot before its slowest sources have arrived. Throws where the accounts can't be read. */
export type ReadSnapshot = (options: {
  onProgress?: (progress: { accounts: number; done: ScanProgress['done'] }) => void;
  onPreliminary?: (snapshot: Snapshot) => void;
}) => Promise<Snapshot>;

/** Where finished scans are kept; `src/store` has it. */
export interface ScanHistory {
  save(scan: Scan): Promise<void>;
  latest(): Promise<Scan | undefined>;
}

export interface ScannerParts {
  read: ReadSnapshot;
  judge: (snapshot: Snapshot) => Report;
  /** May still be booting: only awaited beside the scan, never before an answer. */
  history?: Promise<ScanHistory>;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (message: string, cause?: unknown) => void;
}

export interface Scanner {
  /** Starts a scan, or joins the one under way. Rejects with what the reader threw. */
  scan(onProgress?: (progress: ScanProgress) => void): Promise<Scan>;
  /** The last scan, without waiting. */
  latest(): Scan | undefined;
  /** The last scan; where there is none yet, the one under way, or a new one. Serves a preliminary one early. */
  current(onProgress?: (progress: ScanProgress) => void): Promise<Scan>;
  /** Of the scan under way. */
  progress(): ScanProgress | undefined;
}

export function createScanner(_parts: ScannerParts): Scanner {
  throw new Error('not built yet');
}

/** "just now", "3 minutes ago", "2 hours ago", "on 2026-11-21". */
export function ago(_iso: string, _now: number): string {
  throw new Error('not built yet');
}
