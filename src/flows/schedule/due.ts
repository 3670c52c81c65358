import { DateTime, Info, type Zone } from 'luxon';
import { WEEKDAYS, type ScheduleRule } from './rule.js';

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Any rule is due within a week; one that skips a day of the calendar (a zone that crosses the date line) within two. */
const LONGEST_GAP_DAYS = 15;

/**
 * The first due moment after `after`; both in milliseconds since the epoch. The rule must be a valid one (see `ruleProblem`).
 * A local time that the clocks jump over is due as much later as they jump; one that comes twice is due at the first.
 */
export function nextDue(rule: ScheduleRule, after: number): number {
  const zone = Info.normalizeZone(rule.zone);
  const today = Math.floor((after + zone.offset(after) * MINUTE) / DAY);
  // From the day before: where clocks jump over midnight, its moment may lie after the start of the next day.
  for (let day = today - 1; day <= today + LONGEST_GAP_DAYS; day += 1) {
    const due = dueOn(rule, day, zone);
    if (due !== undefined && due > after) return due;
  }
  throw new RangeError(`the rule \`${JSON.stringify(rule)}\` is never due`);
}

/** Every due moment after `after`, up to and including `until`, in order. */
export function dueBetween(rule: ScheduleRule, after: number, until: number): number[] {
  const moments: number[] = [];
  for (let due = nextDue(rule, after); due <= until; due = nextDue(rule, due)) moments.push(due);
  return moments;
}

/** The moment on that calendar day (days since 1970-01-01); undefined where the rule leaves the day out, or the zone's calendar does. */
function dueOn({ time, days }: ScheduleRule, calendarDay: number, zone: Zone): number | undefined {
  const date = new Date(calendarDay * DAY);
  if (!days.includes(WEEKDAYS[(date.getUTCDay() + 6) % 7]!)) return undefined;
  const [hour, minute] = time.split(':').map(Number);
  const day = date.getUTCDate();
  const moment = DateTime.fromObject({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day, hour: hour!, minute: minute! }, { zone });
  return moment.day === day ? firstReading(moment.toMillis(), zone) : undefined;
}

/** Which of two equal local times luxon takes depends on the offset of the day it runs on: always the first. */
function firstReading(moment: number, zone: Zone): number {
  const offset = zone.offset(moment);
  const before = zone.offset(moment - 3 * 60 * MINUTE);
  const earlier = moment - (before - offset) * MINUTE;
  return before > offset && zone.offset(earlier) === before ? earlier : moment;
}
