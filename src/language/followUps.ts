import type { Lexicon } from './model/lexicon.js';
import { isPlainRequest, isPlainYes } from './safetyGate.js';
import { accountsIn } from './slots/accounts.js';
import { digestFilter, filterSlots } from './slots/filters.js';
import { changeSlots } from './slots/changes.js';
import { period } from './slots/periods.js';
import { cardPlace } from './slots/places.js';
import { scheduleSlots } from './slots/schedule.js';
import { fold } from './text/normalise.js';
import type { ConversationContext, Intent, Slots } from './types.js';

/** What a short message means because of what was said before; undefined where it stands on its own. */
export interface FollowUp { intent: Intent; slots: Slots }

const NO = /^(?:no|nope|nah|n|no thanks|no thank you|not now|better not|rather not|don't|dont|stop|no wait|wait)[\s.!]*$/;
const ONLY = /^(?:no,? ?)?(?:only|just)?(?: for)? ?(?:the )?(?:(?:first|top) (?:two|three|four|five|\d)|(?:first|second|third|last|1st|2nd|3rd)(?: one)?|number \S+|#\d+|admins|guests|[\w@. ,-]{2,60})(?: please| then| only)?[.!]?$/;

export function followUp(text: string, context: ConversationContext, lexicon: Lexicon, now: Date): FollowUp | undefined {
  const plain = fold(text);
  return answer(text, plain, context, lexicon) ?? schedule(text, plain, context) ?? narrowed(text, plain, context)
    ?? choice(text, plain, context) ?? sameAgain(text, plain, context, lexicon, now);
}

/** A name alone, where the bot has asked for one; for what is understood as nothing else. */
export function nameAnswered(text: string, { pending }: ConversationContext): FollowUp | undefined {
  if (!pending || pending.choices || pending.planId || pending.slots.confirmed || !NAME_ALONE.test(text)) return undefined;
  const { intent, slots } = pending;
  if (intent === 'explain-account') return { intent, slots: { ...slots, account: text } };
  const isOrder = intent === 'ticket-account' || (intent === 'enforce-account' && isPlainRequest(`enforce mfa for ${text}`));
  return isOrder ? { intent, slots: { ...slots, accounts: [text] } } : undefined;
}

const NAME_ALONE = /^[\p{L}\d][\p{L}\d.@_'’-]*(?: [\p{L}\d.@_'’-]+){0,4}$/u;

/** Yes, no, or "only for the first two" to what the bot asked. */
function answer(text: string, plain: string, context: ConversationContext, lexicon: Lexicon): FollowUp | undefined {
  const pending = context.pending;
  if (!pending) return undefined;
  if (isPlainYes(text)) return { intent: pending.intent, slots: pending.slots };
  if (NO.test(plain)) return { intent: 'cancel', slots: {} };
  const onAccounts = pending.intent === 'ticket-account' || (pending.intent === 'enforce-account' && isPlainRequest(`enforce ${plain.replace(/^no,? ?/, '')}`));
  if (!onAccounts || !/^(?:no,? ?)?(?:(?:but )?only|just|for|not all,? (?:only|just))\b/.test(plain) || !ONLY.test(plain.replace(/^not all,? /, ''))) return undefined;
  return withAccounts(pending.intent, text, lexicon, context);
}

function withAccounts(intent: Intent, text: string, lexicon: Lexicon, context: ConversationContext): FollowUp | undefined {
  const { filter } = filterSlots(text);
  if (filter) return { intent, slots: { filter } };
  const accounts = accountsIn(text, lexicon, context);
  return accounts.length > 0 ? { intent, slots: { accounts } } : undefined;
}

/** "make it 9:30", "on weekdays only", after something about the daily report. */
function schedule(text: string, plain: string, context: ConversationContext): FollowUp | undefined {
  const about = context.pending?.intent ?? context.previous?.intent;
  const filter = digestFilter(text);
  const { place, rest } = cardPlace(text);
  const slots = { ...scheduleSlots(withHour(rest)), ...(filter && { filter }), ...(place !== undefined && { subscription: place }) };
  const given = slots.time ?? slots.timezone ?? slots.days ?? filter ?? (UNFIT_ALONE.test(plain) ? 'once' : undefined);
  if (about !== 'subscribe-daily' || !given || plain.split(' ').length > 9 || /\?|\b(?:scan|list|who|which|mfa|changed)\b/.test(plain)) return undefined;
  return { intent: 'subscribe-daily', slots };
}

/** "only today", "twice a day": about the card that was spoken of. */
const UNFIT_ALONE = /^(?:(?:no|ok|okay|but|only|just|make it|send it|do it|for)[ ,]+)*(?:today|tomorrow|once|this (?:time|once)|one time|twice (?:a|per) day|twice daily)(?: only| please)*[.!]?$/;

/** "better 9": a number alone is an hour when the report is talked about. */
function withHour(text: string): string {
  return /^(?!.*(?:utc|gmt) ?[+-])\D{0,24}\b(?:[01]?\d|2[0-3])(?: ?[ap]m)?\b\D{0,24}$/i.test(text) ? text.replace(/\b(\d{1,2})/, 'at $1') : text;
}

/** "only the admins", "and the guests?", "what about guests?" after a list: the same list, another filter. */
function narrowed(text: string, plain: string, context: ConversationContext): FollowUp | undefined {
  const before = context.previous?.intent;
  if (before !== 'list-noncompliant' && before !== 'tenant-status' && before !== 'export') return undefined;
  const slots = filterSlots(text);
  const short = /^(?:and|only|just|now|what about|how about|same|also|ok|filter|show|those|but)\b/.test(plain) && plain.split(' ').length <= 8;
  if (!short || !(slots.filter ?? slots.finding) || /\b(?:count|need|must|allowed|should|why|explain|enforce|tickets?|export|policy|policies)\b/.test(plain)) return undefined;
  return { intent: before === 'export' ? 'export' : 'list-noncompliant', slots };
}

/** The account chosen where several fitted: "the second one", "Anna Kowalska". */
function choice(text: string, plain: string, context: ConversationContext): FollowUp | undefined {
  const pending = context.pending;
  if (!pending?.choices?.length) return undefined;
  const place = /^(?:the )?(?:#|number )?(first|second|third|1|2|3)(?: one)?[.!]?$/.exec(plain)?.[1];
  const index = place ? { first: 0, second: 1, third: 2 }[place] ?? Number(place) - 1 : pending.choices.findIndex((each) => fold(each).includes(plain) || plain === fold(each));
  const chosen = pending.choices[index];
  if (!chosen || plain.length < 1 || text.length > 80) return undefined;
  return { intent: pending.intent, slots: pending.intent === 'explain-account' ? { ...pending.slots, account: chosen } : { ...pending.slots, accounts: [chosen] } };
}

/** "and bob?", "same for carl", "and since monday?", "and Berlin?": the intent before, with another object. */
function sameAgain(text: string, plain: string, context: ConversationContext, lexicon: Lexicon, now: Date): FollowUp | undefined {
  const before = context.previous;
  if (!before || !/^(?:and|same|also|what about|how about|now)\b/.test(plain) || plain.split(' ').length > 7) return undefined;
  const rest = text.replace(/^(?:and|same|also|what about|how about|now)(?: (?:for|with|the same for|since|if we exclude|if we excluded))?\b/i, '').trim();
  if (before.intent === 'explain-account' || before.intent === 'ticket-account') return again(before.intent, rest, lexicon, context);
  if (before.intent === 'changes-since') return withPeriod(text, now);
  if (before.intent === 'what-if' && before.slots.change?.startsWith('exclude')) return excluded(rest, lexicon);
  return undefined;
}

function again(intent: Intent, rest: string, lexicon: Lexicon, context: ConversationContext): FollowUp | undefined {
  if (filterSlots(rest).filter) return undefined;
  const accounts = accountsIn(rest, lexicon, context).filter((each) => each !== '$list' || intent === 'ticket-account');
  if (accounts.length === 0) return undefined;
  return { intent, slots: intent === 'explain-account' ? { account: accounts[0]! } : { accounts } };
}

function withPeriod(text: string, now: Date): FollowUp | undefined {
  const found = period(text, now);
  return found ? { intent: 'changes-since', slots: { period: found } } : undefined;
}

function excluded(rest: string, lexicon: Lexicon): FollowUp | undefined {
  const slots = changeSlots(`exclude ${rest}`, lexicon);
  return slots.change ? { intent: 'what-if', slots } : undefined;
}
