import { DateTime, FixedOffsetZone, IANAZone } from 'luxon';
import type { ScheduleRule, Weekday } from '../../store/types.js';

export type { ScheduleRule, Weekday } from '../../store/types.js';

/** In the order of ISO 8601; the names are the language's. */
export const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const satisfies Weekday[];

/** One sentence that says what is wrong with a rule, or undefined. */
export function ruleProblem({ time, days, zone }: ScheduleRule): string | undefined {
  if (!/^([01]\d|2[0-3]):[0-5]\d$/.test(time)) return `\`${time}\` is no time of day: write it as \`08:30\``;
  if (days.length === 0) return 'there is no day in it: name at least one day of the week';
  const unknown = days.find((day) => !WEEKDAYS.includes(day));
  if (unknown) return `\`${unknown}\` is no day of the week: use ${WEEKDAYS.join(', ')}`;
  return IANAZone.isValidZone(zone) || FixedOffsetZone.parseSpecifier(zone) ? undefined : `\`${zone}\` is no time zone: name one as in \`Europe/Paris\``;
}

/** The local calendar day (YYYY-MM-DD) of a moment: a rule has one card a day, whatever becomes of its time. */
export function localDay({ zone }: Pick<ScheduleRule, 'zone'>, moment: number): string {
  return DateTime.fromMillis(moment, { zone }).toISODate()!;
}
