import { IANAZone } from 'luxon';

/** What people call their clock, by the zone that keeps it. "EST" in July still means the clock on the wall in New York. */
const CLOCKS: Record<string, string> = {
  'Europe/Paris': 'CET CEST MEZ MESZ', 'America/New_York': 'EST EDT ET', 'America/Chicago': 'CST CDT', 'America/Denver': 'MST MDT', 'America/Los_Angeles': 'PST PDT PT',
  'Europe/London': 'BST', 'Asia/Kolkata': 'IST', 'Asia/Tokyo': 'JST', 'Australia/Sydney': 'AEST AEDT AET AEDST', 'Europe/Helsinki': 'EET EEST', 'Europe/Lisbon': 'WET WEST',
  'Asia/Singapore': 'SGT', 'Asia/Hong_Kong': 'HKT', 'Pacific/Auckland': 'NZST NZDT', UTC: 'UTC GMT Z',
};
const ZONES = new Map(Object.entries(CLOCKS).flatMap(([zone, names]) => names.split(' ').map((name) => [name, zone] as const)));

/** The IANA zone that words name ("Europe/Paris", "CET", "UTC+2"), or undefined. A fixed offset must be whole hours: there is no zone for others. */
export function zoneOf(words: string): string | undefined {
  const name = words.trim();
  const known = ZONES.get(name.toUpperCase());
  if (known) return known;
  const offset = /^(?:UTC|GMT)([+-])0?(\d{1,2})(?::?00)?$/i.exec(name);
  const zone = offset ? fixed(offset[1]!, Number(offset[2])) : name;
  return IANAZone.isValidZone(zone) ? zone : undefined;
}

/** POSIX counts to the west: `Etc/GMT-2` is two hours ahead. */
const fixed = (sign: string, hours: number): string => (hours === 0 ? 'UTC' : `Etc/GMT${sign === '+' ? '-' : '+'}${hours}`);
