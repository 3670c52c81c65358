import { present, subscriptionsCard, type SubscriptionRow } from '../../cards/index.js';
import { aboutWords, filterIn, momentWords, ruleWords, subscriptionsIn, type Subscriber } from '../../flows/digest/index.js';
import type { SubscriptionRecord } from '../../flows/deliver/index.js';
import type { Answer, Request } from '../types.js';

/** Who arranges a card, and where it comes; undefined where nothing can be sent to, as in the terminal. */
export function subscriberOf({ person }: Request): Subscriber | undefined {
  const { conversationId, place } = person;
  const reference = (place as { reference?: object } | undefined)?.reference;
  return reference && { conversationId, reference, actor: actorOf(person) };
}

export const actorOf = ({ accountId, personId, name }: Request['person']): Subscriber['actor'] => ({ id: accountId ?? personId, name: name ?? 'somebody without a name' });

export function rowOf(subscription: SubscriptionRecord): SubscriptionRow {
  const { id, rule, nextDue, createdBy } = subscription;
  return { id, about: aboutWords(filterIn(subscription)), when: ruleWords(rule), next: momentWords(nextDue, rule.zone), by: createdBy.name };
}

/** The card at this place of those shown; -1: the last. */
export const atPlace = (shown: SubscriptionRecord[], place: number): SubscriptionRecord | undefined => shown.at(place > 0 ? place - 1 : place);

/** The cards of this conversation; with the one spoken of, where there is one. */
export function showRows(request: Request, headline: string, subscriptions: SubscriptionRecord[], notes: string[] = []): Answer {
  const [only, ...others] = subscriptions;
  return {
    presented: present(subscriptionsCard, { headline, notes, rows: subscriptions.map(rowOf) }, request.frame()),
    context: { ...(only && others.length === 0 && { lastSubscriptionId: only.id }) },
  };
}

export async function showSubscriptions(request: Request): Promise<Answer> {
  const found = await subscriptionsIn(request.parts.daily, request.person.conversationId);
  const headline = found.length === 0 ? 'No daily card comes here' : `${found.length === 1 ? 'One daily card comes' : `${found.length} daily cards come`} here`;
  return showRows(request, headline, found, found.length === 0 ? ['Say, for example, "send me this every weekday at 8:30".'] : []);
}

const CANNOT = {
  otherRhythm: ['A daily card comes by the week', 'Name the days and the time, for example "every tuesday at 9" or "weekdays at 8:30". Nothing was changed.'],
  once: ['A daily card comes by the week, not once', 'Name its days and its time, for example "every tuesday at 9"; to see it now, say "who isn\'t MFA\'d?". Nothing was changed.'],
  twoTimes: ['A daily card comes at one time of the day', 'Say which one it shall be; a second card is one of its own: "another one at 17:00 about admins". Nothing was changed.'],
  pause: ['A daily card can be stopped, not paused', 'Say "stop it", and the same words as before to have it again. Nothing was changed.'],
} as const;

/** Why a wish can't be had, and what can. */
export async function showWhatCards(request: Request, wish: keyof typeof CANNOT): Promise<Answer> {
  const [headline, note] = CANNOT[wish];
  return showRows(request, headline, await subscriptionsIn(request.parts.daily, request.person.conversationId), [note]);
}
