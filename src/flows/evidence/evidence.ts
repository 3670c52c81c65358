import { createHash } from 'node:crypto';
import { setImmediate as breathe } from 'node:timers/promises';
import type { AccountReport, Bar, Counts, FindingId, Report, Severity, Unavailable } from '../../engine/index.js';
import { proofs } from '../../findings/index.js';
import { worstFirst } from '../accounts.js';
import { listPolicies } from '../policies.js';
import type { PolicyOverview, Scan } from '../types.js';

/** What an auditor needs to know before reading the accounts. Names are the tenant's: foreign text. */
export interface EvidenceHead {
  format: 'mfa-evidence/1';
  tenant: { id: string; displayName: string; isDemo: boolean };
  /** ISO 8601, UTC: when the scan began. */
  scannedAt: string;
  /** False where slow sources were still being read. */
  isFinished: boolean;
  /** Every source was read, apart from those the licence doesn't include. */
  complete: boolean;
  requests: number;
  method: readonly string[];
  scope: string[];
  unavailable: Unavailable[];
  summary: Counts;
  bars: Record<Bar, Counts>;
  findings: { id: FindingId; severity: Severity; accounts: number }[];
  /** Each with all whom it names: an exclusion that isn't told is no evidence. */
  policies: PolicyOverview;
}

/** The row of one account: as reported, and why it is compliant or blocked where it is. */
export interface EvidenceAccount extends AccountReport {
  proof: string | null;
}

export interface Evidence {
  head: EvidenceHead;
  total: number;
  /** Worst first for reading, by id for checking. */
  accounts(order: 'worst' | 'id'): Iterable<EvidenceAccount>;
  /** SHA-256 of the data, whatever file carries it: hex. */
  sha256: string;
}

/** Every so many accounts others get their turn. */
const AT_ONCE = 500;

/** One scan as evidence. Reads nothing; what the scan couldn't read is said. */
export async function collectEvidence(scan: Scan): Promise<Evidence> {
  const positions = new Map(scan.snapshot.accounts.map(({ id }, position) => [id, position]));
  const proofOf = proofs(scan.snapshot);
  const row = (account: AccountReport): EvidenceAccount => ({ ...account, proof: proofOf(positions.get(account.id) ?? -1) });
  const { accounts } = scan.report;
  const head = headOf(scan);
  const orders = { worst: accounts.toSorted(worstFirst), id: accounts.toSorted((one, other) => (one.id < other.id ? -1 : 1)) };
  return { head, total: accounts.length, sha256: await fingerprint(head, mapped(orders.id, row)), accounts: (order) => mapped(orders[order], row) };
}

function* mapped<A, B>(values: A[], change: (value: A) => B): Generator<B> {
  for (const value of values) yield change(value);
}

/** SHA-256 over lines that each end in a line feed: the head, then the accounts by id, as canonical JSON. */
async function fingerprint(head: EvidenceHead, accounts: Iterable<EvidenceAccount>): Promise<string> {
  const hash = createHash('sha256').update(`${canonicalJson(head)}\n`);
  let done = 0;
  for (const account of accounts) {
    hash.update(`${canonicalJson(account)}\n`);
    if (++done % AT_ONCE === 0) await breathe();
  }
  return hash.digest('hex');
}

/** JSON without spaces, and the keys of every object in order: one value, one text. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => {
    if (typeof each !== 'object' || each === null || Array.isArray(each)) return each;
    return Object.fromEntries(Object.entries(each).toSorted(([one], [other]) => (one < other ? -1 : 1)));
  });
}

function headOf(scan: Scan): EvidenceHead {
  const { tenant, scannedAt, complete, requests, notes, unavailable, summary, bars } = scan.report;
  return {
    format: 'mfa-evidence/1', tenant: { id: tenant.id, displayName: tenant.displayName, isDemo: tenant.isDemo },
    scannedAt, isFinished: !scan.isPreliminary, complete, requests, method: METHOD, scope: [...SCOPE, ...notes],
    unavailable, summary, bars, findings: findingsOf(scan.report), policies: listPolicies(scan, Number.POSITIVE_INFINITY),
  };
}

const METHOD = [
  'Accounts, policies and memberships were read from Microsoft Graph, and every verdict was computed from them alone.',
  'A sign-in is one combination of app, location, platform, client, device, risk and authentication flow. An account is compliant only where every sign-in it can make meets MFA or a block.',
  'An account that is not compliant comes with a witness: one sign-in that needs no second factor. An account that is compliant comes with its proof: what covers every sign-in.',
  'Where something the verdict depends on could not be read, the verdict is unknown, and says what was not read.',
];
const SCOPE = ['Every user object of the tenant: members, guests, service accounts, shared mailboxes and disabled accounts.'];

const SEVERITIES: Severity[] = ['high', 'medium', 'low', 'info'];

/** By weight, then by how many accounts have it. One finding may weigh differently on different accounts. */
export function findingsOf({ accounts }: Report): EvidenceHead['findings'] {
  const found = new Map<string, EvidenceHead['findings'][number]>();
  for (const { id, severity } of accounts.flatMap(({ findings }) => findings)) {
    const known = found.get(`${id} ${severity}`) ?? { id, severity, accounts: 0 };
    known.accounts += 1;
    found.set(`${id} ${severity}`, known);
  }
  return [...found.values()].toSorted((one, other) => SEVERITIES.indexOf(one.severity) - SEVERITIES.indexOf(other.severity) || other.accounts - one.accounts);
}
