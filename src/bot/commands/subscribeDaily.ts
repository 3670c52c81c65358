import type { Slots } from '../../language/types.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Command } from '../types.js';

export const subscribeDaily: Command = {
  intent: 'subscribe-daily',
  group: 'Do something about it',
  title: 'send me the report every day at 8',
  aliases: ['subscribe to the daily report', 'schedule report 7h30 Paris, no weekends'],
  help: '',
  run: (request, { slots }) => {
    const message = `Understood: ${wish(slots)}. But the daily card isn't available in this version yet, so nothing was set up; \`npm run cli -- scan\` in a scheduler gives the same report.`;
    return Promise.resolve(notice(request, message, { buttons: [SHOW_LIST] }));
  },
};

function wish({ time, timezone, days }: Slots): string {
  const when = days && days.length > 0 && days.length < 7 ? `on ${days.join(', ')}` : 'every day';
  return ['the report', when, time && `at ${time}`, timezone && `(${timezone})`].filter(Boolean).join(' ');
}
