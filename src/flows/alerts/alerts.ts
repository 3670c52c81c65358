import { createHash } from 'node:crypto';
import { digestCard, present, type DigestView, type Frame } from '../../cards/index.js';
import type { Report, Snapshot } from '../../engine/index.js';
import type { DirectoryAudit } from '../../graph/index.js';
import type { Filter } from '../../language/types.js';
import type { AlertStore, ExceptionStore, SubscriptionStore } from '../../store/types.js';
import { filterOf, isAdmin } from '../accounts.js';
import { changesSince, type PastScans } from '../changes/changesSince.js';
import { withPeople } from '../changes/whoChanged.js';
import { filterIn } from '../digest/subscribe.js';
import { acceptedAccounts, byAccount } from '../exceptions/accepted.js';
import { countOf } from '../headlines.js';
import { ago } from '../status.js';
import type { Posted } from '../deliver/index.js';
import type { Scan, VerdictChange } from '../types.js';

export interface AlertParts {
  alerts: Promise<AlertStore>;
  exceptions: Promise<ExceptionStore>;
  subscriptions: Promise<SubscriptionStore>;
  history: Promise<PastScans>;
  judge: (snapshot: Snapshot) => Report;
  readAudits: (since: string) => Promise<DirectoryAudit[]>;
  post: (message: Posted) => Promise<unknown>;
  /** More new gaps than this are told at once; an admin account's is always. */
  alertAbove: number;
  isDemo: boolean;
  /** Milliseconds since the epoch. */
  now: () => number;
}

type Change = VerdictChange & { roles: string[]; isAdmin: boolean };

/** Tells the subscribed conversations of gaps that must not wait for the next card. Each gap is told once until it is closed. */
export async function alertOf(parts: AlertParts, scan: Scan): Promise<void> {
  const changes = await changesSince(scan, undefined, { history: await parts.history, judge: parts.judge, now: parts.now });
  if (changes.kind !== 'changes') return;
  const alerts = await parts.alerts;
  // What is closed is news when it opens again.
  for (const { id } of changes.better) await alerts.withdraw(hashOf([id]));
  const told = await withPeople(changes, scan, { readAudits: parts.readAudits });
  const gaps = await openGaps(parts, scan, told.worse);
  const urgent = gaps.length > parts.alertAbove ? gaps : gaps.filter((gap) => gap.isAdmin);
  const fresh: Change[] = [];
  for (const gap of urgent) if (await alerts.raise(hashOf([gap.id]))) fresh.push(gap);
  if (fresh.length > 0) await tell(parts, scan, fresh).catch(takeBack(alerts, fresh));
}

/** What could not be kept for sending is told at the next scan. */
const takeBack = (alerts: AlertStore, fresh: Change[]) => async (cause: unknown): Promise<never> => {
  for (const { id } of fresh) await alerts.withdraw(hashOf([id]));
  throw cause;
};

/** An unread source opens no gap; what somebody answers for is no surprise. */
async function openGaps({ exceptions, now }: AlertParts, scan: Scan, worse: VerdictChange[]): Promise<Change[]> {
  const inForce = await (await exceptions).inForce(new Date(now()).toISOString());
  const accepted = new Set(acceptedAccounts(scan.report.accounts, byAccount(inForce)).map(({ id }) => id));
  const accounts = new Map(scan.report.accounts.map((account) => [account.id, account]));
  return worse.filter(({ id, after }) => after === 'nonCompliant' && !accepted.has(id)).flatMap((change) => {
    const account = accounts.get(change.id);
    return account ? [{ ...change, roles: account.roles, isAdmin: isAdmin(account) }] : [];
  });
}

/** Each conversation hears of the accounts that one of its cards is about, and of all of them once. */
async function tell(parts: AlertParts, scan: Scan, fresh: Change[]): Promise<void> {
  const filters = new Map<string, Set<Filter>>();
  for (const subscription of await (await parts.subscriptions).due(EVER, MOST)) {
    filters.set(subscription.conversationId, (filters.get(subscription.conversationId) ?? new Set()).add(filterIn(subscription)));
  }
  for (const [conversationId, wanted] of filters) {
    const tests = [...wanted].map((filter) => filterOf(scan, filter));
    const ids = new Set(scan.report.accounts.filter((account) => tests.some((test) => test(account))).map(({ id }) => id));
    const gaps = fresh.filter(({ id }) => ids.has(id));
    if (gaps.length > 0) await parts.post({ key: `alert:${hashOf([conversationId, scan.report.scannedAt, ...gaps.map(({ id }) => id)])}`, conversationId, presented: present(digestCard, viewOf(gaps), frameOf(parts, scan)) });
  }
}

const EVER = '9999-12-31T00:00:00.000Z';
const MOST = 100_000;

function viewOf(opened: Change[]): DigestView {
  const admins = opened.filter((gap) => gap.isAdmin).length;
  const who = admins > 0 && admins === opened.length ? countOf(admins, 'admins') : countOf(opened.length);
  return {
    headline: `Alert: ${who} can sign in without MFA since the last scan`, filter: admins === opened.length ? 'admins' : 'all', about: '', isQuiet: false, notes: [], since: '',
    isTrendOfAll: false, trend: [], opened, closed: [], events: [], tickets: { open: 0, overdue: 0 }, exceptions: { accepted: 0, expiring: [], expired: [] }, dates: [], isComplete: true,
  };
}

function frameOf({ isDemo, now }: AlertParts, { report: { tenant, scannedAt } }: Scan): Frame {
  return { isDemo: isDemo || tenant.isDemo, tenant: tenant.displayName, scanned: { at: scannedAt, ago: ago(scannedAt, now()), isPreliminary: false } };
}

const hashOf = (parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
