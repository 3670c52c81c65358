import { digestFilter } from './slots/filters.js';
import { fold } from './text/normalise.js';
import type { ConversationContext, Intent, Slots } from './types.js';

/**
 * Questions and orders about the daily cards of a conversation ("what is subscribed here?", "stop it"). Rules, not the classifier: anchored at
 * both ends, so that a sentence which merely talks about a subscription is none.
 */
export function subscriptionOrder(text: string, context: ConversationContext): { intent: Intent; slots: Slots } | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = fold(text).replace(HEAD, '').replace(TAIL, '');
  if (SHOW.some((pattern) => pattern.test(plain))) return { intent: 'subscribe-daily', slots: { subscriptions: 'show' } };
  if (context.pending?.intent === 'unsubscribe' && WHICH.test(plain)) return { intent: 'unsubscribe', slots: filterOf(`stop ${plain}`) };
  return isAboutCards(context) && STOP.test(plain) ? { intent: 'unsubscribe', slots: filterOf(plain) } : undefined;
}

const LONGEST = 90;
const HEAD = /^(?:(?:please|pls|ok|okay|now|and|so|(?:can|could) you(?: please)?)[ ,]+)*/;
const TAIL = /(?:[ ,]+(?:please|pls|now|again|thanks|thank you))*[\s.!?]*$/;

const HERE = '(?: (?:here|in (?:this|the) (?:channel|chat|group|conversation|team)|for (?:me|us|this (?:channel|chat))))?';
const CARDS = '(?:(?:daily |morning |scheduled )?(?:cards?|reports?|digests?|subscriptions?))';
const SHOW = [
  new RegExp(`^what(?:'s| is|s| are)? (?:we |i |this channel )?(?:currently )?(?:subscribed(?: to)?|scheduled)${HERE}$`),
  new RegExp(`^(?:show|list|see|what are|which are)(?: me)? (?:all |the |my |our |all the )*(?:daily |active |current )?subscriptions${HERE}$`),
  new RegExp(`^(?:what|which) ${CARDS} (?:come|comes|are (?:there|active|set up|subscribed|scheduled|coming)|do (?:we|i) (?:get|have))${HERE}$`),
  new RegExp(`^(?:when|what time) (?:does|do|will|is|are) (?:the |my |our )?(?:next )?${CARDS} (?:come|coming|due|next|arrive)${HERE}$`),
  new RegExp(`^(?:is|are) (?:there )?(?:any ?thing |any )?(?:${CARDS} )?subscribed${HERE}$`),
];

const STOP = /^(?:no,? )?(?:stop|end|cancel|drop|quit|unsubscribe)(?: (?:it|that|this|this one|that one|them|all(?: of them)?|(?:the|that|this) one (?:about|for) (?:the )?[a-z ]{3,20}|(?:the )?[a-z]{3,10}(?: one| card| report)?))?$/;

/** The answer to "which one?". */
const WHICH = /^(?:(?:the|that|this) one (?:about|for) (?:the )?[a-z ]{3,20}|(?:the )?(?:admins?|guests?|members?|service|shared|disabled|enabled)(?: (?:accounts?|mailbox(?:es)?))?(?: (?:one|card|report))?|both(?: of them)?|all(?: of them)?|them all|everything)$/;

const isAboutCards = ({ pending, previous }: ConversationContext): boolean =>
  (pending === undefined || ABOUT.has(pending.intent)) && ABOUT.has(previous?.intent ?? '');
const ABOUT = new Set<Intent | ''>(['subscribe-daily', 'unsubscribe']);

function filterOf(plain: string): Slots {
  const filter = digestFilter(plain.replace(/^\w+ (?:the )?/, 'only '));
  return filter ? { filter } : {};
}
