import { createHash } from 'node:crypto';
import type { AccountReport, Bar, Counts, FindingId, Report, Severity, Unavailable } from '../../engine/index.js';
import { proofs } from '../../findings/index.js';
import { compareText, worstFirst } from '../accounts.js';
import { listPolicies } from '../policies.js';
import { Portion, sortedInPortions } from '../portions.js';
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

/** A scan is looked at and exported more than once; its orders, proofs and fingerprint are made once. */
const collected = new WeakMap<Report, Promise<Evidence>>();

/** One scan as evidence. Reads nothing; what the scan couldn't read is said. */
export function collectEvidence(scan: Scan): Promise<Evidence> {
  const known = collected.get(scan.report) ?? collect(scan);
  collected.set(scan.report, known);
  return known;
}

async function collect(scan: Scan): Promise<Evidence> {
  const { accounts } = scan.report;
  const row = await rowMaker(scan);
  const head = headOf(scan);
  const orders = { worst: await sortedInPortions(accounts, worstFirst), id: await sortedInPortions(accounts, (one, other) => compareText(one.id, other.id)) };
  return { head, total: accounts.length, sha256: await fingerprint(head, mapped(orders.id, row)), accounts: (order) => mapped(orders[order], row) };
}

/** Classifying and indexing are one stretch each: others get their turn in between. */
async function rowMaker({ snapshot }: Scan): Promise<(account: AccountReport) => EvidenceAccount> {
  const portion = new Portion();
  const positions = new Map<string, number>();
  for (const [position, { id }] of snapshot.accounts.entries()) {
    if (portion.isOver()) await portion.next();
    positions.set(id, position);
  }
  await portion.next();
  const proofOf = proofs(snapshot);
  await portion.next();
  return (account) => ({ ...account, proof: proofOf(positions.get(account.id) ?? -1) });
}

function* mapped<A, B>(values: A[], change: (value: A) => B): Generator<B> {
  for (const value of values) yield change(value);
}

/** SHA-256 over lines that each end in a line feed: the head, then the accounts by id, as canonical JSON. */
async function fingerprint(head: EvidenceHead, accounts: Iterable<EvidenceAccount>): Promise<string> {
  const hash = createHash('sha256').update(`${canonicalJson(head)}\n`);
  const portion = new Portion();
  for (const account of accounts) {
    if (portion.isOver()) await portion.next();
    hash.update(`${canonicalJson(account)}\n`);
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
