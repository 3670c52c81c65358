import { plain, raw, trusted } from './cell.js';
import type { Presenter } from './frame.js';
import { plural } from './words.js';

export interface WelcomeView {
  /** Exactly three things to type; the first two become buttons. */
  tries: { say: string; what: string; title: string; verb: string }[];
  /** Accounts in the last scan, where there is one. */
  accounts: number | undefined;
}

const PROMISE = 'I read your tenant and answer per account with a proof, or with one sign-in that gets by without a second factor. I change nothing on my own.';

/** Once per conversation: what the bot proves and what to type. */
export const welcomeCard: Presenter<WelcomeView> = {
  name: 'welcome',
  data: ({ tries, accounts }) => ({
    state: trusted(accounts === undefined ? '' : watching(accounts)),
    tries: tries.map(({ say, what, title, verb }) => ({ say, what, title: plain(title), verb: raw(verb) })),
  }),
  text: ({ tries, accounts }) => [PROMISE, accounts === undefined ? '' : watching(accounts), ...tries.map(({ say, what }) => `Type "${say}": ${what}`)],
};

const watching = (accounts: number): string => `${plural(accounts, 'account')} in the last scan.`;
