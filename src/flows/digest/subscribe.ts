import type { Actor, AuditStore, ConversationStore, DeliveryStore, ScheduleRule, SubscriptionRecord, SubscriptionStore, Weekday } from '../../store/types.js';
import type { Filter } from '../../language/types.js';
import { localDay, nextDue, WEEKDAYS } from '../schedule/index.js';

/** What arranging cards needs; the stores may still be booting. */
export interface SubscribeParts {
  conversations: Promise<ConversationStore>;
  subscriptions: Promise<SubscriptionStore>;
  deliveries: Promise<DeliveryStore>;
  audit: Promise<AuditStore>;
  /** Milliseconds since the epoch. */
  now: () => number;
}

/** Where, and who wants it. `reference`: how the channel reaches the conversation later. */
export interface Subscriber {
  conversationId: string;
  reference: object;
  actor: Actor;
}

export interface Wish {
  time?: string;
  days?: readonly Weekday[];
  /** IANA name. */
  zone?: string;
  filter?: Filter;
}

/** `same`: it was so already. */
export type Subscribed = { kind: 'new' | 'changed' | 'same'; subscription: SubscriptionRecord };

const DEFAULT_TIME = '08:00';

/** A channel's threads are one conversation: its id without the thread. */
export const placeOf = (conversationId: string): string => conversationId.replace(/;messageid=.*$/i, '');

export async function subscriptionsIn(parts: Pick<SubscribeParts, 'subscriptions'>, conversationId: string): Promise<SubscriptionRecord[]> {
  return (await parts.subscriptions).inConversation(placeOf(conversationId));
}

/** The accounts a subscription is about. */
export const filterIn = ({ filter }: Pick<SubscriptionRecord, 'filter'>): Filter => (filter as { filter?: Filter } | undefined)?.filter ?? 'all';

export async function subscribe(parts: SubscribeParts, { conversationId, reference, actor }: Subscriber, wish: Wish & { zone: string }): Promise<Subscribed> {
  const place = placeOf(conversationId);
  await (await parts.conversations).remember(place, reference);
  const rule: ScheduleRule = { time: wish.time ?? DEFAULT_TIME, days: wish.days ?? WEEKDAYS, zone: wish.zone };
  const subscription = await (await parts.subscriptions).create({
    conversationId: place, createdBy: actor, rule, nextDue: new Date(nextDue(rule, parts.now())).toISOString(), ...filterOf(wish.filter),
  });
  await note(parts, actor, 'subscription.created', subscription);
  return { kind: 'new', subscription };
}

/** Undefined where there is none of that id in this conversation any more. */
export async function changeSubscription(parts: SubscribeParts, { conversationId, reference, actor }: Subscriber, id: string, wish: Wish): Promise<Subscribed | undefined> {
  const before = await ownSubscription(parts, conversationId, id);
  if (!before) return undefined;
  await (await parts.conversations).remember(before.conversationId, reference);
  const rule: ScheduleRule = { time: wish.time ?? before.rule.time, days: wish.days ?? before.rule.days, zone: wish.zone ?? before.rule.zone };
  if (isSame(before, rule, wish.filter)) return { kind: 'same', subscription: before };
  const due = await nextFree(parts, id, rule);
  const subscription = await (await parts.subscriptions).change(id, { rule, nextDue: new Date(due).toISOString(), ...filterOf(wish.filter) });
  if (!subscription) return undefined;
  await note(parts, actor, 'subscription.changed', subscription, { before: before.rule });
  return { kind: 'changed', subscription };
}

const isSame = (before: SubscriptionRecord, { time, days, zone }: ScheduleRule, filter = filterIn(before)): boolean =>
  before.rule.time === time && before.rule.zone === zone && filterIn(before) === filter && WEEKDAYS.every((day) => before.rule.days.includes(day) === days.includes(day));

/** Undefined where it isn't one of this conversation, or has ended already. */
export async function stopSubscription(parts: SubscribeParts, { conversationId, actor }: Omit<Subscriber, 'reference'>, id: string): Promise<SubscriptionRecord | undefined> {
  const found = await ownSubscription(parts, conversationId, id);
  const stopped = found && (await (await parts.subscriptions).change(id, { state: 'stopped' }));
  if (stopped) await note(parts, actor, 'subscription.stopped', stopped);
  return stopped;
}

/** Ids come from cards: only those of the conversation that the press came from are known. */
async function ownSubscription(parts: SubscribeParts, conversationId: string, id: string): Promise<SubscriptionRecord | undefined> {
  return (await subscriptionsIn(parts, conversationId)).find((each) => each.id === id);
}

/** A subscription has one card a day: one that has come today is not due again today, whatever its new time. */
async function nextFree({ deliveries, now }: SubscribeParts, id: string, rule: ScheduleRule): Promise<number> {
  const [last] = await (await deliveries).of(id, 1);
  const spent = last && localDay(rule, Date.parse(last.dueAt));
  let due = nextDue(rule, now());
  while (localDay(rule, due) <= (spent ?? '')) due = nextDue(rule, due);
  return due;
}

const filterOf = (filter: Filter | undefined): { filter?: object } => (filter ? { filter: { filter } } : {});

async function note({ audit }: SubscribeParts, actor: Actor, event: string, { id, rule, filter, conversationId }: SubscriptionRecord, more: object = {}): Promise<void> {
  await (await audit).append({ actor, event, subject: { subscription: id, conversation: conversationId }, details: { rule, ...(filter && { filter }), ...more } });
}
