import type { WhatIfResult } from '../engine/index.js';
import { raw, trusted } from './cell.js';
import { number, VERDICT_MARKS, VERDICT_WORDS, verdictWord } from './counts.js';
import { scannedLine, scannedText, type Presenter } from './frame.js';
import { plural, stop } from './words.js';

const MAX_ACCOUNTS = 10;
const VERDICTS = ['nonCompliant', 'unknown', 'compliant', 'blocked'] as const;

export interface WhatIfView extends WhatIfResult {
  /** The change as it was said, where it is one that can be carried out. */
  doIt?: object;
}

/** A supposed change: the counts before and after, and who changes. */
export const whatIfCard: Presenter<WhatIfView> = {
  name: 'what-if',
  data: (result, frame) => ({
    headline: headline(result),
    scanned: scannedLine(frame),
    numbers: VERDICTS.map((verdict) => ({
      mark: VERDICT_MARKS[verdict], label: trusted(VERDICT_WORDS[verdict]),
      before: number(result.before[verdict]), after: number(result.after[verdict]), difference: trusted(difference(result.after[verdict] - result.before[verdict])),
    })),
    hasAccounts: result.accounts.length > 0,
    accounts: result.accounts.slice(0, MAX_ACCOUNTS).map(({ displayName, userPrincipalName, before, after, witness }) => ({
      name: displayName, address: userPrincipalName, before: trusted(verdictWord(before)), after: trusted(verdictWord(after)),
      witness: witness?.text ?? '', hasWitness: witness !== null,
    })),
    more: trusted(more(result)),
    canDoIt: result.doIt !== undefined,
    doIt: raw({ ...result.doIt, below: true }),
  }),
  text: (result, frame) => [
    stop(headline(result)),
    'Only supposed: nothing was changed.',
    VERDICTS.map((verdict) => `${VERDICT_WORDS[verdict]}: ${number(result.before[verdict])} now, ${number(result.after[verdict])} then`).join('; '),
    ...result.accounts.slice(0, MAX_ACCOUNTS).map(({ displayName, userPrincipalName, before, after, witness }) =>
      `${displayName} <${userPrincipalName}>: ${verdictWord(before)} -> ${verdictWord(after)}. ${witness?.text ?? ''}`),
    more(result),
    scannedText(frame),
  ],
};

function headline({ change, accounts }: WhatIfResult): string {
  return `What if: ${change}? ${accounts.length === 0 ? "Nobody's verdict would change" : `${plural(accounts.length, 'account')} would change`}`;
}

const difference = (value: number): string => (value === 0 ? '±0' : value > 0 ? `+${number(value)}` : `−${number(-value)}`);

function more({ accounts }: WhatIfResult): string {
  const rest = accounts.length - MAX_ACCOUNTS;
  return rest > 0 ? `${plural(rest, 'more account')} would change.` : '';
}
