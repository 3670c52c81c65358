import { DateTime, Duration } from 'luxon';

const WEEKDAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const SHORTEST_NAME = 3;

/**
 * When a period began, as ISO 8601 in UTC. `period`: ISO 8601 duration (`P7D`) or date, or a weekday.
 * Undefined where it is none of these. A weekday is the last one gone by, never today.
 */
export function startOf(period: string, now: number, timezone = 'utc'): string | undefined {
  const present = DateTime.fromMillis(now, { zone: timezone });
  const start = weekday(period, present) ?? duration(period, present) ?? date(period, timezone);
  return start?.toUTC().toISO() ?? undefined;
}

function weekday(period: string, present: DateTime): DateTime | undefined {
  const name = period.trim().toLowerCase();
  const index = name.length < SHORTEST_NAME ? -1 : WEEKDAYS.findIndex((each) => each.startsWith(name));
  if (index < 0) return undefined;
  const daysAgo = (present.weekday - (index + 1) + 7) % 7 || 7;
  return present.minus({ days: daysAgo }).startOf('day');
}

function duration(period: string, present: DateTime): DateTime | undefined {
  const length = Duration.fromISO(period);
  return length.isValid && /\d/.test(period) ? present.minus(length) : undefined;
}

function date(period: string, zone: string): DateTime | undefined {
  const day = DateTime.fromISO(period, { zone });
  return day.isValid ? day : undefined;
}
