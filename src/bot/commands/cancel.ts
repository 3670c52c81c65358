import { subscriptionsIn } from '../../flows/digest/index.js';
import { lookAtPlan, proposeUndo, withdrawPlan } from '../../flows/index.js';
import type { Slots } from '../../language/types.js';
import { stopCards } from '../daily/unsubscribe.js';
import { planAnswer, pressing } from '../enforce.js';
import { notice } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';

export const cancel: Command = {
  intent: 'cancel',
  group: 'Talk',
  title: 'cancel',
  aliases: ['no wait', 'never mind', 'stop', 'undo plan 41'],
  help: 'drops what is pending; "undo plan 41" takes a change back',
  run: (request, { slots }) => {
    const waiting = request.context.pending?.planId;
    if (slots.planAction) return onPlan(request, slots);
    if (waiting) return withdraw(request, waiting);
    return !request.context.pending && STOP.test(request.message) ? stopWhatComes(request) : Promise.resolve(dropped(request));
  },
};

/** Not "cancel" or "never mind": where nothing is pending, all there is to be stopped are the daily cards. */
const STOP = /^\W*(?:(?:please|pls|ok(?:ay)?|no)\W+)*(?:stop|end|quit)(?: (?:it|this|that|these|them))?(?:\W+(?:please|pls|now|thanks|thank you))*\W*$/i;

async function stopWhatComes(request: Request): Promise<Answer> {
  const comes = await subscriptionsIn(request.parts.daily, request.person.conversationId);
  return comes.length > 0 ? stopCards(request, {}) : dropped(request);
}

function dropped(request: Request): Answer {
  const message = request.context.pending ? 'Dropped. Nothing was changed.' : 'There is nothing pending, and nothing was changed.';
  return notice(request, message, { context: { pending: undefined } });
}

async function withdraw(request: Request, planId: string): Promise<Answer> {
  const outcome = await withdrawPlan(request.parts.enforce, pressing(request), planId);
  if (outcome.kind !== 'plan') return planAnswer(request, outcome);
  const message = outcome.state.status === 'withdrawn' ? 'Dropped. Nothing was changed.' : `Plan ${outcome.state.number} can't be dropped any more: it is ${outcome.state.status}.`;
  return notice(request, message, { context: { pending: undefined } });
}

async function onPlan(request: Request, { plan, planAction }: Slots): Promise<Answer> {
  const { enforce } = request.parts;
  const meant = plan ?? request.context.lastPlanId;
  if (meant === undefined) return notice(request, 'Which plan? Write its number, as in "undo plan 41"; "what did we change this week?" lists them.');
  const found = await lookAtPlan(enforce, meant);
  if (found.kind !== 'plan') return planAnswer(request, found);
  if (planAction === 'withdraw') return planAnswer(request, await withdrawPlan(enforce, pressing(request), found.state.id));
  return planAnswer(request, await proposeUndo(enforce, await request.scan(), pressing(request), found.state.id));
}
