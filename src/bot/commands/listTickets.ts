import { notice, SHOW_LIST } from '../replies.js';
import type { Command } from '../types.js';

export const listTickets: Command = {
  intent: 'list-tickets',
  group: 'Do something about it',
  title: 'show open tickets',
  aliases: ['which tickets are open now'],
  help: '',
  run: (request) => Promise.resolve(notice(request, "There are no tickets to show: opening tickets isn't available in this version yet.", { buttons: [SHOW_LIST] })),
};
