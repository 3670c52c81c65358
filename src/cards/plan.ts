import { plain, raw, trusted } from './cell.js';
import { VERDICT_MARKS, VERDICT_WORDS } from './counts.js';
import type { Presenter } from './frame.js';
import type { Verdict } from '../engine/index.js';
import { plural, stop } from './words.js';

export interface PlanView {
  headline: string;
  /** What this version doesn't do, in full. */
  limit: string;
  accounts: { id: string; displayName: string; userPrincipalName: string; verdict: Verdict; /** What would close the gap. */ repair: string }[];
  /** All the accounts meant; more than are shown. */
  total: number;
  /** Words that fit no account, or several. */
  problems: string[];
}

/** What was asked for and whom it concerns, before anything is done. */
export const planCard: Presenter<PlanView> = {
  name: 'plan',
  data: (view) => ({
    headline: view.headline, limit: trusted(view.limit),
    accounts: view.accounts.map(({ id, displayName, userPrincipalName, verdict, repair }) => ({
      id: raw(id), name: displayName, address: userPrincipalName, button: plain(`Why ${displayName}?`),
      verdict: trusted(`${VERDICT_MARKS[verdict]} ${VERDICT_WORDS[verdict]}`), repair: repair && `To close the gap: ${stop(repair)}`,
    })),
    more: trusted(more(view)), problems: view.problems.map((text) => ({ text })),
  }),
  text: (view) => [
    view.headline, view.limit,
    ...view.accounts.map(({ displayName, userPrincipalName, verdict, repair }) =>
      `${displayName} <${userPrincipalName}>: ${VERDICT_WORDS[verdict]}.${repair && ` To close the gap: ${stop(repair)}`}`),
    more(view), ...view.problems,
  ],
};

function more({ total, accounts }: PlanView): string {
  return total > accounts.length ? `And ${plural(total - accounts.length, 'more account')}.` : '';
}
