import type { AccountReport, Report } from '../engine/index.js';
import type { Filter } from '../language/types.js';
import { filterOf, worstFirst } from './accounts.js';
import type { Scan } from './types.js';

const ACCOUNTS_AT_ONCE = 1000;

/**
 * The report as `scan --json` prints it, in pieces: a large tenant's is longer than a string may be.
 * The shape is a contract (README, command line).
 */
export function* scanJson(report: Report): Generator<string> {
  const { tenant, scannedAt, complete, requests, timings, unavailable, summary, bars, accounts } = report;
  const head = { tenant: { id: tenant.id, displayName: tenant.displayName }, scannedAt, complete, requests, timings, unavailable, summary, bars };
  yield `${JSON.stringify(head).slice(0, -1)},"accounts":[`;
  for (let start = 0; start < accounts.length; start += ACCOUNTS_AT_ONCE) {
    const some = accounts.slice(start, start + ACCOUNTS_AT_ONCE).map(accountJson);
    yield (start === 0 ? '' : ',') + JSON.stringify(some).slice(1, -1);
  }
  yield ']}\n';
}

function accountJson(account: AccountReport): object {
  const { id, userPrincipalName, displayName, userType, accountEnabled, roles, verdict, coverage, mechanisms, findings, witness, bars } = account;
  return { id, userPrincipalName, displayName, userType, accountEnabled, roles, verdict, coverage, mechanisms, findings, witness, bars };
}

const COLUMNS: [title: string, cell: (account: AccountReport) => string][] = [
  ['userPrincipalName', (account) => account.userPrincipalName],
  ['displayName', (account) => account.displayName],
  ['userType', (account) => account.userType],
  ['accountEnabled', (account) => String(account.accountEnabled)],
  ['roles', (account) => account.roles.join('; ')],
  ['verdict', (account) => account.verdict],
  ['coverage', (account) => account.coverage],
  ['mechanisms', (account) => account.mechanisms.join('; ')],
  ['findings', (account) => account.findings.map((finding) => finding.id).join('; ')],
  ['reason', (account) => account.unknownBecause ?? account.findings.map((finding) => finding.detail).join(' ')],
  ['witness', (account) => account.witness?.text ?? ''],
  ['admins', (account) => account.bars.admins],
  ['claim', (account) => account.bars.claim],
  ['portals', (account) => account.bars.portals],
  ['id', (account) => account.id],
];

/** RFC 4180 (CRLF, header row, UTF-8 without BOM), worst first; cells that a spreadsheet would run as formulas are neutralised. */
export function toCsv(scan: Scan, filter: Filter = 'all'): string {
  const accounts = scan.report.accounts.filter(filterOf(scan, filter)).toSorted(worstFirst);
  const rows = [COLUMNS.map(([title]) => title), ...accounts.map((account) => COLUMNS.map(([, cell]) => cell(account)))];
  return rows.map(csvRow).join('');
}

export const csvRow = (cells: string[]): string => `${cells.map(csvCell).join(',')}\r\n`;

export function csvCell(text: string): string {
  const cell = inert(text);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A leading apostrophe makes a spreadsheet take the cell as text (OWASP, CSV injection); some take full-width signs for signs. */
export const inert = (text: string): string => (/^\s*[=+\-@\t\r\n|＝＋－＠]/.test(text) ? `'${text}` : text);
