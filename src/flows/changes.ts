import type { Report, Snapshot } from '../engine/index.js';
import type { ChangesResult, Scan } from './types.js';

/** Earlier scans; `src/store` has it. */
export interface PastScans {
  /** The last scan at or before the moment (ISO 8601); where none is that old, the first one there is. */
  before(moment: string): Promise<Scan | undefined>;
  /** The one before the latest. */
  previous(): Promise<Scan | undefined>;
}

/**
 * Who got worse or better since, and which difference explains it.
 * `period`: ISO 8601 duration (`P7D`) or date, a weekday, or `last scan` (the default).
 */
export async function changesSince(
  _scan: Scan, _period: string | undefined,
  _parts: { history: PastScans; judge: (snapshot: Snapshot) => Report; now: () => number; timezone?: string },
): Promise<ChangesResult> {
  throw new Error('not built yet');
}
