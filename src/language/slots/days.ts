import type { Slots } from '../types.js';
import { fold } from '../text/normalise.js';

const WEEK = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY = '(mon|tue|wed|thu|fri|sat|sun)(?:days?|sdays?|nesdays?|rsdays?|urdays?|s|rs|r)?';
const ANY_DAY = `(?:${DAY.replace('(mon', '(?:mon')}|week-?(?:ends?|days?))`;

const RANGE = new RegExp(`\\b${DAY} ?(?:-|to|through|thru|till|until|bis) ?${DAY}\\b`);
const MORE_DAYS = `(?:(?:,| and| or|, and|, or)(?: on)? ${ANY_DAY})*\\b`;
const LEFT_OUT = new RegExp(`\\b(?:except|but not|not|no more|skip|excluding|without|no|apart from|remove|drop|stop|cancel|leave out|minus)(?: for)?(?: on)?(?: the)? ${ANY_DAY}${MORE_DAYS}`, 'g');
const ADDED = new RegExp(`^(?:(?:please|ok|okay|now)[ ,]+)*(?:and|also|plus|add|include)(?: also)?(?: on)?(?: the)? ${ANY_DAY}${MORE_DAYS}(?!.*\\bonly\\b)|\\b${ANY_DAY}${MORE_DAYS} (?:too|as well)\\b|\\b(?:also|additionally|in addition)(?: on)?(?: the)? ${ANY_DAY}${MORE_DAYS}`);
const EVERY_DAY = /\b(?:(?:every|each)(?: single)? ?day|all days|daily(?! (?:report|card|digest)))\b/;

/**
 * Weekdays as mon..sun, as a new card has them; nothing where the text names none. "Not on fridays", "also on saturdays" change the days there
 * are: these stand beside, unless the text says what they are taken from ("weekdays except fridays").
 */
export function daySlots(text: string): Pick<Slots, 'days' | 'daysLess' | 'daysMore'> {
  const plain = fold(text).replace(/\bmo\b/g, 'mon').replace(/\bfr\b/g, 'fri').replace(/\bdi\b/g, 'tue');
  const less = [...plain.matchAll(LEFT_OUT)].flatMap(([part]) => named(part) ?? []);
  if (less.length > 0) {
    const said = saidOf(plain.replace(LEFT_OUT, ' '));
    return { days: (said ?? WEEK).filter((day) => !less.includes(day)), ...(!said && { daysLess: less }) };
  }
  const days = named(plain);
  const isMore = ADDED.test(plain) && !saidOf(plain.replace(ADDED, ' '));
  return days ? { days, ...(isMore && { daysMore: days }) } : {};
}

const saidOf = (plain: string): string[] | undefined => named(plain) ?? (EVERY_DAY.test(plain) ? WEEK : undefined);

function named(plain: string): string[] | undefined {
  const range = RANGE.exec(plain);
  const all = [
    ...(range ? span(range[1]!, range[2]!) : []),
    ...(/\b(?:week|work|working|business) ?-?days?\b/.test(plain) ? WEEK.slice(0, 5) : []),
    ...(/\bweek-?ends?\b/.test(plain) ? WEEK.slice(5) : []),
    ...[...plain.matchAll(new RegExp(`\\b${DAY}\\b`, 'g'))].map((found) => found[1]!),
  ];
  return all.length > 0 ? WEEK.filter((day) => all.includes(day)) : undefined;
}

function span(from: string, to: string): string[] {
  const [a, b] = [WEEK.indexOf(from), WEEK.indexOf(to)];
  return a <= b ? WEEK.slice(a, b + 1) : [...WEEK.slice(a), ...WEEK.slice(0, b + 1)];
}
