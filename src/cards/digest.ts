import type { Data } from './bind.js';
import { md, plain, raw, trusted } from './cell.js';
import { trendLines } from './charts.js';
import { number } from './counts.js';
import { scannedLine, scannedText, type Presenter } from './frame.js';
import { findingWords, plural, stop } from './words.js';

export interface DigestView {
  headline: string;
  filter: string;
  /** "Only admins"; empty where it is about all accounts. */
  about: string;
  /** Nothing new: the card is two lines. */
  isQuiet: boolean;
  /** Late, or after days without a card. */
  notes: string[];
  /** When the card before came, in words. */
  since: string;
  /** The trend counts every account, whatever the card is about. */
  isTrendOfAll: boolean;
  trend: { day: string; nonCompliant: number; unknown: number }[];
  /** `causes` name the person and the time where they are known. */
  opened: { id: string; displayName: string; userPrincipalName: string; roles: string[]; reason: string; causes: string[] }[];
  closed: { displayName: string; userPrincipalName: string; how: string }[];
  /** What else was changed in the tenant. */
  events: string[];
  tickets: { open: number; overdue: number };
  exceptions: { accepted: number; expiring: Exception[]; expired: Exception[] };
  dates: { day: string; text: string; topic: string }[];
  isComplete: boolean;
}

interface Exception {
  displayName: string;
  /** Accepted in one go. */
  findings: string[];
  owner: string;
  until: string;
}

const MAX_OPENED = 6;
const MAX_CLOSED = 5;
const MAX_EVENTS = 4;
const MAX_EXCEPTIONS = 4;
/** As many as one press of a button may carry. */
const MAX_ENFORCED = 50;
/** An exception is for single accounts. */
const MAX_ACCEPTED = 20;
const MOST_BARS = 30;
const TALLEST_PX = 48;

/** What is new since the last card, and why. */
export const digestCard: Presenter<DigestView> = {
  name: 'digest',
  data: (view, frame) => ({
    headline: view.headline, about: view.about, scanned: scannedLine(frame), ...chart(view),
    notes: view.notes.map((text) => ({ text })), quiet: trusted(view.isQuiet ? quietText(view) : ''),
    openedTitle: trusted(view.opened.length > 0 ? `New gaps (${number(view.opened.length)})` : ''), opened: view.opened.slice(0, MAX_OPENED).map(openedData),
    moreOpened: trusted(more(view.opened.length, MAX_OPENED)),
    closedTitle: trusted(view.closed.length > 0 ? `Closed (${number(view.closed.length)})` : ''), closed: view.closed.slice(0, MAX_CLOSED).map(closedData),
    moreClosed: trusted(more(view.closed.length, MAX_CLOSED)),
    eventsTitle: trusted(view.events.length > 0 ? 'Also changed in the tenant' : ''), events: view.events.slice(0, MAX_EVENTS).map((text) => ({ text: stop(text) })),
    moreEvents: trusted(view.events.length > MAX_EVENTS ? `${plural(view.events.length - MAX_EVENTS, 'more change')}.` : ''),
    dueTitle: trusted(dueOf(view).length > 0 ? 'Waiting for somebody' : ''), due: dueOf(view),
    datesTitle: trusted(view.dates.length > 0 ? 'Coming up for this tenant' : ''), dates: view.dates.map(({ text }) => ({ text })),
    filter: raw(view.filter), hasNew: view.opened.length > 0, hasTickets: view.tickets.open > 0,
    newIds: raw(view.opened.slice(0, MAX_ENFORCED).map(({ id }) => id)), acceptIds: raw(view.opened.slice(0, MAX_ACCEPTED).map(({ id }) => id)),
    enforceTitle: plain(view.opened.length === 1 ? 'Enforce MFA for the new one…' : 'Enforce MFA for the new ones…'),
    acceptTitle: plain(view.opened.length === 1 ? 'Accept it for a while…' : 'Accept them for a while…'),
    ticketsTitle: plain(view.tickets.overdue > 0 ? `Tickets (${view.tickets.overdue} overdue)` : 'Tickets'),
  }),
  page: () => 'overview',
  text: (view, frame) => [
    view.about, stop(view.headline), ...view.notes, view.isQuiet ? quietText(view) : '', scannedText(frame),
    ...view.opened.slice(0, MAX_OPENED).map((each) => `New gap: ${each.displayName} <${each.userPrincipalName}>: ${stop(each.reason)}${because(each.causes)}`), more(view.opened.length, MAX_OPENED),
    ...view.closed.slice(0, MAX_CLOSED).map(({ displayName, userPrincipalName, how }) => `Closed: ${displayName} <${userPrincipalName}>${how ? `: ${stop(how)}` : ''}`), more(view.closed.length, MAX_CLOSED),
    ...view.events.slice(0, MAX_EVENTS).map((text) => `Also changed: ${stop(text)}`),
    ...dueTexts(view), ...view.dates.map(({ text }) => `Coming up: ${text}`), view.isQuiet ? '' : trendText(view),
  ],
};

const quietText = (view: DigestView): string => [`Nothing new since ${view.since}.`, ...overdueText(view), ...(view.isComplete ? [] : ['Not everything could be read.'])].join(' ');

const overdueText = ({ tickets: { open, overdue } }: DigestView): string[] =>
  (overdue > 0 ? [`${plural(overdue, 'ticket')} of ${number(open)} ${overdue === 1 ? 'is' : 'are'} overdue.`] : []);
const more = (all: number, shown: number): string => (all > shown ? `${plural(all - shown, 'more account')}.` : '');
const because = (causes: string[]): string => (causes.length > 0 ? ` Because: ${stop(causes.join('; '))}` : '');

function openedData({ id, displayName, userPrincipalName, roles, reason, causes }: DigestView['opened'][number]): Data {
  return {
    id: raw(id), name: displayName, address: roles.length > 0 ? md`${userPrincipalName}  ·  **${roles[0]!}**` : userPrincipalName,
    reason: stop(reason), cause: causes.length > 0 ? `Because: ${stop(causes.join('; '))}` : '', button: plain(`Why ${displayName}?`),
  };
}

const closedData = ({ displayName, how }: DigestView['closed'][number]): Data => ({ text: how ? md`✓ **${displayName}**: ${stop(how)}` : md`✓ **${displayName}**` });

function dueTexts(view: DigestView): string[] {
  const { exceptions } = view;
  const ends = ({ displayName, findings, owner }: Exception): string => `\`${displayName}\` (${findings.map(findingWords).join(', ')}; \`${owner}\` answers for it)`;
  return [
    ...(view.isQuiet ? [] : overdueText(view)),
    ...exceptions.expired.slice(0, MAX_EXCEPTIONS).map((each) => `No longer accepted, since ${each.until}: ${ends(each)}.`),
    ...exceptions.expiring.slice(0, MAX_EXCEPTIONS).map((each) => `Accepted only until ${each.until}: ${ends(each)}.`),
  ];
}

const dueOf = (view: DigestView): { text: string }[] => dueTexts(view).map((text) => ({ text }));

/** Lines where the client draws charts; else bars as empty columns with a height. Nothing is told by colour alone. */
function chart(view: DigestView): { [name: string]: Data } {
  const days = view.trend.slice(-MOST_BARS);
  const highest = Math.max(1, ...days.map(heightOf));
  const hasChart = days.length > 1 && !view.isQuiet;
  return {
    hasChart, chartText: trusted(hasChart ? trendText(view) : ''), lines: hasChart ? trendLines(days) : [],
    bars: hasChart ? days.map((day) => ({ height: `${Math.max(2, Math.round((heightOf(day) / highest) * TALLEST_PX))}px`, style: day.nonCompliant > 0 ? 'attention' : 'warning', tip: `${day.day}: ${heightOf(day)}` })) : [],
  };
}

const heightOf = ({ nonCompliant, unknown }: DigestView['trend'][number]): number => nonCompliant + unknown;

/** "Accounts with a gap or unknown in 30 days: 14 on 28 October, 11 today, never more than 15." */
function trendText({ trend, isTrendOfAll }: DigestView): string {
  const [first, last] = [trend[0], trend.at(-1)];
  if (!first || !last || first === last) return '';
  const counts = trend.map(heightOf);
  return `${isTrendOfAll ? 'All accounts' : 'Accounts'} with a gap or unknown: ${number(heightOf(first))} on ${first.day}, ${number(heightOf(last))} now; between ${number(Math.min(...counts))} and ${number(Math.max(...counts))} on ${plural(trend.length, 'day')}.`;
}
