import { writeXlsxStream } from 'hucre/xlsx';
import { csvRow, inert } from '../export.js';
import { canonicalJson, type Evidence } from './evidence.js';
import { evidenceRows, HOW_TO_CHECK } from './rows.js';

export const EVIDENCE_FORMATS = ['xlsx', 'csv', 'json'] as const;
export type EvidenceFormat = (typeof EVIDENCE_FORMATS)[number];

const ROWS_AT_ONCE = 200;
const WIDTHS = [38, 30, 20, 14, 30, 16, 12, 70, 70, 40, 24, 14, 14, 14, 38];
/** A cell of a spreadsheet holds no more characters (Excel specifications and limits). */
const MAX_CELL = 32_767;
/** XML 1.0 has no way to write them: with one in a name no program would open the file. */
const NOT_XML = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/** The file, piece by piece; only what is being written is in memory. `madeAt`: ISO 8601. */
export function writeEvidence(evidence: Evidence, format: EvidenceFormat, madeAt: string): AsyncIterable<Uint8Array> | Iterable<Uint8Array> {
  switch (format) {
    case 'xlsx': return writeXlsxStream(sheetRows(evidence, madeAt), { name: 'MFA evidence', columns: WIDTHS.map((width) => ({ width })) });
    case 'csv': return encoded(csvPieces(evidence, madeAt));
    case 'json': return encoded(jsonPieces(evidence, madeAt));
  }
}

/** Cells are text, and inert even where somebody saves the sheet as CSV later. */
function* sheetRows(evidence: Evidence, madeAt: string): Generator<string[]> {
  for (const row of evidenceRows(evidence, madeAt)) yield row.map((cell) => inert(cell).slice(0, MAX_CELL).replace(NOT_XML, '\uFFFD'));
}

function* csvPieces(evidence: Evidence, madeAt: string): Generator<string> {
  yield* together(evidenceRows(evidence, madeAt), csvRow);
}

/** The head and each account on a line of their own and nothing else on it: the lines that the fingerprint is made of. */
function* jsonPieces({ sha256, head, ...evidence }: Evidence, madeAt: string): Generator<string> {
  yield `${JSON.stringify({ sha256, check: HOW_TO_CHECK, madeAt }).slice(0, -1)},"report":\n${canonicalJson(head)}\n,"accounts":[\n`;
  let isFirst = true;
  yield* together(evidence.accounts('id'), (account) => {
    const separator = isFirst ? '' : ',\n';
    isFirst = false;
    return `${separator}${canonicalJson(account)}\n`;
  });
  yield ']}\n';
}

function* together<T>(values: Iterable<T>, text: (value: T) => string): Generator<string> {
  let waiting: string[] = [];
  for (const value of values) {
    waiting.push(text(value));
    if (waiting.length < ROWS_AT_ONCE) continue;
    yield waiting.join('');
    waiting = [];
  }
  yield waiting.join('');
}

function* encoded(pieces: Iterable<string>): Generator<Uint8Array> {
  for (const piece of pieces) if (piece !== '') yield Buffer.from(piece);
}
