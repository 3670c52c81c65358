import { arrange } from '../daily/subscribe.js';
import { showSubscriptions, showWhatCards } from '../daily/subscriptions.js';
import type { Slots } from '../../language/types.js';
import type { Command, Request } from '../types.js';

export const subscribeDaily: Command = {
  intent: 'subscribe-daily',
  group: 'Do something about it',
  title: 'send me the report every day at 8',
  aliases: ['subscribe to the daily report', 'schedule report 7h30 Paris, no weekends', 'what is subscribed here?'],
  help: 'the daily card: what is new since the last one, and why; "make it 9", "only mondays", "only admins", "what is subscribed here?"',
  run: (request, { slots }) => {
    const { subscriptions } = slots;
    if (subscriptions === 'show' || asksWhen(request, slots)) return showSubscriptions(request);
    return subscriptions ? showWhatCards(request, subscriptions) : arrange(request, slots);
  },
};

/** "When do I get the report?": a question without a schedule in it changes nothing. */
const asksWhen = ({ message }: Request, { time, days, timezone, filter }: Slots): boolean =>
  /^\s*(?:when|what time|which|is there|are there)\b/i.test(message) && !(time ?? days ?? timezone ?? filter);
