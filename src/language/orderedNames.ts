/** Whom an order names. Accounts may be called by everyday words ("ticket sync", "help desk"): where an order has a name, those are one. */
import { isFirstName, isNameWord, isOrderWord } from './orderWords.js';
import { fold } from './text/normalise.js';

/** "enforce mfa for ...": the deed stands in its first words, whatever those are called whom it names. */
const ORDER = /^(?:enforce|require|demand|mandate|activate|enable|apply|set up|turn on|switch on) (?:mfa|2fa|multi-?factor(?: authentication)?|two-?factor(?: authentication)?) (?:for|on) (.{2,200})$/i;
const HEAD = /^(?:(?:please|pls|plz|ok|okay|yes|now|and|then|also|just|hi|hey|hello|thanks|bot|(?:can|could|would|will) you(?: please| kindly)?|i'?d like you to|let'?s)[ ,.!]+)*/i;
const SEPARATOR = /\s*(?:[,;&]|\band\b)\s*/i;
const TAIL = /(?:[ ,]+(?:please|pls|plz|now|too|also|asap|today|immediately|as well|right away|thanks|thank you))*[\s.!?]*$/i;

/** What accounts of machines and desks are called by. */
const NOUNS = new Set('ticket tickets ticketing report reports reporting list calendar printer print mail email project help helpdesk desk service digest daily backup phone device server domain licence license archive document docs channel case incident meeting alarm example test script break glass emergency'.split(' '));
const BESIDE = new Set('account service user mailbox shared room bot admin manager sync connector'.split(' '));

/** The things between the commas of such an order, as written; undefined for any other sentence. */
export function itemsOf(order: string): string[] | undefined {
  return ORDER.exec(order.replace(HEAD, '').replace(TAIL, ''))?.[1]!.split(SEPARATOR).filter(Boolean);
}

/** The same order, with a person's name in place of each everyday word that is part of a name here. `order`: in lower case, without politeness. */
export function withPlainNames(order: string): string {
  return (itemsOf(order) ?? []).filter(isThingName).reduce((said, item) => said.replace(item, item.replace(/\p{L}+/gu, (word) => (NOUNS.has(word) ? 'bob' : word))), order);
}

/** Nouns and nothing else: "ticket sync" is a name; "open a ticket", "ticket bob" and "ticket 12" are none. */
function isThingName(item: string): boolean {
  const words = item.replace(/^(?:the|our) /, '').split(/[\s-]+/).filter(Boolean);
  const isNominal = (word: string): boolean => NOUNS.has(word) || BESIDE.has(word) || (isNameWord(word) && !isFirstName(word) && !word.includes('@') && (words.length > 2 || !/^\W*\d+$/.test(word)));
  return words.length >= 2 && words.length <= 5 && words.some((word) => NOUNS.has(word)) && words.every(isNominal);
}

/** With the names that were overlooked because they look like words; what was named is never taken for the account spoken of last. */
export function withEveryName(accounts: readonly string[], items: readonly string[]): string[] {
  const found = accounts.filter((each) => each !== '$last' && !isOrderWord(fold(each)));
  const overlooked = items.filter((item) => isNamed(item) && !found.some((each) => each.startsWith('#') || fold(item).includes(fold(each))));
  return overlooked.length > 0 ? [...found, ...overlooked.map((item) => item.replace(/^(?:the|our) /i, ''))] : [...accounts];
}

/** "all guests", "them" and "the first two" name nobody. */
const isNamed = (item: string): boolean => !/^(?:all|every\w*|each|any|those|these)\b/i.test(item) && fold(item).split(/[\s-]+/).some((word) => word !== '' && !isOrderWord(word));
