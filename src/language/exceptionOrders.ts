import { splitNames } from './orderedNames.js';
import { dateAhead } from './slots/periods.js';
import { fold } from './text/normalise.js';
import type { Intent, Slots } from './types.js';

/**
 * Accepted exceptions in words: "show accepted exceptions", "accept bob's gap until 31 january because he leaves". Rules, not the classifier: each
 * is anchored at both ends, and each says "accepted", or that something is accepted; an exclusion from a policy is another matter.
 */
export function exceptionOrder(text: string, now: Date): { intent: Intent; slots: Slots } | undefined {
  if (text.length > LONGEST) return undefined;
  const said = text.replace(HEAD, '').replace(TAIL, '');
  if (SHOW.test(fold(said))) return { intent: 'list-noncompliant', slots: { exceptions: 'show' } };
  const ended = WITHDRAW.exec(said)?.[1];
  if (ended) return { intent: 'list-noncompliant', slots: { exceptions: 'show', account: ended } };
  return acceptance(said, now);
}

const LONGEST = 300;
const HEAD = /^(?:(?:please|pls|ok|okay|now|and|then|(?:can|could) you(?: please)?)[ ,]+)*/i;
const TAIL = /(?:[ ,]+(?:please|pls|now|thanks|thank you))*[\s.!?]*$/i;

const WHAT = '(?:exceptions?|risks?|gaps?|findings?)';
const SHOW = new RegExp(`^(?:(?:show|list|see)(?: me)? |what are |which are )?(?:all |the |our |my )*accepted ${WHAT}$|^(?:what|which ${WHAT}) (?:is|are|have we|did we|do we) (?:currently )?accept(?:ed)?$`);
const WITHDRAW = new RegExp(`^(?:withdraw|end|revoke|cancel|remove|drop) (?:the )?(?:accepted )?${WHAT.replace('|gaps?|findings?', '')} (?:for|of) (.{2,60})$`, 'i');

/** Words that begin something else than a name: a plan, a file, a sentence about accepting. */
const NO_NAME = '(?:the|this|that|these|those|it|all|any|every\\w*|my|our|your|plans?|changes?|tickets?|terms|invit\\w+|requests?|files?|mfa|risks?|exceptions?|gaps?|findings?|as|for|or|and|to)';
const WHOSE = `(?:(?:the |this |an? )?${WHAT} (?:for|of|on) (?<of>.{2,80}?)|(?<owner>(?!${NO_NAME}\\b).{2,60}?)(?:['’]s?) ${WHAT}|(?<bare>(?!${NO_NAME}\\b).{2,80}?)(?: as (?:an? )?(?:accepted )?${WHAT})?)`;
const TERM = '(?:,? (?:for a while|until further notice|(?:until|till|through|up to|for) (?<term>(?:the )?(?:end of )?[\\p{L}\\d][\\p{L}\\d .,/-]{0,30}?)))?';
const WHY = '(?:[,;:.-]? *(?:because(?: of)?|since|due to|as|reason(?: is)?:?) (?<why>.{2,300}))?';
const ACCEPT = new RegExp(`^accept ${WHOSE}${TERM}${WHY}$`, 'iu');
const SPOKEN_OF = /^(?:him|her|them)$/i;

function acceptance(said: string, now: Date): { intent: Intent; slots: Slots } | undefined {
  const { of, owner, bare, term, why } = ACCEPT.exec(said)?.groups ?? {};
  const accounts = splitNames(of ?? owner ?? bare)?.map((name) => (SPOKEN_OF.test(name) ? '$last' : name.replace(/^(?:no\.?|number) (?=\d+$)/i, '#').replace(/^"|"$/g, '')));
  if (!accounts) return undefined;
  const until = term && dateAhead(term, now);
  const [account, ...others] = accounts;
  return { intent: 'explain-account', slots: { exceptions: 'accept', ...(others.length > 0 ? { accounts } : { account: account! }), ...(until && { until }), ...(why && { reason: why }) } };
}
