import { DateTime } from 'luxon';
import type { Filter } from '../../language/types.js';
import type { ScheduleRule, SubscriptionRecord } from '../../store/types.js';
import { WEEKDAYS } from '../schedule/index.js';
import { filterIn } from './subscribe.js';
import { zoneOf } from './zones.js';

const DAY_NAMES = { mon: 'Monday', tue: 'Tuesday', wed: 'Wednesday', thu: 'Thursday', fri: 'Friday', sat: 'Saturday', sun: 'Sunday' } as const;
const ABOUT: Record<Filter, string> = {
  all: 'all accounts', admins: 'admins', guests: 'guests', service: 'service accounts', shared: 'shared mailboxes',
  members: 'members', enabled: 'enabled accounts', disabled: 'disabled accounts',
};

export const aboutWords = (filter: Filter): string => ABOUT[filter];

/** "every weekday at 08:30 (Europe/Paris)". */
export function ruleWords({ time, days, zone }: ScheduleRule): string {
  return `${daysWords(days)} at ${time} (${zone.replaceAll('_', ' ')})`;
}

function daysWords(days: ScheduleRule['days']): string {
  const inOrder = WEEKDAYS.filter((day) => days.includes(day));
  const text = inOrder.join(' ');
  if (inOrder.length === 7) return 'every day';
  if (text === 'mon tue wed thu fri') return 'every weekday';
  if (text === 'sat sun') return 'every weekend day';
  const names = inOrder.map((day) => `${DAY_NAMES[day]}s`);
  return `on ${names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}` : names[0]!}`;
}

/** What a person whose client keeps `theirs` says to get such a card: "send me the report about admins every weekday at 08:30 Asia/Tokyo". */
export function orderWords(subscription: Pick<SubscriptionRecord, 'rule' | 'filter'>, theirs = ''): string {
  const filter = filterIn(subscription);
  const { days, time, zone } = subscription.rule;
  const named = zoneOf(theirs) === zone ? '' : ` ${zone}`;
  return `send me ${filter === 'all' ? 'this' : `the report about ${aboutWords(filter)}`} ${daysWords(days)} at ${time}${named}`;
}

/** "Friday 27 November at 08:30", in the zone. */
export function momentWords(iso: string, zone: string): string {
  return DateTime.fromISO(iso, { zone }).setLocale('en-GB').toFormat("cccc d LLLL 'at' HH:mm");
}

/** "the card about admins, every weekday at 08:30 (Europe/Paris)". */
export function subscriptionWords(subscription: Pick<SubscriptionRecord, 'rule' | 'filter'>): string {
  return `about ${aboutWords(filterIn(subscription))}, ${ruleWords(subscription.rule)}`;
}
