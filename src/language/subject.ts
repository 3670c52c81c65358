import type { ConversationContext, Filter } from './types.js';
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

function subjectOf({ previous }: ConversationContext): string | undefined {
  if (previous?.intent === 'list-emergency-accounts') return 'emergency accounts';
  return previous?.intent === 'list-noncompliant' || previous?.intent === 'export' ? OF_FILTER[previous.slots.filter ?? 'all'] : undefined;
}
