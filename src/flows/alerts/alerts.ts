import { createHash } from 'node:crypto';
import { digestCard, present, type DigestView, type Frame } from '../../cards/index.js';
import type { DirectoryAudit } from '../../graph/index.js';
import type { Filter } from '../../language/types.js';
import type { AlertStore, ExceptionStore, NewMessage, SubscriptionStore } from '../../store/types.js';
import { filterOf, isAdmin } from '../accounts.js';
import { withPeople } from '../changes/whoChanged.js';
import { filterIn } from '../digest/subscribe.js';
import { acceptedAccounts, byAccount } from '../exceptions/accepted.js';
import { countOf } from '../headlines.js';
import { ago } from '../status.js';
import { messageOf } from '../deliver/index.js';
import type { Scan, VerdictChange } from '../types.js';
import { newsOf, type News, type NewsParts } from './news.js';

export interface AlertParts extends NewsParts {
  alerts: Promise<AlertStore>;
  exceptions: Promise<ExceptionStore>;
  subscriptions: Promise<SubscriptionStore>;
  readAudits: (since: string) => Promise<DirectoryAudit[]>;
  /** More new gaps than this since the last daily card are told at once; an admin account's is always. */
  alertAbove: number;
  isDemo: boolean;
}

/** `isLate`: it was there at the scan told last, and did not matter enough by itself. */
type Change = VerdictChange & { roles: string[]; isAdmin: boolean; isLate: boolean };

/**
 * Tells the subscribed conversations of gaps that must not wait for the next card. Each gap is told once until it is closed.
 * What is compared with is the scan that was told last, not the last one (what a process that died found is told by another),
 * and the one the last daily card told of: gaps that come one by one add up.
 */
export async function alertOf(parts: AlertParts, scan: Scan): Promise<void> {
  const alerts = await parts.alerts;
  const { scannedAt } = scan.report;
  const until = await alerts.toldUntil();
  if (until !== undefined && until >= scannedAt) return;
  const news = await newsOf(parts, scan, until);
  const gaps = await openGaps(parts, scan, news);
  const urgent = await withNames(parts, scan, news, gaps.length > parts.alertAbove ? gaps : gaps.filter((gap) => gap.isAdmin));
  const wanted = urgent.length > 0 ? await conversationsOf(parts) : new Map<string, Set<Filter>>();
  await alerts.tell({
    // What is closed is news when it opens again.
    scannedAt, closed: news.changes.better.map(({ id }) => hashOf([id])), open: urgent.map(({ id }) => hashOf([id])),
    messages: (fresh) => messagesOf(parts, scan, urgent.filter(({ id }) => fresh.has(hashOf([id]))), wanted),
  });
}

/** An unread source opens no gap; what somebody answers for is no surprise. */
async function openGaps({ exceptions, now }: AlertParts, scan: Scan, { changes: { worse }, lately }: News): Promise<Change[]> {
  const inForce = await (await exceptions).inForce(new Date(now()).toISOString());
  const accepted = new Set(acceptedAccounts(scan.report.accounts, byAccount(inForce)).map(({ id }) => id));
  const accounts = new Map(scan.report.accounts.map((account) => [account.id, account]));
  return worse.filter(({ id, after }) => after === 'nonCompliant' && !accepted.has(id)).flatMap((change) => {
    const account = accounts.get(change.id);
    return account ? [{ ...change, roles: account.roles, isAdmin: isAdmin(account), isLate: !lately.has(account.id) }] : [];
  });
}

async function withNames({ readAudits }: AlertParts, scan: Scan, { changes }: News, gaps: Change[]): Promise<Change[]> {
  if (gaps.length === 0) return [];
  const { worse } = await withPeople({ ...changes, worse: gaps }, scan, { readAudits });
  return gaps.map((gap, index) => ({ ...gap, causes: worse[index]!.causes }));
}

/** By conversation, what its cards are about. */
async function conversationsOf({ subscriptions }: AlertParts): Promise<Map<string, Set<Filter>>> {
  const filters = new Map<string, Set<Filter>>();
  for (const subscription of await (await subscriptions).due(EVER, MOST)) {
    filters.set(subscription.conversationId, (filters.get(subscription.conversationId) ?? new Set()).add(filterIn(subscription)));
  }
  return filters;
}

/** Each conversation hears of the accounts that one of its cards is about, and of all of them once. */
function messagesOf(parts: AlertParts, scan: Scan, fresh: Change[], conversations: ReadonlyMap<string, ReadonlySet<Filter>>): NewMessage[] {
  return [...conversations].flatMap(([conversationId, wanted]) => {
    const tests = [...wanted].map((filter) => filterOf(scan, filter));
    const ids = new Set(scan.report.accounts.filter((account) => tests.some((test) => test(account))).map(({ id }) => id));
    const gaps = fresh.filter(({ id }) => ids.has(id));
    const key = `alert:${hashOf([conversationId, scan.report.scannedAt, ...gaps.map(({ id }) => id)])}`;
    return gaps.length === 0 ? [] : [messageOf({ key, conversationId, presented: present(digestCard, viewOf(gaps), frameOf(parts, scan)) }, parts.now())];
  });
}

const EVER = '9999-12-31T00:00:00.000Z';
const MOST = 100_000;

function viewOf(opened: Change[]): DigestView {
  const admins = opened.filter((gap) => gap.isAdmin).length;
  const who = admins > 0 && admins === opened.length ? countOf(admins, 'admins') : countOf(opened.length);
  return {
    headline: `Alert: ${who} can sign in without MFA since the last ${opened.some((gap) => gap.isLate) ? 'daily card' : 'scan'}`, filter: admins === opened.length ? 'admins' : 'all', about: '', isQuiet: false, notes: [], since: '',
    isTrendOfAll: false, trend: [], opened, closed: [], events: [], tickets: { open: 0, overdue: 0 }, exceptions: { accepted: 0, expiring: [], expired: [] }, dates: [], isComplete: true,
  };
}

function frameOf({ isDemo, now }: AlertParts, { report: { tenant, scannedAt } }: Scan): Frame {
  return { isDemo: isDemo || tenant.isDemo, tenant: tenant.displayName, scanned: { at: scannedAt, ago: ago(scannedAt, now()), isPreliminary: false } };
}

const hashOf = (parts: string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex');
