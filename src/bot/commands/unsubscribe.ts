import { stopCards } from '../daily/unsubscribe.js';
import type { Command } from '../types.js';

export const unsubscribe: Command = {
  intent: 'unsubscribe',
  group: 'Do something about it',
  title: 'stop the daily report',
  aliases: ['unsubscribe', 'i dont need the daily report any longer'],
  help: 'no daily card comes here any more; "stop the one about admins" stops one of several',
  run: (request, { slots }) => stopCards(request, slots),
};
