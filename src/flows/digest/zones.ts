import { IANAZone } from 'luxon';

/** What people call their clock, by the zone that keeps it. "EST" in July still means the clock on the wall in New York. */
const CLOCKS: Record<string, string> = {
  'Europe/Paris': 'CET CEST MEZ MESZ', 'America/New_York': 'EST EDT ET', 'America/Chicago': 'CST CDT', 'America/Denver': 'MST MDT', 'America/Los_Angeles': 'PST PDT PT',
  'Europe/London': 'BST', 'Asia/Kolkata': 'IST', 'Asia/Tokyo': 'JST', 'Australia/Sydney': 'AEST AEDT AET AEDST', 'Europe/Helsinki': 'EET EEST', 'Europe/Lisbon': 'WET WEST',
  'Asia/Singapore': 'SGT', 'Asia/Hong_Kong': 'HKT', 'Pacific/Auckland': 'NZST NZDT', UTC: 'UTC GMT Z',
};
const ZONES = new Map(Object.entries(CLOCKS).flatMap(([zone, names]) => names.split(' ').map((name) => [name, zone] as const)));

/** The zone that words name, as luxon does: an IANA name ("Europe/Paris", "CET"), or a fixed offset ("UTC+2", "+05:30"); or undefined. */
export function zoneOf(words: string): string | undefined {
  const name = words.trim();
  const known = ZONES.get(name.toUpperCase());
  if (known) return known;
  const offset = /^(?:UTC|GMT)? ?([+-])(\d{1,2})(?::?([0-5]\d))?$/i.exec(name);
  if (offset) return fixed(offset[1]!, Number(offset[2]), Number(offset[3] ?? 0));
  return IANAZone.isValidZone(name) ? name : undefined;
}

/** Clocks on earth keep from twelve hours behind to fourteen ahead. */
function fixed(sign: string, hours: number, minutes: number): string | undefined {
  const ahead = (sign === '+' ? 1 : -1) * (hours + minutes / 60);
  if (ahead < -12 || ahead > 14) return undefined;
  return ahead === 0 ? 'UTC' : `UTC${sign}${hours}${minutes === 0 ? '' : `:${String(minutes).padStart(2, '0')}`}`;
}
