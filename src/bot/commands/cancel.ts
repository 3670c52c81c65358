import { notice } from '../replies.js';
import type { Command } from '../types.js';

export const cancel: Command = {
  intent: 'cancel',
  group: 'Talk',
  title: 'cancel',
  aliases: ['no wait', 'never mind', 'stop'],
  help: 'drops what is pending',
  run: (request) => {
    const message = request.context.pending ? 'Dropped. Nothing was changed.' : 'There is nothing pending, and nothing was changed.';
    return Promise.resolve(notice(request, message, { context: { pending: undefined } }));
  },
};
