import { fold } from './text/normalise.js';
import type { Intent, Slots } from './types.js';

/**
 * Accepted exceptions in words: "show accepted exceptions", "accept the risk for bob". Rules, not the classifier: each is anchored at both ends,
 * and each says "accepted", or that something is accepted; an exclusion from a policy is another matter.
 */
export function exceptionOrder(text: string): { intent: Intent; slots: Slots } | undefined {
  if (text.length > LONGEST) return undefined;
  const said = text.replace(HEAD, '').replace(TAIL, '');
  if (SHOW.test(fold(said))) return { intent: 'list-noncompliant', slots: { exceptions: 'show' } };
  const ended = WITHDRAW.exec(said)?.[1];
  if (ended) return { intent: 'list-noncompliant', slots: { exceptions: 'show', account: ended } };
  const accepted = ACCEPT.exec(said)?.[1];
  return accepted ? { intent: 'explain-account', slots: { exceptions: 'accept', account: accepted } } : undefined;
}

const LONGEST = 120;
const HEAD = /^(?:(?:please|pls|ok|okay|now|and|then|(?:can|could) you(?: please)?)[ ,]+)*/i;
const TAIL = /(?:[ ,]+(?:please|pls|now|thanks|thank you))*[\s.!?]*$/i;

const WHAT = '(?:exceptions?|risks?|gaps?|findings?)';
const SHOW = new RegExp(`^(?:(?:show|list|see)(?: me)? |what are |which are )?(?:all |the |our |my )*accepted ${WHAT}$|^(?:what|which ${WHAT}) (?:is|are|have we|did we|do we) (?:currently )?accept(?:ed)?$`);
const WITHDRAW = new RegExp(`^(?:withdraw|end|revoke|cancel|remove|drop) (?:the )?(?:accepted )?${WHAT.replace('|gaps?|findings?', '')} (?:for|of) (.{2,60})$`, 'i');
const ACCEPT = new RegExp(`^accept (?:the |this |an? )?${WHAT} (?:for|of|on) (.{2,60}?)(?: for a while)?$`, 'i');
