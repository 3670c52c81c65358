import type { Slots } from '../types.js';
import { daySlots } from './days.js';
import { isOnce, isTwoTimes } from './occasions.js';
import { timeOfDay, timeZone } from './times.js';

/** Time of day as HH:MM, time zone and weekdays of "every weekday at half past seven Paris time"; and why no card can come like that, where none can. */
export function scheduleSlots(text: string): Pick<Slots, 'time' | 'timezone' | 'days' | 'daysLess' | 'daysMore' | 'subscriptions'> {
  const time = timeOfDay(text);
  const timezone = timeZone(text);
  const subscriptions = isOnce(text) ? 'once' : isTwoTimes(text) ? 'twoTimes' : undefined;
  return { ...(time && { time }), ...(timezone && { timezone }), ...daySlots(text), ...(subscriptions && { subscriptions }) };
}
