import { notice, SHOW_HELP, SHOW_LIST } from '../replies.js';
import type { Command } from '../types.js';

export const outOfScope: Command = {
  intent: 'out-of-scope',
  group: 'Talk',
  title: 'anything else',
  aliases: [],
  help: '',
  // Nothing of the message is repeated: whatever it asks for, it gets this line and nothing else.
  run: (request) => Promise.resolve(notice(request, LINE, { buttons: [SHOW_LIST, SHOW_HELP] })),
};

const LINE = "Sorry, that's outside what I know: I only answer about MFA in this tenant, who has a gap and why, and what the requirement says.";
