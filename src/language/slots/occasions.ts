import { fold } from '../text/normalise.js';
import { MONTH, OFFSETS, timeOfDay } from './times.js';

const DATE = `\\d{1,2}(?:st|nd|rd|th)?(?: of)? ${MONTH}|${MONTH} \\d{1,2}(?:st|nd|rd|th)?`;
const STARTS = new RegExp(`\\b(?:start(?:s|ing)?|begin(?:s|ning)?|from|since|until|till|as of|effective)(?: on)?(?: the)? (?:today|tomorrow|next \\w+|${DATE})(?: on)?\\b|\\b(?:today|tomorrow)'s\\b`, 'g');
const ONCE = new RegExp(`\\b(?:${DATE}|today|tomorrow|tonight|one time|this (?:time|once)|next (?:mon|tues|wednes|thurs|fri|satur|sun)day|once(?! (?:a|an|per|each|every|daily|weekly|the|it|there|we|they|i|you)\\b))\\b`);
const ONLY_ONCE = new RegExp(`\\b(?:only|just)(?: for)?(?: on)? ${ONCE.source}`);
const AGAIN = /\b(?:every|each|always|weekly|weekdays|(?:mon|tues|wednes|thurs|fri|satur|sun)days|daily(?! (?:report|card|digest)))\b/;

/** "8:30 tomorrow", "once at 9", "only today": one card, instead of one that comes again. */
export function isOnce(text: string): boolean {
  const plain = fold(text).replace(STARTS, ' ');
  return ONLY_ONCE.test(plain) || (ONCE.test(plain) && !AGAIN.test(plain));
}

const TWICE = /\b(?:twice|two times|(?:\d|three|several|multiple) times) (?:a|per|each|every) day\b|\btwice daily\b/;
const AND = /,|;|&|\/|\band\b|\bplus\b|\bas well as\b|\bor\b/;
const NOT_MEANT = /\b(?:not|instead of|rather than)\b/;

/** "At 8:30 and at 17:00"; "not at 8, but at 9" is one time. */
export function isTwoTimes(text: string): boolean {
  const plain = fold(text.replace(OFFSETS, ' '));
  const parts = plain.split(AND).filter((part) => !NOT_MEANT.test(part)).map((part, index) => (index > 0 ? part.replace(/^ *(?=\d{1,2} *$)/, 'at ') : part));
  return TWICE.test(plain) || new Set(parts.map(timeOfDay).filter(Boolean)).size > 1;
}
