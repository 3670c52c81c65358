import { casual } from 'chrono-node';
import { DateTime, Duration } from 'luxon';
import { fold } from '../text/normalise.js';

const NUMBERS: Record<string, number> = {
  a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, twelve: 12, fourteen: 14, thirty: 30, couple: 2, few: 3,
};
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const DAYS = 'monday|tuesday|wednesday|thursday|friday|saturday|sunday';

const NAMED: [RegExp, string][] = [
  [/\b(?:last|previous|latest|prior) (?:scan|check|run|report|time)\b|\bsince the scan\b/, 'last scan'],
  [/\byesterday\b|\bovernight\b|\btoday\b|\bthis morning\b|\blast night\b|\bdaily\b/, 'P1D'],
  [/\b(?:last|past|this|previous|the) week\b(?!end)|\bweek over week\b/, 'P7D'],
  [/\b(?:last|past|this|previous|the) month\b|\bmonth over month\b/, 'P1M'],
  [/\b(?:last|past|this|previous|the) quarter\b/, 'P3M'],
  [/\b(?:last|past|this|previous) year\b/, 'P1Y'],
  [/\bfortnight\b/, 'P14D'],
  [/\bweek-?end\b/, 'saturday'],
];

/** ISO 8601 duration or date, a weekday, or `last scan`; `now` resolves dates without a year, always to the past. */
export function period(text: string, now: Date): string | undefined {
  const plain = fold(text);
  return duration(plain) ?? NAMED.find(([pattern]) => pattern.test(plain))?.[1] ?? weekday(plain) ?? date(text, now);
}

function duration(plain: string): string | undefined {
  const amount = `(\\d{1,3}|${Object.keys(NUMBERS).join('|')})`;
  const found = new RegExp(`\\b(?:${amount}(?: of)?[ -]|(\\d{1,3}))(hours?|hrs?|h|days?|d|weeks?|wks?|w|months?|mo|years?)\\b`).exec(plain);
  if (!found) return undefined;
  const raw = found[1] ?? found[2]!;
  const count = NUMBERS[raw] ?? Number(raw);
  const unit = found[3]!.startsWith('mo') ? 'M' : found[3]!.charAt(0).toUpperCase();
  if (unit === 'H') return count % 24 === 0 ? `P${count / 24}D` : `PT${count}H`;
  return unit === 'W' ? `P${count * 7}D` : `P${count}${unit}`;
}

function weekday(plain: string): string | undefined {
  const found = new RegExp(`\\b(${DAYS})\\b`).exec(plain)?.[1];
  return found ?? shortDay(plain);
}

function shortDay(plain: string): string | undefined {
  const short = /\b(?:since|from|last|on) (mon|tue|tues|wed|thu|thur|thurs|fri|sat|sun)\b/.exec(plain)?.[1];
  return short && DAYS.split('|').find((day) => day.startsWith(short.slice(0, 3)));
}

/** "15.10." and "15.10.2026" put the day first, as their dots tell; made into a form that needs no country. */
function dayFirst(text: string): string {
  return text.replace(/\b(\d{1,2})\.\s?(\d{1,2})\.(?:\s?(\d{4}))?(?!\d)/g, (_all, day: string, month: string, year?: string) =>
    `${day} ${MONTHS[Number(month) - 1] ?? ''} ${year ?? ''}`);
}

/** ISO 8601 date in the future: "31 january", "90 days", "the end of march"; undefined where the text names none. */
export function dateAhead(text: string, now: Date): string | undefined {
  const length = duration(fold(text));
  if (length) return DateTime.fromJSDate(now).plus(Duration.fromISO(length)).toISODate() ?? undefined;
  const found = casual.parse(dayFirst(text), now, { forwardDate: true })[0]?.start;
  if (!found) return undefined;
  const day = DateTime.fromJSDate(found.date());
  return (/\bend of\b/i.test(text) && !found.isCertain('day') ? day.endOf('month') : day).toISODate() ?? undefined;
}

function date(text: string, now: Date): string | undefined {
  const found = casual.parse(dayFirst(text.slice(0, 300)), now)[0]?.start;
  if (!found || !(found.isCertain('month') || found.isCertain('day'))) return undefined;
  const day = DateTime.fromObject({ year: found.get('year')!, month: found.get('month')!, day: found.isCertain('day') ? found.get('day')! : 1 });
  const past = day > DateTime.fromJSDate(now) && !found.isCertain('year') ? day.minus({ years: 1 }) : day;
  return past.toISODate() ?? undefined;
}
