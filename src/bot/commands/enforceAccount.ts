import { approvePlan, confirmPlan, lookAtPlan, proposeForAccounts, resolveAccounts, type ResolvedAccount, type Scan } from '../../flows/index.js';
import { isPlainYes } from '../../language/safetyGate.js';
import type { Slots } from '../../language/types.js';
import { planAnswer, pressing, settled, showing } from '../enforce.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';
import { leftOut, notFound, whichOne } from './explainAccount.js';

export const enforceAccount: Command = {
  intent: 'enforce-account',
  group: 'Do something about it',
  title: 'enforce MFA for Anna',
  aliases: ['enforce mfa for bob', 'make anna kowalska use mfa', 'approve plan 41'],
  help: 'shows what would be changed, and changes it once you confirm; can be undone for 30 days',
  run: (request, { slots }) => {
    const waiting = request.context.pending?.planId;
    if (slots.planAction) return onPlan(request, slots);
    if (waiting && isPlainYes(request.message)) return confirm(request, waiting);
    return forSlots(request, slots);
  },
};

async function confirm(request: Request, planId: string): Promise<Answer> {
  return planAnswer(request, await settled(request, await confirmPlan(request.parts.enforce, pressing(request), planId, showing(request))));
}

/** "confirm plan 41", "approve plan 41": the number leads to the plan, and the plan decides who may. */
async function onPlan(request: Request, { plan, planAction }: Slots): Promise<Answer> {
  const { enforce } = request.parts;
  const found = await lookAtPlan(enforce, plan ?? 0);
  if (found.kind !== 'plan') return planAnswer(request, found);
  const press = planAction === 'approve' ? approvePlan : confirmPlan;
  return planAnswer(request, await settled(request, await press(enforce, pressing(request), found.state.id, showing(request))));
}

async function forSlots(request: Request, slots: Slots): Promise<Answer> {
  const accounts = slots.accounts ?? (slots.account ? [slots.account] : []);
  if (accounts.length === 0 && !slots.filter) return askWhom(request, slots);
  const isList = accounts.includes('$list') || accounts.length === 0;
  const { ids, problems, scan } = await resolved(request, { accounts, ...(slots.filter && { filter: slots.filter }) });
  const [problem] = problems;
  if (ids.length === 0 && problem) return askAbout(request, problem, slots);
  return proposal(request, scan, { ids, isNamed: !isList, problems });
}

/** The preview for accounts that a card brought. */
export async function showEnforcement(request: Request, { accounts, isNamed }: { accounts: string[]; isNamed: boolean }): Promise<Answer> {
  const { ids, problems, scan } = await resolved(request, { accounts });
  if (ids.length === 0) return notice(request, accounts.length === 0 ? 'Tick the accounts first, or take all that are shown.' : 'These accounts are not in the tenant any more. Scan again.', { buttons: [SHOW_LIST] });
  return proposal(request, scan, { ids, isNamed, problems });
}

async function resolved(request: Request, wanted: Parameters<typeof resolveAccounts>[1]): Promise<{ scan: Scan; ids: string[]; problems: ResolvedAccount[] }> {
  const scan = await request.scan();
  const asking = { context: request.context, ...(request.person.accountId && { personAccountId: request.person.accountId }) };
  const { accountIds, problems } = resolveAccounts(scan, wanted, asking);
  return { scan, ids: accountIds, problems };
}

async function proposal(request: Request, scan: Scan, { ids, isNamed, problems }: { ids: string[]; isNamed: boolean; problems: ResolvedAccount[] }): Promise<Answer> {
  if (ids.length === 0) return notice(request, 'No account there has a gap, so there is nothing to enforce.', { buttons: [SHOW_LIST] });
  const wanted = { accountIds: ids, isNamed, notes: problems.slice(0, 5).map(problemText) };
  return planAnswer(request, await proposeForAccounts(request.parts.enforce, scan, pressing(request), wanted));
}

function askWhom(request: Request, slots: Slots): Answer {
  const question = 'For whom? Write a name or an address.';
  return notice(request, question, { buttons: [SHOW_LIST], context: { pending: { intent: 'enforce-account', slots, question } } });
}

function askAbout(request: Request, problem: ResolvedAccount, slots: Slots): Answer {
  const wish = { intent: 'enforce-account' as const, slots };
  if (problem.kind === 'ambiguous') return whichOne(request, problem.query, problem.candidates, wish);
  return notFound(request, problem.kind === 'unknown' ? problem.query : '', wish);
}

function problemText(problem: ResolvedAccount): string {
  if (problem.kind === 'ambiguous') return `\`${problem.query}\` fits ${problem.candidates.length} accounts and was left out.`;
  return leftOut(problem.kind === 'unknown' ? problem.query : '');
}
