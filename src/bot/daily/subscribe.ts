import { changeSubscription, filterIn, momentWords, ruleWords, subscribe, subscriptionsIn, zoneOf, type Subscribed, type Subscriber, type Wish } from '../../flows/digest/index.js';
import type { SubscriptionRecord } from '../../flows/deliver/index.js';
import type { Slots } from '../../language/types.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Answer, Request } from '../types.js';
import { atPlace, showRows, subscriberOf } from './subscriptions.js';

const NOWHERE = 'A daily card comes to a chat or channel in Teams, and there is none here: say the same there. In a scheduler, `npm run cli -- scan` gives the same report.';

/** The usual time, instead of the one that was meant, would be no answer. */
const HALF_A_TIME = /\b(?:at|to|it) (?:half|quarter|\d)/i;
const NO_TIME = 'I can\'t read the time in that: write it as in "every weekday at 8:30" or "make it 9 pm". Nothing was changed.';

const NO_DAY = 'No day would be left for the daily card: name the days it shall come on, or say "stop it". Nothing was changed.';

/** Sets a card up, or changes the one that is meant. */
export async function arrange(request: Request, said: Slots): Promise<Answer> {
  const subscriber = subscriberOf(request);
  if (!subscriber) return notice(request, NOWHERE, { buttons: [SHOW_LIST] });
  if (said.time === undefined && HALF_A_TIME.test(request.message)) return notice(request, NO_TIME);
  const slots = withPending(request, said);
  const existing = await subscriptionsIn(request.parts.daily, subscriber.conversationId);
  const meant = meantBy(request, slots, existing);
  if (meant === 'unclear') return whichOne(request, existing);
  const zone = slots.timezone === undefined ? undefined : zoneOf(slots.timezone);
  if (slots.timezone !== undefined && !zone) return askZone(request, slots, `I don't know the time zone \`${slots.timezone}\`.`);
  const wanted = { ...slots, ...(meant && changedDays(slots, meant)) };
  if (wanted.days?.length === 0) return notice(request, NO_DAY);
  return meant ? change(request, subscriber, meant, wishOf(wanted, zone)) : create(request, subscriber, wanted, zone);
}

/** What was said before the time zone was asked for. */
function withPending({ context: { pending } }: Request, slots: Slots): Slots {
  return pending?.intent === 'subscribe-daily' ? { ...pending.slots, ...slots } : slots;
}

async function create(request: Request, subscriber: Subscriber, slots: Slots, said: string | undefined): Promise<Answer> {
  const { timezone } = request.person;
  const zone = said ?? (timezone && zoneOf(timezone));
  if (!zone) return askZone(request, slots, 'Your Teams does not tell me your time zone.');
  const filter = slots.filter ?? listedBefore(request);
  const result = await subscribe(request.parts.daily, subscriber, { ...wishOf({ ...slots, ...(filter && { filter }) }, zone), zone });
  return confirmed(request, result, said || !timezone ? [] : [`${zone} is your Teams' time zone; name another one if the card shall follow that.`]);
}

async function change(request: Request, subscriber: Subscriber, before: SubscriptionRecord, wish: Wish): Promise<Answer> {
  const result = await changeSubscription(request.parts.daily, subscriber, before.id, wish);
  return result ? confirmed(request, result, result.kind === 'same' ? [] : [`Before: ${ruleWords(before.rule)}.`]) : notice(request, 'This daily card has been stopped meanwhile.');
}

/** "Not on fridays", "also on saturdays": of the days there are. */
function changedDays({ daysLess, daysMore }: Slots, { rule }: SubscriptionRecord): Pick<Slots, 'days'> {
  if (daysLess) return { days: rule.days.filter((day) => !daysLess.includes(day)) };
  return daysMore ? { days: [...rule.days, ...daysMore] } : {};
}

const wishOf = ({ time, days, filter }: Slots, zone: string | undefined): Wish =>
  ({ ...(time && { time }), ...(days && { days: days as Wish['days'] }), ...(filter && { filter }), ...(zone && { zone }) } as Wish);

const HEADLINES: Record<Subscribed['kind'], string> = { new: 'Done', changed: 'Changed', same: 'It is so already' };

function confirmed(request: Request, { kind, subscription }: Subscribed, notes: string[]): Answer {
  const next = momentWords(subscription.nextDue, subscription.rule.zone);
  return showRows(request, `${HEADLINES[kind]}: the next card comes on ${next}`, [subscription], notes);
}

/** "Send me this" after a list of admins means the admins. */
function listedBefore({ message, context }: Request): Slots['filter'] {
  const { previous, lastList } = context;
  const points = /\b(?:this|that|these|those|them|it)\b/i.test(message) && previous?.intent === 'list-noncompliant';
  return points && lastList?.filter !== 'all' ? lastList?.filter : undefined;
}

const ANOTHER = /\b(?:another|also|too|additional(?:ly)?|second|in addition|as well)\b/i;
const EDIT = /^\s*(?:(?:no|ok|okay|please|and|but|pls|hey)[ ,]+)*(?:make|change|move|set|shift|switch|push|bring|adjust|reschedule|only|just|not|better|rather|instead|use|except|skip|no|without|my time ?zone)\b|\b(?:instead|earlier|later|rather|from now on|is better)\b/i;

/** Which card a wish is about: that of the same accounts, or the one spoken of where the words change something. Undefined: a new one. */
function meantBy({ message, context }: Request, slots: Slots, existing: SubscriptionRecord[]): SubscriptionRecord | 'unclear' | undefined {
  if (slots.subscription !== undefined) return atPlace(existing, slots.subscription) ?? 'unclear';
  if (existing.length === 0 || (ANOTHER.test(message) && !isOneMoreDay(slots))) return undefined;
  const same = existing.find((each) => filterIn(each) === (slots.filter ?? 'all'));
  const spoken = existing.find(({ id }) => id === context.lastSubscriptionId);
  if (slots.filter !== undefined && same) return same;
  if (!isEdit(message, slots)) return slots.filter === undefined ? same : undefined;
  return spoken ?? (existing.length === 1 ? existing[0] : 'unclear');
}

/** "Also on saturdays", of the card there is; with a time or accounts of its own it is another card. */
const isOneMoreDay = ({ daysMore, time, filter }: Slots): boolean => daysMore !== undefined && time === undefined && filter === undefined;

/** A time or a day alone is one, too; a sentence that asks for a card isn't. */
const isEdit = (message: string, { filter, daysLess, daysMore }: Slots): boolean => EDIT.test(message) || (daysLess ?? daysMore) !== undefined || (filter === undefined && message.trim().split(/\s+/).length <= 3 && !/\b(?:subscribe|daily|report|digest|send)\b/i.test(message));

function askZone(request: Request, slots: Slots, problem: string): Answer {
  const { timezone: _, ...rest } = slots;
  const question = `${problem} In which time zone shall the card come? Write a city or a zone, such as "Paris" or "America/New_York".`;
  return notice(request, question, { context: { pending: { intent: 'subscribe-daily', slots: rest, question } } });
}

function whichOne(request: Request, existing: SubscriptionRecord[]): Answer {
  return showRows(request, 'Which daily card do you mean?', existing, ['Say, for example, "move the one about admins to 9:00".']);
}
