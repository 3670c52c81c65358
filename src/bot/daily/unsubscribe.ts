import { aboutWords, filterIn, orderWords, stopSubscription, subscriptionsIn } from '../../flows/digest/index.js';
import type { SubscriptionRecord } from '../../flows/deliver/index.js';
import type { Slots } from '../../language/types.js';
import { notice } from '../replies.js';
import type { Answer, Request } from '../types.js';
import { actorOf, atPlace, showRows } from './subscriptions.js';

/** Anybody of the conversation may stop its cards: the channel vouches for where the words come from. */
export async function stopCards(request: Request, slots: Slots): Promise<Answer> {
  const existing = await subscriptionsIn(request.parts.daily, request.person.conversationId);
  if (existing.length === 0) return notice(request, 'No daily card comes here, so there is nothing to stop.');
  const meant = meantBy(request, slots, existing);
  if (meant.length === 0) return whichOne(request, existing);
  return stop(request, meant);
}

/** One that a card names. */
export async function stopCard(request: Request, id: string): Promise<Answer> {
  const found = (await subscriptionsIn(request.parts.daily, request.person.conversationId)).filter((each) => each.id === id);
  return found.length > 0 ? stop(request, found) : notice(request, 'This daily card has been stopped already, or does not come here.');
}

async function stop(request: Request, meant: SubscriptionRecord[]): Promise<Answer> {
  const { conversationId } = request.person;
  for (const { id } of meant) await stopSubscription(request.parts.daily, { conversationId, actor: actorOf(request.person) }, id);
  const left = await subscriptionsIn(request.parts.daily, conversationId);
  const stopped = meant.map((each) => aboutWords(filterIn(each))).join(', ');
  const headline = `Stopped: no daily card about ${stopped} comes here any more`;
  const again = `Say "${orderWords(meant[0]!, request.person.timezone)}" to have it again.`;
  const answer = left.length > 0 ? showRows(request, headline, left, [again, 'Still coming:']) : notice(request, again, { headline });
  return { ...answer, context: { ...answer.context, lastSubscriptionId: undefined, previous: ABOUT_CARDS } };
}

/** What is said next is about the cards, however it came to them. */
const ABOUT_CARDS: NonNullable<Request['context']['previous']> = { intent: 'unsubscribe', slots: {}, topics: [] };

function whichOne(request: Request, existing: SubscriptionRecord[]): Answer {
  const question = 'Which daily card shall I stop?';
  const answer = showRows(request, question, existing, ['Say, for example, "the one about admins", or "all of them".']);
  return { ...answer, context: { ...answer.context, previous: ABOUT_CARDS, pending: { intent: 'unsubscribe', slots: {}, question } } };
}

function meantBy({ message, context }: Request, { filter, subscription }: Slots, existing: SubscriptionRecord[]): SubscriptionRecord[] {
  if (subscription !== undefined) return [atPlace(existing, subscription)].filter((each) => each !== undefined);
  if (filter) return existing.filter((each) => filterIn(each) === filter);
  if (existing.length === 1 || /\b(?:all|everything|both|them|every)\b/i.test(message)) return existing;
  return existing.filter(({ id }) => id === context.lastSubscriptionId);
}
