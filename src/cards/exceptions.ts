import type { Data } from './bind.js';
import { md, plain, raw, trusted } from './cell.js';
import { accountPage, type Presenter } from './frame.js';
import { capital, findingWords, plural, stop } from './words.js';

export interface AcceptView {
  accounts: { id: string; displayName: string; userPrincipalName: string }[];
  /** What can be accepted of the one account; empty where there are several: then everything found about each. */
  findings: string[];
  /** YYYY-MM-DD. */
  until: string;
  lastDay: string;
  /** What was wrong with what was filled in before; foreign text. */
  problem: string;
  before: { reason: string; owner: string };
}

const MAX_NAMES = 6;

/** Asks for how long, why, and who answers for it. */
export const acceptCard: Presenter<AcceptView> = {
  name: 'accept',
  data: (view) => ({
    headline: headlineOf(view), accounts: raw(view.accounts.map(({ id }) => id)), problem: view.problem, rule: trusted(RULE), back: raw(view.accounts[0]?.id ?? ''),
    names: view.accounts.slice(0, MAX_NAMES).map(({ displayName, userPrincipalName }) => ({ text: md`**${displayName}**  ·  ${userPrincipalName}` })),
    more: trusted(view.accounts.length > MAX_NAMES ? `and ${plural(view.accounts.length - MAX_NAMES, 'more account')}` : ''),
    hasChoice: view.findings.length > 1,
    choices: [{ title: plain(`Everything found today (${view.findings.length})`), value: raw('all') }, ...view.findings.map((finding) => ({ title: plain(capital(findingWords(finding))), value: raw(finding) }))],
    what: trusted(view.findings.length === 1 ? stop(capital(findingWords(view.findings[0]!))) : view.findings.length === 0 ? 'Everything that was found about each of them.' : ''),
    until: raw(view.until), lastDay: raw(view.lastDay), reason: plain(view.before.reason), owner: plain(view.before.owner),
  }),
  page: ({ accounts }) => (accounts.length === 1 ? accountPage(accounts[0]) : undefined),
  text: (view) => [
    view.problem, `${headlineOf(view)}:`, ...view.accounts.slice(0, MAX_NAMES).map(({ displayName, userPrincipalName }) => `- ${displayName} <${userPrincipalName}>`),
    ...view.findings.map((finding) => `  found: ${findingWords(finding)}`), RULE,
  ],
};

const headlineOf = ({ accounts }: AcceptView): string => `Accept for a while: ${plural(accounts.length, 'account')}`;
const RULE = 'An accepted gap stays a gap: it is counted, shown as accepted, and comes back when its time is over. Its owner is asked a week before. Only who may enforce MFA can accept one.';

export interface ExceptionsView {
  headline: string;
  notes: string[];
  /** `ids`: what was accepted in one go. */
  rows: { ids: string[]; account: { id: string; displayName: string; userPrincipalName: string }; findings: string[]; until: string; by: string; owner: string; reason: string }[];
}

const MAX_ROWS = 8;

/** What is accepted, until when, by whom and why. */
export const exceptionsCard: Presenter<ExceptionsView> = {
  name: 'exceptions',
  data: ({ headline, notes, rows }) => ({
    headline, notes: notes.map((text) => ({ text })), rows: rows.slice(0, MAX_ROWS).map(rowData), more: trusted(more(rows.length)),
  }),
  page: () => 'exceptions',
  text: ({ headline, notes, rows }) => [
    stop(headline), ...notes,
    ...rows.slice(0, MAX_ROWS).map(({ account, findings, until, by, owner, reason }) => `- ${account.displayName} <${account.userPrincipalName}>: ${findings.map(findingWords).join(', ')}; accepted until ${until} by ${by}, ${owner} answers for it, because: ${stop(reason)}`),
    more(rows.length),
  ],
};

const more = (count: number): string => (count > MAX_ROWS ? `${plural(count - MAX_ROWS, 'more exception')}.` : '');

function rowData({ ids, account, findings, until, by, owner, reason }: ExceptionsView['rows'][number]): Data {
  return {
    ids: raw(ids), account: raw(account.id), name: account.displayName, address: account.userPrincipalName, what: trusted(stop(capital(findings.map(findingWords).join(', ')))),
    terms: md`Until **${until}** · accepted by ${by} · ${owner} answers for it`, reason: md`Because: ${stop(reason)}`, button: plain(`End the exception for ${account.displayName}`),
  };
}
