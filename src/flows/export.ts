import type { Report } from '../engine/index.js';
import type { Filter } from '../language/types.js';
import type { Scan } from './types.js';

/** The report as `scan --json` prints it (DESIGN, command line). */
export function toScanJson(_report: Report): object {
  throw new Error('not built yet');
}

/** RFC 4180 (CRLF, header row, UTF-8 without BOM); cells that a spreadsheet would run as formulas are neutralised. */
export function toCsv(_scan: Scan, _filter: Filter = 'all'): string {
  throw new Error('not built yet');
}
