import { helpCard, present } from '../../cards/index.js';
import type { Answer, Command, Request } from '../types.js';
import { commands } from './index.js';

export const help: Command = {
  intent: 'help',
  group: 'Talk',
  title: 'help',
  aliases: ['what can you do', 'how do i use this bot'],
  help: 'this overview',
  run: (request) => Promise.resolve(showHelp(request)),
};

const GROUPS: Command['group'][] = ['Who has a gap', 'Why, and what if', 'Do something about it', 'Talk'];
const BUTTONS = [
  { title: "Who isn't MFA'd?", verb: 'list' }, { title: 'Are we compliant?', verb: 'status' },
  { title: 'Policies', verb: 'policies' }, { title: 'Break glass accounts', verb: 'emergency' },
];

export function showHelp(request: Request): Answer {
  const groups = GROUPS.map((title) => ({
    title, commands: commands.filter(({ group, help: line }) => group === title && line !== '').map(({ title: say, help: line }) => ({ say, help: line })),
  }));
  return { presented: present(helpCard, { groups: groups.filter((each) => each.commands.length > 0), buttons: BUTTONS }, request.frame()) };
}
