import { changesCard, present } from '../../cards/index.js';
import { changesSince as changes } from '../../flows/index.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';

export const changesSince: Command = {
  intent: 'changes-since',
  group: 'Why, and what if',
  title: 'what changed since yesterday?',
  aliases: ['changes in the last 7 days', 'what changed since the last scan'],
  help: 'who got worse or better, and what explains it',
  run: (request, { slots }) => showChanges(request, slots.period),
};

export async function showChanges(request: Request, period: string | undefined): Promise<Answer> {
  const scan = await request.scan();
  const { history, judge, now } = request.parts;
  const result = await changes(scan, period, { history: await history, judge, now });
  if (result.kind === 'noHistory') return notice(request, result.question, { buttons: [SHOW_LIST] });
  return { presented: present(changesCard, result, request.frame(scan)) };
}
