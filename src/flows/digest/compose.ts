import { digestCard, present, type DigestView, type Frame } from '../../cards/index.js';
import type { AccountReport } from '../../engine/index.js';
import type { Filter } from '../../language/types.js';
import type { ExceptionRecord } from '../../store/types.js';
import { count, filterOf } from '../accounts.js';
import { PEOPLE_UNREAD } from '../changes/whoChanged.js';
import type { ComposeDigest, DigestOccasion, SubscriptionRecord } from '../deliver/index.js';
import { acceptedAccounts, byAccount } from '../exceptions/accepted.js';
import { headlineWithAccepted, onSameTerms } from '../exceptions/words.js';
import { countOf, countsHeadline } from '../headlines.js';
import { ago } from '../status.js';
import type { Scan, VerdictChange } from '../types.js';
import { closedByPlans } from './closedBy.js';
import { comingDates } from './comingDates.js';
import { Lookups, type ChangesSeen } from './lookups.js';
import type { DigestParts } from './parts.js';
import { filterIn } from './subscribe.js';
import { trendOf } from './trend.js';
import { aboutWords, momentWords } from './words.js';

const DAY = 86_400_000;
/** How long before it ends an exception is announced. */
const EXPIRING_WITHIN_MS = 14 * DAY;
/** So many days before something ends or comes, a card tells of it even where nothing else is new; between these only cards that tell something else. */
const REMIND_DAYS = [14, 7, 3, 1];

/** What a subscription's card says on one occasion. */
export function createDigest(parts: DigestParts): ComposeDigest {
  const lookups = new Lookups(parts);
  return async (subscription, occasion) => {
    const { scan, isOld } = await lookups.scan();
    const composedAt = new Date(parts.now()).toISOString();
    const presented = present(digestCard, await viewOf(parts, lookups, { scan, isOld }, subscription, occasion), frameOf(parts, scan));
    return { ...presented, note: `${scan.report.scannedAt} ${composedAt}` };
  };
}

async function viewOf(parts: DigestParts, lookups: Lookups, { scan, isOld }: { scan: Scan; isOld: boolean }, subscription: SubscriptionRecord, occasion: DigestOccasion): Promise<DigestView> {
  const { zone } = subscription.rule;
  const filter = filterIn(subscription);
  const isMeant = filterOf(scan, filter);
  const last = await lastCard(parts, subscription);
  const [seen, exceptions, summaries, tickets] = await Promise.all([
    lookups.changes(scan, last.scannedAt, zone), exceptionsOf(parts, last.at), lookups.summaries(scan), parts.tickets.list({ personId: '' }),
  ]);
  const news = await newsOf(parts, scan, seen, { filter, isMeant });
  const dates = comingDates(scan, isMeant, parts.now());
  const expiring = exceptions.inForce.filter(({ expiresAt }) => Date.parse(expiresAt) - parts.now() <= EXPIRING_WITHIN_MS);
  const isReminder = [...dates.map(({ day }) => day), ...expiring.map(({ expiresAt }) => expiresAt)].some((moment) => isRemindedOf(moment, last.at, parts.now()));
  const isQuiet = news.opened.length + news.closed.length + news.events.length + exceptions.expired.length === 0 && !isReminder;
  const population = scan.report.accounts.filter(isMeant);
  return {
    filter, about: filter === 'all' ? '' : `Only ${aboutWords(filter)}`, isQuiet,
    headline: headlineWithAccepted(countsHeadline(count(population), filter), acceptedAccounts(population, byAccount(exceptions.inForce)).length),
    notes: [...notesOf(occasion, zone), ...(isOld ? [oldScanNote(scan, zone)] : []), ...unreadNotes(news.unread), ...(seen?.isWithoutPeople && !isQuiet ? [PEOPLE_UNREAD] : [])], since: momentWords(last.at, zone),
    isTrendOfAll: filter !== 'all', trend: trendOf(summaries, parts.now(), zone), opened: news.opened, closed: news.closed, events: news.events,
    tickets: { open: tickets.total, overdue: tickets.overdue },
    exceptions: { accepted: exceptions.inForce.length, expiring: isQuiet ? [] : named(expiring, scan), expired: named(exceptions.expired, scan) },
    dates: isQuiet && !last.isFirst ? [] : dates, isComplete: scan.report.complete,
  };
}

/** Whether one of the days on which a card reminds has come since the last card. */
function isRemindedOf(moment: string, lastAt: string, now: number): boolean {
  const daysLeft = (at: number): number => (Date.parse(moment) - at) / DAY;
  return REMIND_DAYS.some((days) => daysLeft(now) <= days && daysLeft(Date.parse(lastAt)) > days);
}

/** When the last card was composed, and the scan it told of; before the first one, when it was subscribed to. */
async function lastCard({ deliveries }: DigestParts, { id, createdAt }: SubscriptionRecord): Promise<{ at: string; scannedAt: string; isFirst: boolean }> {
  const sent = (await (await deliveries).of(id, RECENT)).find(({ status }) => status === 'sent' || status === 'late');
  const [scannedAt, composedAt] = sent?.note?.split(' ') ?? [];
  const at = composedAt ?? sent?.finishedAt ?? createdAt;
  return { at, scannedAt: scannedAt ?? at, isFirst: !sent };
}

const RECENT = 40;

async function exceptionsOf({ exceptions, now }: DigestParts, since: string): Promise<{ inForce: ExceptionRecord[]; expired: ExceptionRecord[] }> {
  const moment = new Date(now()).toISOString();
  const store = await exceptions;
  return { inForce: await store.inForce(moment), expired: await store.expired(since, moment) };
}

interface Meant {
  filter: Filter;
  isMeant: (account: AccountReport) => boolean;
}

type News = Pick<DigestView, 'opened' | 'closed' | 'events'> & { unread: VerdictChange[] };

async function newsOf({ audit }: DigestParts, scan: Scan, seen: ChangesSeen | undefined, { filter, isMeant }: Meant): Promise<News> {
  if (!seen) return { opened: [], closed: [], events: [], unread: [] };
  const meant = new Map(scan.report.accounts.filter(isMeant).map((account) => [account.id, account]));
  const opened = seen.worse.filter(({ id, isUnread }) => meant.has(id) && !isUnread);
  // What a deleted account was isn't known any more: it is told where all are.
  const better = seen.better.filter(({ id, after }) => meant.has(id) || (after === 'absent' && filter === 'all'));
  const plans = better.length > 0 ? await closedByPlans(await audit, seen.from) : new Map<string, string>();
  const told = new Set([...opened, ...better].flatMap(({ causes }) => causes));
  return {
    opened: opened.map((change) => ({ ...change, roles: meant.get(change.id)!.roles })),
    closed: better.map((change) => ({ ...change, how: plans.get(change.id) ?? change.causes.join('; ') })),
    // A card about some accounts tells of nothing that only concerns others.
    events: seen.events.filter(({ text, accountIds }) => !told.has(text) && (filter === 'all' || accountIds.some((id) => meant.has(id)))).map(({ text }) => text),
    unread: seen.worse.filter(({ id, isUnread }) => meant.has(id) && isUnread),
  };
}

const NAMES_SHOWN = 3;

const oldScanNote = ({ report: { scannedAt } }: Scan, zone: string): string =>
  `The tenant couldn't be read in time for this card: it tells of the scan of ${momentWords(scannedAt, zone)}.`;

/** An account that couldn't be read is no new gap. */
function unreadNotes(unread: VerdictChange[]): string[] {
  if (unread.length === 0) return [];
  const who = unread.length > NAMES_SHOWN ? countOf(unread.length) : unread.map(({ displayName }) => `\`${displayName}\``).join(', ');
  return [`${who} can't be judged any more: ${unread[0]!.reason}`];
}

function notesOf({ dueAt, isLate, skipped }: DigestOccasion, zone: string): string[] {
  const missed = skipped.map((moment) => momentWords(moment, zone));
  return [
    ...(isLate ? [`This card is late: it was due on ${momentWords(dueAt, zone)}.`] : []),
    ...(missed.length === 1 ? [`No card came on ${missed[0]!}: I wasn't running.`] : []),
    ...(missed.length > 1 ? [`${missed.length} cards didn't come, from ${missed[0]!} to ${missed.at(-1)!}: I wasn't running.`] : []),
  ];
}

function named(exceptions: ExceptionRecord[], scan: Scan): DigestView['exceptions']['expiring'] {
  const names = new Map(scan.report.accounts.map(({ id, displayName }) => [id, displayName]));
  return onSameTerms(exceptions).map((group) => {
    const { accountId, owner, expiresAt } = group[0]!;
    return { displayName: names.get(accountId) ?? accountId, findings: group.map(({ finding }) => finding), owner: owner.name, until: expiresAt.slice(0, 10) };
  });
}

function frameOf({ isDemo, now }: DigestParts, { report: { tenant, scannedAt }, isPreliminary }: Scan): Frame {
  return { isDemo: isDemo || tenant.isDemo, tenant: tenant.displayName, scanned: { at: scannedAt, ago: ago(scannedAt, now()), isPreliminary } };
}
