/** Whom an order names. Accounts may be called by everyday words ("ticket sync", "help desk"): where an order has a name, those are one. */
import { isFirstName, isNameWord, isOrderWord } from './orderWords.js';
import { fold } from './text/normalise.js';

const MFA = '(?:mfa|2fa|multi-?factor(?: authentication)?|two-?factor(?: authentication)?)';
/** "enforce mfa for ...": the deed stands in its first words, whatever those are called whom it names. */
const ORDER = new RegExp(`^(?:enforce|require|demand|mandate|activate|enable|apply|set up|turn on|switch on) ${MFA} (?:for|on) (.{2,200})$`, 'i');
/** Other ways to say it, for what the gate has let through. */
const OTHER_ORDERS = [
  new RegExp(`^(?:(?:turn|switch|put) ${MFA} on|roll out ${MFA}|roll ${MFA} out) (?:for|on|to) (.{2,200})$`, 'i'),
  new RegExp(`^(?:make|have|get) (.{2,80}) (?:use|have|do) ${MFA}$`, 'i'),
  new RegExp(`^(?:enforce|secure|protect) (?!${MFA}\\b|(?:it|this|that|the same)\\b)(.{2,200}?)(?: with ${MFA})?$`, 'i'),
];
const HEAD = /^(?:(?:please|pls|plz|ok|okay|yes|now|and|then|also|just|hi|hey|hello|thanks|bot|(?:can|could|would|will) you(?: please| kindly)?|i'?d like you to|let'?s)[ ,.!]+)*/i;
/** Outside of quotes. */
const SEPARATOR = /\s*(?:[,;&]|\band\b)\s*(?=[^"]*(?:"[^"]*"[^"]*)*$)/i;
const AFTER = 'please|pls|plz|now|too|also|asap|today|immediately|as well|right away|straight away|urgently|quickly|thanks|thank you|thx';
/** A capital makes a name of a last word, unless a stop stands before it or all is in capitals. */
const TAIL = new RegExp(`(?: *[ ,.!]+(?:${AFTER}|${AFTER.toUpperCase()})|[,.!]+ *(?:${AFTER.replace(/(?<=^|\|)\w/g, (letter) => letter.toUpperCase())}))*[\\s.!?]*$`);

const SINGLE_QUOTED = /(?<![\p{L}\p{N}])'((?:[^'"]|(?<=\p{L})'(?=\p{L})){2,60})'(?![\p{L}\p{N}])/gu;
const QUOTED_NAME = /^"[\p{L}\p{N}][\p{L}\p{N} .@_'-]{0,58}[\p{L}\p{N}.]"$/u;

/** What accounts of machines and desks are called by. */
const NOUNS = new Set('ticket tickets ticketing report reports reporting list calendar printer print mail email project help helpdesk desk service digest daily backup phone device server domain licence license archive document docs channel case incident meeting alarm example test script break glass emergency'.split(' '));
const BESIDE = new Set('account service user mailbox shared room bot admin manager sync connector'.split(' '));

/** The things between the separators of such an order, as written (a quoted name in its quotes); undefined for any other sentence. */
function itemsOf(order: string): string[] | undefined {
  return splitNames(ORDER.exec(bare(order))?.[1]);
}

/** As `itemsOf`, for every order that begins with its deed. */
export function itemsOfAnyOrder(order: string): string[] | undefined {
  return itemsOf(order) ?? splitNames(OTHER_ORDERS.map((form) => form.exec(bare(order))?.[1]).find(Boolean));
}

/** "bob, carl and "Dana and Sons"", without what is only said politely after it; the "both" before two is no part of the first. */
export function splitNames(said: string | undefined): string[] | undefined {
  const [first, ...others] = doubleQuoted(said ?? '').replace(TAIL, '').split(SEPARATOR).filter(Boolean);
  return first ? [others.length > 0 ? first.replace(/^both (?=\S)/, '') : first, ...others] : undefined;
}

const bare = (order: string): string => doubleQuoted(order).replace(HEAD, '').replace(TAIL, '');
const doubleQuoted = (text: string): string => text.replace(SINGLE_QUOTED, '"$1"');

/** The same text with a plain name for each quoted one, where quotes stand around whole names of such an order; else as it is. */
export function withQuotedNamesPlain(text: string): string {
  const quoting = (itemsOf(text) ?? []).filter((item) => item.includes('"'));
  return quoting.length > 0 && quoting.every((item) => QUOTED_NAME.test(item)) ? doubleQuoted(text).replace(/"[^"]*"/g, 'bob') : text;
}

/** The same order, with a person's name in place of each everyday word that is part of a name here. `order`: in lower case, without politeness. */
export function withPlainNames(order: string): string {
  const items = itemsOf(order) ?? [];
  if (items.length === 1 && isCalledExcluded(items[0]!)) return order.replace(/ excluded\b/, '');
  return items.filter(isThingName).reduce((said, item) => said.replace(item, item.replace(/\p{L}+/gu, (word) => (NOUNS.has(word) ? 'bob' : word))), order);
}

/** "nam excluded" alone, after "mfa for", can only be a name; "everyone, nam excluded" and "guests excluded" are none. */
function isCalledExcluded(item: string): boolean {
  const [first, ...others] = item.split(' ');
  return others.join(' ') === 'excluded' && isNameWord(first!) && !isOrderWord(first!);
}

/** Nouns and nothing else: "ticket sync" is a name; "open a ticket", "ticket bob" and "ticket 12" are none. */
function isThingName(item: string): boolean {
  const words = item.replace(/^(?:the|our) /, '').split(/[\s-]+/).filter(Boolean);
  const isNominal = (word: string): boolean => NOUNS.has(word) || BESIDE.has(word) || (isNameWord(word) && !isFirstName(word) && !word.includes('@') && (words.length > 2 || !/^\W*\d+$/.test(word)));
  return words.length >= 2 && words.length <= 5 && words.some((word) => NOUNS.has(word)) && words.every(isNominal);
}

/**
 * Whom an order means: a name is everything between the separators; only what names nobody ("them", "the first two") is left to `refer`.
 * Undefined where nothing is a name. What refers to nobody stays as written, to be asked about.
 */
export function accountsOfItems(items: readonly string[], refer: (item: string) => readonly string[] | undefined): string[] | undefined {
  if (!items.some(isNamed)) return undefined;
  return [...new Set(items.flatMap((item) => (isNamed(item) ? [nameOf(item)] : referred(item, refer(item)))))];
}

/** The account spoken of last is meant only where a word points back to it. */
const referred = (item: string, accounts: readonly string[] | undefined): readonly string[] =>
  !accounts || (accounts.includes('$last') && !/\b(?:him|her|his|hers|he|she|it|that|this|the (?:account|user|person|guy|one))\b/i.test(item)) ? [item] : accounts;

/** As written, without quotes and what only tells that it is an account. */
export function nameOf(item: string): string {
  if (item.startsWith('"')) return item.replace(/^"|"$/g, '').trim();
  const said = item.replace(/^(?:just|only|then|also|users|accounts) (?=([\p{L}]+))/u, (lead, next: string) => (isFirstName(fold(next)) ? '' : lead));
  return said.replace(/^(?:(?:the|The|our) )?(?:(?:user|account|mailbox|account of) (?=\D))?/, '').replace(/'s? (?:account|mailbox|user|login)$/i, '').replace(/(?<=\p{L})'s$/u, '');
}

/** "number 3", "#4", "the first 2"; what else holds a number ("admin 1") is called so. */
const PLACE = /(?:^|#|\b(?:numbers?|no\.?|nr\.?|num|items?|lines?|entry|entries|positions?|rows?|accounts?|users?|first|top|last) ?)#?\d{1,3}(?!\S)|\b(?:\d(?:st|nd|rd|th)|sixth|seventh|eighth|ninth|tenth|six|seven|eight|nine|numbers?|no\.?|nr\.?|num|items?|line|entry|entries|position|row)(?!\S)/g;

/** "all guests", "them" and "the first two" name nobody. */
function isNamed(item: string): boolean {
  if (item.startsWith('"')) return true;
  if (/^(?:all|every\w*|each|any|those|these)\b/.test(item)) return false;
  return fold(item).replace(PLACE, '').split(/\s+/).some((word) => word !== '' && !isOrderWord(word));
}
