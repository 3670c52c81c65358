import { noticeCard, present } from '../../cards/index.js';
import type { DeliveryStore, SubscriptionRecord, SubscriptionStore } from '../../store/types.js';
import { messageOf } from '../deliver/message.js';
import { nextDue } from '../schedule/index.js';
import { momentWords } from './words.js';

export interface ReturnedParts {
  subscriptions: Promise<SubscriptionStore>;
  deliveries: Promise<DeliveryStore>;
  isDemo: boolean;
  /** Something is to be sent. */
  notify: () => void;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** A conversation that was thought gone speaks again: its daily cards come again, and it is told so. Does nothing elsewhere. */
export async function returned({ subscriptions, deliveries, isDemo, notify, now }: ReturnedParts, conversationId: string): Promise<void> {
  const revived = await (await subscriptions).revive(conversationId, (rule) => new Date(nextDue(rule, now())).toISOString());
  if (revived.length === 0) return;
  const presented = present(noticeCard, { message: words(revived) }, { isDemo });
  await (await deliveries).post(messageOf({ key: `returned:${revived[0]!.id}@${new Date(now()).toISOString()}`, conversationId, presented }, now()));
  notify();
}

function words(revived: SubscriptionRecord[]): string {
  const first = revived.toSorted((a, b) => a.nextDue.localeCompare(b.nextDue))[0]!;
  const what = revived.length === 1 ? 'the daily card was paused; it is' : `${revived.length} daily cards were paused; they are`;
  return `Teams did not let me post here for a while, so ${what} on again. The next one comes on ${momentWords(first.nextDue, first.rule.zone)}. Say "stop it" if nobody wants it any more.`;
}
