import { notice, SHOW_LIST } from '../replies.js';
import type { Command } from '../types.js';

export const exportReport: Command = {
  intent: 'export',
  group: 'Do something about it',
  title: 'export as csv',
  aliases: ['export as excel', 'give me the list as a file'],
  help: '',
  run: (request, { slots }) => {
    const asked = slots.format ? `the result as ${slots.format}` : 'the result as a file';
    const message = `Understood: ${asked}. But files in the chat aren't available in this version yet; on the machine the bot runs on, \`npm run cli -- scan --csv\` or \`--json\` writes one.`;
    return Promise.resolve(notice(request, message, { buttons: [SHOW_LIST] }));
  },
};
