import type { Counts } from '../engine/index.js';
import { listAccounts } from '../flows/list.js';
import type { AccountRow, Scan } from '../flows/types.js';
import { fit, plain, WIDTH, wrap, type Style } from './terminal.js';

type Paint = (style: Style, text: string) => string;
const BAR_WIDTH = 60;

/** The report for a person at a terminal, at most 100 columns wide. */
export function reportText(scan: Scan, paint: Paint): string {
  const list = listAccounts(scan, { pageSize: Number.MAX_SAFE_INTEGER });
  const lines = [
    ...heading(scan, paint), '',
    paint('heading', plain(list.headline)), '',
    ...bars(scan.report.summary, paint), '',
    ...list.rows.flatMap((row) => account(row, paint)),
    ...asides(scan, paint),
  ];
  return `${lines.join('\n')}\n`;
}

function heading({ report }: Scan, paint: Paint): string[] {
  const { tenant, scannedAt, requests, timings } = report;
  const facts = `scanned ${scannedAt.slice(0, 16).replace('T', ' ')} UTC, ${requests} requests, ${((timings.readMs + timings.judgeMs) / 1000).toFixed(1)} s`;
  return [`${paint('heading', fit(tenant.displayName, 50))}${tenant.isDemo ? ' (demo tenant)' : ''}  ${paint('faint', facts)}`];
}

const BARS: [keyof Counts, string, Style][] = [
  ['nonCompliant', 'can sign in without MFA', 'bad'], ['unknown', 'unknown', 'medium'],
  ['compliant', 'MFA at every sign-in', 'good'], ['blocked', 'cannot sign in', 'faint'],
];

function bars(counts: Counts, paint: Paint): string[] {
  return BARS.map(([verdict, label, style]) => {
    const share = counts.accounts === 0 ? 0 : counts[verdict] / counts.accounts;
    const length = counts[verdict] === 0 ? 0 : Math.max(1, Math.round(share * BAR_WIDTH));
    return `  ${label.padEnd(24)}${String(counts[verdict]).padStart(7)}  ${paint(style, '█'.repeat(length))}`.trimEnd();
  });
}

function account(row: AccountRow, paint: Paint): string[] {
  const mark = row.verdict === 'unknown' ? 'unknown' : row.severity;
  const name = `${fit(row.displayName, 36)} <${fit(row.userPrincipalName, 46)}>`;
  const roles = row.roles.length > 0 ? wrap(row.roles.join(', '), 15) : [];
  return [
    `${String(row.position).padStart(5)}  ${paint(row.verdict === 'unknown' ? 'medium' : row.severity, mark.padEnd(8))}${paint('heading', name)}`,
    ...roles.map((line) => paint('faint', line)),
    ...wrap(row.reason, 15),
    ...(row.witness && row.witness !== row.reason ? wrap(row.witness, 15).map((line) => paint('faint', line)) : []),
    '',
  ];
}

function asides({ report }: Scan, paint: Paint): string[] {
  const missing = report.unavailable.flatMap(({ source, detail }) => [paint('medium', `could not read ${source}`), ...wrap(detail, 2)]);
  const notes = report.notes.flatMap((note) => wrap(note, 0, WIDTH).map((line) => paint('faint', line)));
  return [...missing, ...(missing.length > 0 ? [''] : []), ...notes];
}
