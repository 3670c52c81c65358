import { dueBetween, localDay, nextDue, triage } from '../schedule/index.js';
import type { PlannedSubscription } from '../../store/types.js';
import type { DeliverParts, SubscriptionRecord } from './types.js';

/** How many subscriptions are planned in one statement. */
const BATCH = 500;

/**
 * Turns every due moment up to now into a delivery, or into a recorded skip, and moves the subscriptions on.
 * Any number of processes may do so at the same time. Resolves to how many subscriptions this one moved.
 */
export async function planDue({ stores, now, log }: Pick<DeliverParts, 'stores' | 'now' | 'log'>): Promise<number> {
  let moved = 0;
  for (;;) {
    const at = now();
    const due = await stores.subscriptions.due(new Date(at).toISOString(), BATCH);
    const planned = due.flatMap((subscription) => planOne(subscription, at, log) ?? []);
    for (const { id } of due.filter((each) => !planned.some((plan) => plan.id === each.id))) await stores.subscriptions.change(id, { state: 'stopped' });
    moved += planned.length > 0 ? await stores.subscriptions.plan(planned) : 0;
    if (due.length < BATCH) return moved;
  }
}

/** Undefined where the rule is none: one row that can't be read must not hold up the others. */
function planOne(subscription: SubscriptionRecord, now: number, log: DeliverParts['log']): PlannedSubscription | undefined {
  const { id, rule, nextDue: from } = subscription;
  try {
    const first = Date.parse(from);
    const { send, skip } = triage([first, ...dueBetween(rule, first, now)], now);
    const entry = (moment: number, status: 'waiting' | 'skipped') => ({ day: localDay(rule, moment), dueAt: new Date(moment).toISOString(), status });
    const due = [...skip.map((moment) => entry(moment, 'skipped')), ...(send === undefined ? [] : [entry(send, 'waiting')])];
    return { id, from, nextDue: new Date(nextDue(rule, now)).toISOString(), due };
  } catch (cause) {
    log(`the schedule of subscription \`${id}\` can't be read; it is stopped`, cause);
    return undefined;
  }
}
