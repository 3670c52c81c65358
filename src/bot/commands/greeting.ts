import { notice, SHOW_HELP, SHOW_LIST } from '../replies.js';
import type { Command } from '../types.js';

export const greeting: Command = {
  intent: 'greeting',
  group: 'Talk',
  title: 'hello',
  aliases: ['hi', 'good morning'],
  help: '',
  run: (request) => {
    const nonCompliant = request.parts.scanner.latest()?.report.summary.nonCompliant;
    const state = nonCompliant === undefined ? '' : ` In the last scan, ${nonCompliant === 0 ? 'no account' : nonCompliant} had a gap.`;
    return Promise.resolve(notice(request, `Hello!${state} Ask me who isn't MFA'd, why, or what the rules mean.`, { buttons: [SHOW_LIST, SHOW_HELP] }));
  },
};
