import { changesCard, ownChangesCard, present } from '../../cards/index.js';
import { changesSince as changes, lookAtPlan, ownChanges, withPeople } from '../../flows/index.js';
import { zoneOf } from '../../flows/digest/index.js';
import { planAnswer } from '../enforce.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';

export const changesSince: Command = {
  intent: 'changes-since',
  group: 'Why, and what if',
  title: 'what changed since yesterday?',
  aliases: ['changes in the last 7 days', 'what changed since the last scan', 'what did we change this week'],
  help: 'who got worse or better, and what explains it; "what did we change" tells what was done here',
  run: async (request, { slots }) => {
    if (slots.plan !== undefined) return planAnswer(request, await lookAtPlan(request.parts.enforce, slots.plan));
    return OURS.test(request.message) ? showOwnChanges(request, slots.period) : showChanges(request, slots.period);
  },
};

/** "What did we change", "who did you enforce it for": about this bot's own doings, not about the tenant at large. */
const OURS = /\b(?:we|you|i|us|the bot|by the bot|mfa bot|through you)\b(?=.*\b(?:chang|did|do\b|done|enforc|undid|undone|fix|made))|\b(?:did|have|has) (?:we|you|i|the bot)\b/i;

async function showOwnChanges(request: Request, period: string | undefined): Promise<Answer> {
  const { enforce, now } = request.parts;
  const found = await ownChanges(enforce.audit, period, { now });
  if (!found) return notice(request, `I can't read \`${period}\` as a time. Try "since monday" or "last 7 days".`);
  return { presented: present(ownChangesCard, found, request.frame()) };
}

export async function showChanges(request: Request, period: string | undefined): Promise<Answer> {
  const scan = await request.scan();
  const { history, judge, now, readAudits } = request.parts;
  const timezone = zoneOf(request.person.timezone ?? '') ?? 'utc';
  const result = await changes(scan, period, { history: await history, judge, now, timezone });
  if (result.kind === 'noHistory') return notice(request, result.question, { buttons: [SHOW_LIST] });
  return { presented: present(changesCard, await withPeople(result, scan, { readAudits, timezone }), request.frame(scan)) };
}
