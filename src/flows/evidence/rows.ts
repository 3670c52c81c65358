import type { Bar, Counts } from '../../engine/index.js';
import type { Evidence, EvidenceAccount, EvidenceHead } from './evidence.js';

/** One line of a sheet, cell by cell. */
export type Row = string[];

/** How the fingerprint is made again, from the JSON export of the same scan. */
export const HOW_TO_CHECK = `export the same scan as json, and run: grep '^{"' FILE | tail -n +2 | sha256sum`;

/** The evidence as a sheet, read from top to bottom: what it is, what was not read, the counts, the policies, then the accounts. */
export function* evidenceRows(evidence: Evidence, madeAt: string): Generator<Row> {
  const { head, sha256 } = evidence;
  yield* section('MFA evidence', about(head, sha256, madeAt));
  yield* section('Not read', notRead(head));
  yield* section('Four bars', bars(head));
  yield* section('Findings', [['finding', 'severity', 'accounts'], ...head.findings.map(({ id, severity, accounts }) => [id, severity, String(accounts)])]);
  yield* section('Policies as read', policies(head));
  yield ['Accounts, worst first'];
  yield COLUMNS.map(([title]) => title);
  for (const account of evidence.accounts('worst')) yield COLUMNS.map(([, cell]) => cell(account));
}

function* section(title: string, rows: Row[]): Generator<Row> {
  yield [title];
  yield* rows;
  yield [];
}

function about(head: EvidenceHead, sha256: string, madeAt: string): Row[] {
  const { tenant, scannedAt, isFinished, complete, requests, method, scope } = head;
  return [
    ['tenant', tenant.displayName, tenant.id], ...(tenant.isDemo ? [['demo tenant', 'an invented company']] : []),
    ['scanned at', scannedAt, isFinished ? 'finished' : 'registration was still being read'], ['file made at', madeAt],
    ['complete', complete ? 'yes' : 'no'], ['requests to Graph', String(requests)],
    ...method.map((sentence) => ['method', sentence]), ...scope.map((sentence) => ['scope', sentence]),
    ['SHA-256', sha256], ['how to check', HOW_TO_CHECK],
  ];
}

function notRead({ unavailable }: EvidenceHead): Row[] {
  if (unavailable.length === 0) return [['nothing: every source was read']];
  return [['source', 'reason', 'detail'], ...unavailable.map(({ source, reason, detail }) => [source, reason, detail])];
}

const BARS: Record<Bar, string> = { contract: 'every account', admins: 'holders of admin roles', claim: 'MFA claim in real sign-ins', portals: 'admin portals' };
const counted = ({ accounts, compliant, nonCompliant, unknown, blocked }: Counts): Row => [accounts, compliant, nonCompliant, unknown, blocked].map(String);

function bars(head: EvidenceHead): Row[] {
  return [
    ['bar', 'accounts', 'compliant', 'nonCompliant', 'unknown', 'blocked'],
    ...(Object.keys(BARS) as Bar[]).map((bar) => [`${bar}: ${BARS[bar]}`, ...counted(head.bars[bar])]),
  ];
}

function policies({ policies: { headline, policies: read, federatedDomains } }: EvidenceHead): Row[] {
  return [
    [headline],
    ['federated domains', federatedDomains ? federatedDomains.join('; ') || 'none' : 'could not be read'],
    ['policy', 'state', 'covers', 'demands', 'id'],
    ...(read ?? []).map(({ id, displayName, state, covers, demands }) => [displayName, state, covers, demands, id]),
  ];
}

const COLUMNS: [title: string, cell: (account: EvidenceAccount) => string][] = [
  ['userPrincipalName', (account) => account.userPrincipalName],
  ['displayName', (account) => account.displayName],
  ['userType', (account) => account.userType],
  ['enabled', (account) => (account.accountEnabled ? 'yes' : 'no')],
  ['roles', (account) => account.roles.join('; ')],
  ['verdict', (account) => account.verdict],
  ['coverage', (account) => account.coverage],
  ['witness, or proof, or what was not read', (account) => account.witness?.text ?? account.proof ?? account.unknownBecause ?? ''],
  ['findings', (account) => account.findings.map(({ id, severity, detail }) => `${id} (${severity}): ${detail}`).join(' ')],
  ['policies named', (account) => [...new Set(account.findings.flatMap(({ policies: named }) => named.map(({ displayName }) => displayName)))].join('; ')],
  ['mechanisms', (account) => account.mechanisms.join('; ')],
  ['admins', (account) => account.bars.admins],
  ['claim', (account) => account.bars.claim],
  ['portals', (account) => account.bars.portals],
  ['id', (account) => account.id],
];
