import { IANAZone } from 'luxon';
import { fold } from '../text/normalise.js';

const HOURS: Record<string, number> = {
  one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12,
};
const HOUR_WORDS = Object.keys(HOURS).join('|');
const MINUTES: Record<string, number> = { fifteen: 15, thirty: 30, 'forty-five': 45, 'forty five': 45 };

export const MONTH = '(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)';
const YEAR = new RegExp(`\\b(${MONTH}(?: \\d{1,2},?)?) 20\\d\\d\\b`, 'g');
/** What it was, or shall not be: "from 8:30 to 9", "9, not 8:30". */
const OTHER_TIME = /\b(?:(?:not|instead of|rather than)(?: at)? \d{1,2}(?:[:.h]\d{2})?(?: ?[ap]m)?\b(?![:.]\d)|from \d{1,2}(?:[:.h]\d{2})?(?: ?[ap]m)?(?= to\b))/g;

/** "UTC+5:30", "GMT-2", "+02:00": zones, whose digits are no time of day. */
export const OFFSETS = /(?:\bEtc\/GMT|\b(?:UTC|GMT) ?)[+\-−]\d{1,2}(?::?\d{2})?\b|(?<=^|[\s(\d])[+\-−]\d{1,2}:\d{2}\b/gi;

/** HH:MM. The last time named counts: "not at 8 but at 9". */
export function timeOfDay(text: string): string | undefined {
  const plain = fold(text.replace(OFFSETS, ' ')).replace(/\b(a|p)\.m\.?/g, '$1m').replace(OTHER_TIME, ' ').replace(YEAR, '$1');
  return named(plain) ?? spoken(plain) ?? inWords(plain) ?? digital(plain) ?? bare(plain);
}

function named(plain: string): string | undefined {
  if (/\b(?:noon|midday)\b/.test(plain)) return '12:00';
  return /\bmidnight\b/.test(plain) ? '00:00' : undefined;
}

/** "half past eight", "quarter to 9", "ten past 7". */
function spoken(plain: string): string | undefined {
  const found = new RegExp(`\\b(half|quarter|five|ten|twenty|5|10|15|20) (past|to|after|before) (${HOUR_WORDS}|\\d{1,2})\\b ?(am|pm|in the evening|in the afternoon)?`).exec(plain);
  if (!found) return undefined;
  const minutes = { half: 30, quarter: 15, five: 5, ten: 10, twenty: 20 }[found[1]!] ?? Number(found[1]);
  const hour = HOURS[found[3]!] ?? Number(found[3]);
  const back = found[2] === 'to' || found[2] === 'before';
  return format(half(back ? hour - 1 : hour, found[4]), back ? 60 - minutes : minutes);
}

/** "eight thirty", "nine fifteen pm". */
function inWords(plain: string): string | undefined {
  const found = new RegExp(`\\b(${HOUR_WORDS}) (${Object.keys(MINUTES).join('|')})\\b(?: ?(am|pm|in the evening|in the afternoon))?`).exec(plain);
  return found ? format(half(HOURS[found[1]!]!, found[3]), MINUTES[found[2]!]!) : undefined;
}

function digital(plain: string): string | undefined {
  const all = [...plain.matchAll(/\b(\d{1,2})(?:[:.h](\d{2}))\s?(am|pm|h)?\b|\b(\d{1,2})\s?(am|pm)\b|\b(\d{1,2}) ?(?:o'?clock|uhr|hours?|hrs?|h)\b(?: ?(am|pm|in the evening|in the afternoon))?|\b([01]\d|2[0-3])([0-5]\d)\b(?! ?(?:users|accounts))/g)];
  const found = all.at(-1);
  if (!found) return undefined;
  if (found[1]) return format(half(Number(found[1]), found[3]), Number(found[2]));
  if (found[8]) return format(Number(found[8]), Number(found[9]));
  return format(half(Number(found[4] ?? found[6]), found[5] ?? found[7]), 0);
}

/** "at 8", "make it nine", "every day 7". */
function bare(plain: string): string | undefined {
  const all = [...plain.matchAll(new RegExp(`\\b(?:at|to|for|by|it|around|say|daily|report|digest|day|morning|weekday|subscribe(?: me)?|rather|fri|friday|weekdays)\\s(?:at )?(${HOUR_WORDS}|\\d{1,2})\\b(?!\\s*(?:users|accounts|admins|guests|days|weeks|months|people|%|[.:]\\d))(?: (in the evening|in the afternoon|at night|in the morning))?`, 'g'))];
  const found = all.at(-1);
  if (!found) return undefined;
  return format(half(HOURS[found[1]!] ?? Number(found[1]), found[2]), 0);
}

function half(hour: number, mark = ''): number {
  if (/pm|evening|afternoon|night/.test(mark)) return hour < 12 ? hour + 12 : hour;
  return mark === 'am' && hour === 12 ? 0 : hour;
}

function format(hour: number, minute: number): string | undefined {
  if (!(hour >= 0 && hour <= 24 && minute >= 0 && minute < 60)) return undefined;
  return `${String(hour % 24).padStart(2, '0')}:${String(minute).padStart(2, '0')}`;
}

const ABBREVIATIONS = /\b(UTC|GMT|CES?T|MES?Z|E[SD]T|P[SD]T|C[SD]T|M[SD]T|BST|IST|JST|AE[SD]T|EES?T|WES?T|SGT|HKT|NZ[SD]T)\b/i;
const REGIONS = /\b(eastern|pacific|central european|central|mountain)(?: (?:standard |daylight )?time)?\b/i;
const REGION_ZONES: Record<string, string> = {
  eastern: 'America/New_York', pacific: 'America/Los_Angeles', central: 'America/Chicago', mountain: 'America/Denver', 'central european': 'Europe/Paris',
};
/** Large cities whose clock IANA names after another one. */
const CLOCK_OF: Record<string, string> = {
  'Europe/Berlin': 'munich frankfurt hamburg cologne stuttgart dusseldorf leipzig', 'Europe/Zurich': 'geneva basel bern lausanne', 'Europe/Paris': 'lyon marseille toulouse lille',
  'Europe/Rome': 'milan turin naples', 'Europe/Madrid': 'barcelona valencia seville', 'Europe/London': 'manchester edinburgh birmingham glasgow leeds', 'Europe/Amsterdam': 'rotterdam utrecht eindhoven',
  'Europe/Warsaw': 'krakow wroclaw gdansk', 'America/Toronto': 'montreal ottawa quebec', 'America/Edmonton': 'calgary', 'America/New_York': 'boston miami washington atlanta philadelphia',
  'America/Chicago': 'dallas houston austin', 'America/Los_Angeles': 'seattle portland san_francisco san_diego las_vegas', 'Asia/Kolkata': 'mumbai delhi bangalore bengaluru hyderabad chennai pune',
  'Asia/Shanghai': 'beijing shenzhen', 'Asia/Tokyo': 'osaka', 'Asia/Dubai': 'abu_dhabi', 'Australia/Sydney': 'canberra', 'Pacific/Auckland': 'wellington', 'Africa/Johannesburg': 'cape_town', 'America/Sao_Paulo': 'rio',
};
const CLOCKS = Object.entries(CLOCK_OF).flatMap(([zone, names]) => names.split(' ').map((name): [string, string] => [name.replace('_', ' '), zone]));
const CITIES = new Map([...CLOCKS, ...Intl.supportedValuesOf('timeZone').map((zone) => [fold(zone.split('/').at(-1)!.replace(/_/g, ' ')), zone] as [string, string])]);

/** An IANA name where the text names one or its city, else the abbreviation or offset as written. */
export function timeZone(text: string): string | undefined {
  const offset = text.match(OFFSETS)?.[0];
  if (offset) return offset.replace(' ', '').replace('−', '-').replace(/^(?:utc|gmt)/i, (name) => name.toUpperCase());
  const iana = text.match(/\b[A-Z][A-Za-z]+\/[A-Z][A-Za-z_-]+(?:\/[A-Za-z_]+)?\b/)?.[0];
  if (iana && IANAZone.isValidZone(iana)) return iana;
  const short = ABBREVIATIONS.exec(text)?.[1];
  if (short && /[A-Z]/.test(short)) return short.toUpperCase();
  return city(text) ?? region(text) ?? /\b([A-Z][\p{L}]+(?: [A-Z]\p{L}+)?) time\b/u.exec(text)?.[1] ?? short?.toUpperCase();
}

function city(text: string): string | undefined {
  const tokens = fold(text).match(/[a-z]+/g) ?? [];
  for (let i = 0; i < tokens.length; i++) {
    // A short word alone is rarely a city; "New York" and "Los Angeles" begin with one.
    const zone = CITIES.get(`${tokens[i]} ${tokens[i + 1]}`) ?? (tokens[i]!.length > 3 ? CITIES.get(tokens[i]!) : undefined);
    if (zone) return zone;
  }
  return undefined;
}

function region(text: string): string | undefined {
  const found = REGIONS.exec(text)?.[1]?.toLowerCase();
  return found && REGION_ZONES[found];
}
