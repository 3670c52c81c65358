import { notice } from '../replies.js';
import type { Command } from '../types.js';

export const unsubscribe: Command = {
  intent: 'unsubscribe',
  group: 'Do something about it',
  title: 'stop the daily report',
  aliases: ['unsubscribe', 'i dont need the daily report any longer'],
  help: '',
  run: (request) => Promise.resolve(notice(request, "There is no daily card to end: it isn't available in this version yet, so none is being sent.")),
};
