const MINUTE = 60_000;

/** A card that was missed comes late within this time; after it, the next one mentions it. */
export const LATE_WITHIN_MS = 6 * 60 * MINUTE;
/** Until then a card counts as on time: jobs are polled, sends are paced. */
export const ON_TIME_WITHIN_MS = 10 * MINUTE;

export type Lateness = 'onTime' | 'late' | 'missed';

/** How late a card that was due at `due` would come now. Milliseconds since the epoch. */
export function lateness(due: number, now: number): Lateness {
  if (now - due <= ON_TIME_WITHIN_MS) return 'onTime';
  return now - due <= LATE_WITHIN_MS ? 'late' : 'missed';
}

/** Of due moments, in order: the one that still comes, if there is one, and those that don't any more. A newer card stands for the older. */
export function triage(moments: readonly number[], now: number): { send: number | undefined; skip: number[] } {
  const last = moments.at(-1);
  if (last === undefined || lateness(last, now) === 'missed') return { send: undefined, skip: [...moments] };
  return { send: last, skip: moments.slice(0, -1) };
}
