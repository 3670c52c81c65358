import type { Data } from './bind.js';
import { trusted } from './cell.js';
import { verdictWord } from './counts.js';
import type { Presenter } from './frame.js';
import { plural, stop } from './words.js';

interface VerdictChange {
  displayName: string;
  userPrincipalName: string;
  before: string;
  after: string;
  reason: string;
  causes: string[];
}

export interface ChangesView {
  headline: string;
  from: string;
  to: string;
  worse: VerdictChange[];
  better: VerdictChange[];
  other: VerdictChange[];
  events: { text: string }[];
  /** The directory's audit log couldn't be read. */
  isWithoutPeople?: boolean;
  /** No scan is as old as what was asked for. */
  isSinceFirst?: boolean;
}

const MAX_ACCOUNTS = 6;
const MAX_EVENTS = 8;
const GROUPS = [['worse', 'Worse', 'Attention'], ['better', 'Better', 'Default'], ['other', 'Otherwise different', 'Default']] as const;

/** Who got worse, who better, and which difference in the tenant explains it. */
export const changesCard: Presenter<ChangesView> = {
  name: 'changes',
  data: (view) => ({
    headline: view.headline,
    period: trusted(`From ${localTime(view.from)}${first(view)} to ${localTime(view.to)}${unnamed(view)}`),
    groups: GROUPS.filter(([group]) => view[group].length > 0).map(([group, title, colour]) => ({
      title: trusted(`${title} (${view[group].length})`), more: trusted(more(view[group].length, MAX_ACCOUNTS)),
      accounts: view[group].slice(0, MAX_ACCOUNTS).map((change) => accountData(change, colour)),
    })),
    hasEvents: view.events.length > 0,
    events: view.events.slice(0, MAX_EVENTS).map(({ text }) => ({ text: stop(text) })),
  }),
  text: (view) => [
    stop(view.headline),
    `From ${utc(view.from)}${first(view)} to ${utc(view.to)}${unnamed(view)}.`,
    ...GROUPS.flatMap(([group, title]) => [
      ...view[group].slice(0, MAX_ACCOUNTS).map((change) => `${title}: ${accountText(change)}`), more(view[group].length, MAX_ACCOUNTS),
    ]),
    ...view.events.slice(0, MAX_EVENTS).map(({ text }) => `In the tenant: ${stop(text)}`),
  ],
};

function accountData({ displayName, userPrincipalName, before, after, reason, causes }: VerdictChange, colour: string): Data {
  return {
    name: displayName, address: userPrincipalName, colour, before: trusted(verdictWord(before)), after: trusted(verdictWord(after)),
    reason, cause: causes.length > 0 ? `Because: ${causes.join('; ')}` : '',
  };
}

function accountText({ displayName, userPrincipalName, before, after, reason, causes }: VerdictChange): string {
  const because = causes.length > 0 ? ` Because: ${stop(causes.join('; '))}` : '';
  return `${displayName} <${userPrincipalName}>: ${verdictWord(before)} -> ${verdictWord(after)}. ${reason && stop(reason)}${because}`;
}

const first = ({ isSinceFirst }: ChangesView): string => (isSinceFirst ? ', the first scan there is,' : '');
const unnamed = ({ isWithoutPeople }: ChangesView): string => (isWithoutPeople ? "; by whom is unknown, for the directory's audit log can't be read" : '');
const more = (all: number, shown: number): string => (all > shown ? `${plural(all - shown, 'more account')}.` : '');
const utc = (iso: string): string => `${iso.slice(0, 16).replace('T', ' ')} UTC`;

function localTime(iso: string): string {
  const moment = `${new Date(iso).toISOString().slice(0, 19)}Z`;
  return `{{DATE(${moment},SHORT)}} {{TIME(${moment})}}`;
}
