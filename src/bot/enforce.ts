import { enforceCard, present } from '../cards/index.js';
import { lookAtPlan, type OnPlan, type PlanOutcome, type PlanState, type Pressing } from '../flows/index.js';
import type { ConversationContext } from '../language/types.js';
import { notice, SHOW_LIST } from './replies.js';
import type { Answer, Request } from './types.js';

/** Who presses, from the channel alone. */
export const pressing = ({ person }: Request): Pressing => person;

/** Shows a plan while it is carried out. */
export const showing = (request: Request): OnPlan => (state) => request.onProgress(present(enforceCard, seenBy(request, state), request.frame()));

const LOOK_EVERY_MS = 500;
const LOOKS = 120;

/** Where another press is carrying the plan out: follows it to its end, so that every card of it ends alike. A minute at most. */
export async function settled(request: Request, outcome: PlanOutcome): Promise<PlanOutcome> {
  const { enforce } = request.parts;
  for (let looks = 0; looks < LOOKS && isUnderWay(outcome); looks += 1) {
    showing(request)(outcome.state);
    await enforce.sleep(LOOK_EVERY_MS);
    outcome = await lookAtPlan(enforce, outcome.state.id);
  }
  return outcome;
}

/** One with a note was interrupted: what the note says is worth more than waiting. */
const isUnderWay = (outcome: PlanOutcome): outcome is PlanOutcome & { kind: 'plan' } => outcome.kind === 'plan' && outcome.state.status === 'running' && outcome.state.notes.length === 0;

/** What came of a press on a plan, for whoever pressed. */
export function planAnswer(request: Request, outcome: PlanOutcome): Answer {
  if (outcome.kind === 'refused') return notice(request, outcome.because, { buttons: [SHOW_LIST] });
  if (outcome.kind === 'signIn') return { ...notice(request, SIGN_IN), signIn: true, context: { pending: waiting(outcome.planId) } };
  return { presented: present(enforceCard, seenBy(request, outcome.state), request.frame()), context: contextOf(outcome.state) };
}

/** The terminal's person is the one of the plan. */
const seenBy = ({ person }: Request, state: PlanState) => ({ ...state, viewerId: person.accountId ?? person.personId });

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
