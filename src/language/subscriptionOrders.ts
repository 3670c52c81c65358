import { daySlots } from './slots/days.js';
import { digestFilter } from './slots/filters.js';
import { cardPlace } from './slots/places.js';
import { fold } from './text/normalise.js';
import type { ConversationContext, Intent, Slots } from './types.js';

/**
 * Questions and orders about the daily cards of a conversation ("what is subscribed here?", "stop it"). Rules, not the classifier: anchored at
 * both ends, so that a sentence which merely talks about a subscription is none.
 */
export function subscriptionOrder(text: string, context: ConversationContext): { intent: Intent; slots: Slots } | undefined {
  if (text.length > LONGEST) return undefined;
  const plain = fold(text).replace(HEAD, '').replace(TAIL, '');
  const asked = (subscriptions: NonNullable<Slots['subscriptions']>) => ({ intent: 'subscribe-daily' as const, slots: { subscriptions } });
  if (SHOW.some((pattern) => pattern.test(plain))) return asked('show');
  if (isOtherRhythm(plain, context)) return asked('otherRhythm');
  if (PAUSE.test(plain) && (isAboutCards(context) || CARD.test(plain))) return asked('pause');
  return stopped(plain, context);
}

/** "Stop mondays" leaves the other days. */
function stopped(plain: string, context: ConversationContext): { intent: Intent; slots: Slots } | undefined {
  if (daySlots(plain).daysLess) return undefined;
  const { place, rest } = cardPlace(plain);
  const isAnswer = context.pending?.intent === 'unsubscribe';
  const isTold = STOP.test(rest) && (isAboutCards(context) || rest.startsWith('unsubscribe'));
  if (place !== undefined && ((isAnswer && rest === '') || isTold)) return { intent: 'unsubscribe', slots: { subscription: place } };
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

/** What no card can do: it comes on days of the week. */
const OTHER_RHYTHM = /\b(?:every (?:other|second|2nd|third|3rd|two|three|four|\d{1,2}) ?(?:day|week|month|quarter|hour|minute|mon|tue|wed|thu|fri|sat|sun)\w*|bi-?weekly|fortnightly|every fortnight|monthly|quarterly|yearly|(?:each|every|per|a|of the) (?:month|quarter|year)|hourly|every (?:hour|minute))\b/;
const CARD = /\b(?:cards?|reports?|digests?|subscriptions?)\b/;
const SENDING = /\b(?:send|post|give|get|subscribe|schedule|ping|mail|deliver|remind|push|drop)\b/;
const PAUSE = /^(?:pause|snooze|suspend|mute|hold)\b.{0,60}$/;

const isOtherRhythm = (plain: string, context: ConversationContext): boolean =>
  OTHER_RHYTHM.test(plain) && !/^(?:how|why|what|when|is|are|does|do|which|who|scan)\b/.test(plain) && (SENDING.test(plain) || isAboutCards(context));

const isAboutCards = ({ pending, previous }: ConversationContext): boolean =>
  (pending === undefined || ABOUT.has(pending.intent)) && ABOUT.has(previous?.intent ?? '');
const ABOUT = new Set<Intent | ''>(['subscribe-daily', 'unsubscribe']);

function filterOf(plain: string): Slots {
  const filter = digestFilter(plain.replace(/^\w+ (?:the )?/, 'only '));
  return filter ? { filter } : {};
}
