/** When a subscription's cards are due. Pure: moments by argument, no clock. */
export { nextDue, dueBetween } from './due.js';
export { LATE_WITHIN_MS, ON_TIME_WITHIN_MS, lateness, triage, type Lateness } from './lateness.js';
export { WEEKDAYS, localDay, ruleProblem, type ScheduleRule, type Weekday } from './rule.js';
