import { enforceCard, present } from '../cards/index.js';
import type { OnPlan, PlanOutcome, PlanState, Pressing } from '../flows/index.js';
import type { ConversationContext } from '../language/types.js';
import { notice, SHOW_LIST } from './replies.js';
import type { Answer, Request } from './types.js';

/** Who presses, from the channel alone. */
export const pressing = ({ person }: Request): Pressing => person;

/** Shows a plan while it is carried out. */
export const showing = (request: Request): OnPlan => (state) => request.onProgress(present(enforceCard, state, request.frame()));

/** What came of a press on a plan, for whoever pressed. */
export function planAnswer(request: Request, outcome: PlanOutcome): Answer {
  if (outcome.kind === 'refused') return notice(request, outcome.because, { buttons: [SHOW_LIST] });
  if (outcome.kind === 'signIn') return { ...notice(request, SIGN_IN), signIn: true, context: { pending: waiting(outcome.planId) } };
  return { presented: present(enforceCard, outcome.state, request.frame()), context: contextOf(outcome.state) };
}

const SIGN_IN = 'Sign in once, so that the change is made with your own rights and in your name. It goes on by itself afterwards.';

function contextOf(state: PlanState): Partial<ConversationContext> {
  const isOpen = state.status === 'proposed' && state.steps.length > 0;
  const [only, ...others] = state.content.rows;
  return {
    lastPlanId: state.id,
    pending: isOpen ? { ...waiting(state.id), question: state.content.title } : undefined,
    ...(only && others.length === 0 && { lastAccountId: only.account.id }),
  } as Partial<ConversationContext>;
}

const waiting = (planId: string): NonNullable<ConversationContext['pending']> => ({ intent: 'enforce-account', slots: {}, question: SIGN_IN, planId });
