import type { ConversationContext, Filter, Slots } from './types.js';
import { fold } from './text/normalise.js';

const OF_FILTER: Partial<Record<Filter, string>> = {
  admins: 'admins', guests: 'guests', service: 'service accounts', shared: 'shared mailboxes', disabled: 'disabled accounts',
};

/** "do they need mfa?" after a list of guests asks about guests: the message with what "they" stands for. */
export function withSubject(text: string, context: ConversationContext): string {
  const subject = subjectOf(context);
  const short = text.split(' ').length <= 9;
  const asksTheRule = /\b(?:need|count|have to|must|required|allowed|exempt|exclude|matter|ok without)\b/.test(fold(text));
  return subject && short && asksTheRule ? text.replace(/\b(?:they|those|these|them)\b/i, subject) : text;
}

const OF_TOPIC: Record<string, Filter> = {
  'guest-users': 'guests', 'service-accounts': 'service', 'shared-mailboxes': 'shared', 'disabled-accounts': 'disabled', 'separate-admin-accounts': 'admins',
};

/** "which of ours don't?" after a question about guests lists the guests. */
export function narrowedByTopic(slots: Slots, text: string, { previous }: ConversationContext): Slots {
  const filter = OF_TOPIC[previous?.topics[0] ?? ''];
  const pointing = /\b(?:they|them|those|these|ours|such|which ones|ones)\b/i.test(text);
  return filter && pointing && slots.filter === 'all' && !/\b(?:all|every\w*)\b/i.test(text) ? { ...slots, filter } : slots;
}

function subjectOf({ previous }: ConversationContext): string | undefined {
  if (previous?.intent === 'list-emergency-accounts') return 'emergency accounts';
  return previous?.intent === 'list-noncompliant' || previous?.intent === 'export' ? OF_FILTER[previous.slots.filter ?? 'all'] : undefined;
}
