import type { ConversationContext } from '../types.js';
import type { Lexicon } from '../model/lexicon.js';
import { fold } from '../text/normalise.js';
import { nameSpans, tokensOf } from './spans.js';
import { wholeNames } from './wholeNames.js';

const ORDINALS: Record<string, number> = {
  first: 1, '1st': 1, second: 2, '2nd': 2, third: 3, '3rd': 3, fourth: 4, '4th': 4, fifth: 5, '5th': 5, sixth: 6, '6th': 6, seventh: 7, '7th': 7, eighth: 8, ninth: 9, tenth: 10,
};
const CARDINALS: Record<string, number> = { one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10 };
const ORDINAL = Object.keys(ORDINALS).join('|');
const CARDINAL = Object.keys(CARDINALS).join('|');

/** The accounts a message names, as written; `#2`, `$last`, `$list`, `$me` where it points instead. */
export function accountsIn(text: string, lexicon: Lexicon, context: ConversationContext): string[] {
  const plain = fold(text);
  const referred = references(plain, context);
  if (referred.length > 0) return referred;
  const named = splitList(namedIn(text, lexicon));
  return named.length > 0 ? named : pointed(plain);
}

/** "the second one", "number 3", "#4", "the first two", "the last one". */
function references(plain: string, context: ConversationContext): string[] {
  const several = new RegExp(`\\b(?:first|top) (${CARDINAL}|\\d{1,2})\\b`).exec(plain);
  if (several) return Array.from({ length: Math.min(CARDINALS[several[1]!] ?? Number(several[1]), 50) }, (_none, i) => `#${i + 1}`);
  const last = new RegExp(`\\blast (two|three|one|account|entry|user|on the list)\\b`).exec(plain);
  const size = context.lastList?.accountIds.length ?? 0;
  if (last && size > 0) return lastOf(size, CARDINALS[last[1]!] ?? 1);
  const numbers = [...plain.matchAll(new RegExp(
    `#\\s?(\\d{1,3})\\b|\\b(?:number|numbers|no\\.?|nr\\.?|num|item|line|entry|position|row)\\s?(\\d{1,3}|${CARDINAL})\\b|\\b(?:the|and|,|for|explain|why|enforce|ticket) (${ORDINAL})\\b(?! (?:time|factor|level|scan))|(?:\\b(?:and|or|for|tickets?|explain|why|enforce|accounts?|users?|entries)|[,&]) ?#?(\\d{1,2})\\b(?= *[?.!]?$|,| and| &)`, 'g'))];
  return [...new Set(numbers.map((found) => number(found)).filter((n) => n > 0).map((n) => `#${n}`))];
}

function lastOf(size: number, count: number): string[] {
  return Array.from({ length: Math.min(count, size) }, (_none, i) => `#${size - Math.min(count, size) + i + 1}`);
}

function number(found: RegExpMatchArray): number {
  const raw = found[1] ?? found[2] ?? found[3] ?? found[4] ?? '';
  return ORDINALS[raw] ?? CARDINALS[raw] ?? Number(raw);
}

/** Names by their look; failing that, what stands where an account's name stands ("ticket for reception"). */
function namedIn(text: string, lexicon: Lexicon): string[] {
  const quoted = [...text.matchAll(/"([^"]{2,60})"/g)].map((found) => found[1]!);
  if (quoted.length > 0) return [...quoted, ...besides(text.replace(/"[^"]*"/g, ','), lexicon)];
  const spans = nameSpans(text, tokensOf(text, lexicon));
  if (spans.length > 0) return wholeNames(text, spans);
  return OWN.test(text) ? ['$me'] : anchored(text);
}

/** A name in quotes doesn't hide the one without beside it: "a ticket for "Will Stone" and bob". */
function besides(text: string, lexicon: Lexicon): string[] {
  return wholeNames(text, nameSpans(text, tokensOf(text, lexicon)));
}

const OWN = /\b(?:am i|my (?:own )?(?:account|login|user|status|mfa)|myself|about me|why me|explain me|check me|and me)\b/i;
const PLACE = /\b(?:for|on|about|explain|account|user|wrong with|details of|details on|regarding|enforce|secure|fix|why is|why isn't|why does|is|does|has|put|get|make|have|assign)\s+(?:the )?(?:user |account |mailbox )?([\p{L}\d][\p{L}\d_ -]{1,40}?)(?=\s+(?:please|pls|now|not|have|has|use|need|compliant|to|so|today|asap|on|onto|under|in|fail|is|was|the|account|user|with|mfa|noncompliant|ok|covered|listed|flagged|excluded|registered)\b|\s*[?.!,;:]|\s*$)/giu;
const NO_NAME = /^(?:(?:he|she|they|it|that|this)\b.*|ok|fine|compliant|both|mfa|2fa|it|them|him|her|all|all of|everyone|everybody|me|my|this|that|these|those|users?|accounts?|admins?|guests?|list|one|ones|ticket|tickets|there|here|security defaults|we|i|you|our|the|a|an|any|each|mfa .*|.*\b(?:accounts|users|admins|guests|mailboxes|ones|list|them|it|that|this|tenant|we|everyone|all|each|people|compliant|mfa|multi.*|policy|policies|report|ticket|tickets|requirement|rule|why|case|incident|request)\b.*)$/i;

function anchored(text: string): string[] {
  const found = [...text.matchAll(PLACE)].map((match) => match[1]!.trim()).filter((name) => !NO_NAME.test(name));
  return found.slice(-1);
}

/** "bob, carl and dana" and "bob & carl" are several. */
function splitList(spans: string[]): string[] {
  return [...new Set(spans.map((span) => span.trim()).filter(Boolean))];
}

function pointed(plain: string): string[] {
  if (/\b(?:all of (?:them|those|these)|them(?: all)?|these|those|each(?: of them)?|both|all|everyone|everybody|the (?:whole |full |entire )?list|every one|the lot|the rest|they)\b/.test(plain)) return ['$list'];
  if (/\b(?:me|my|mine|i|myself|im)\b/.test(plain)) return ['$me'];
  if (/\b(?:him|her|his|hers|he|she|it|that|this|the (?:same|account|user|person|guy))\b/.test(plain)) return ['$last'];
  return [];
}
