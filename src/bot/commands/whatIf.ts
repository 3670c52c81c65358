import { present, whatIfCard, type Choice } from '../../cards/index.js';
import { canBeCarriedOut, proposeTenantChange, readChange, supposeChange, type SupposedChange, type WhatIfOutcome } from '../../flows/index.js';
import { planAnswer, pressing } from '../enforce.js';
import { askBack } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';

export const whatIf: Command = {
  intent: 'what-if',
  group: 'Why, and what if',
  title: 'what if we exclude the Montreal office?',
  aliases: ['what if security defaults were on', 'what happens if we disable policy CA001'],
  help: 'who would change; "switch on CA019" prepares the change itself',
  run: (request, { slots }) => {
    if (slots.order) return orderChange(request, slots.order);
    return showWhatIf(request, slots.change && !ONLY_IN_WORDS.has(readChange(request.message).change ?? '') ? slots : request.message);
  },
};

/** What slots have no name for is read from the words themselves. */
const ONLY_IN_WORDS = new Set<string>(['drop-exclusion', 'require-mfa']);

type Supposed = Partial<SupposedChange> | string;

export async function showWhatIf(request: Request, supposed: Supposed): Promise<Answer> {
  const scan = await request.scan();
  const outcome = supposeChange(scan, supposed);
  if (outcome.kind === 'unclear') return askFor(request, supposed, outcome, 'what-if');
  const { result, edits } = outcome;
  const doIt = canBeCarriedOut(edits) ? { doIt: typeof supposed === 'string' ? { text: supposed } : supposed } : {};
  return {
    presented: present(whatIfCard, { ...result, ...doIt }, request.frame(scan)),
    context: { lastList: { filter: 'all', accountIds: result.accounts.map(({ id }) => id).slice(0, 1_000) } },
  };
}

/** The preview of carrying the change out. */
export async function orderChange(request: Request, ordered: Supposed): Promise<Answer> {
  const scan = await request.scan();
  const outcome = supposeChange(scan, ordered);
  if (outcome.kind === 'unclear') return askFor(request, ordered, outcome, 'enforce-change');
  return planAnswer(request, await proposeTenantChange(request.parts.enforce, scan, pressing(request), outcome.edits));
}

type Verb = 'what-if' | 'enforce-change';

function askFor(request: Request, supposed: Supposed, { question, slot, choices }: Extract<WhatIfOutcome, { kind: 'unclear' }>, verb: Verb): Answer {
  const known = typeof supposed === 'string' ? {} : supposed;
  const buttons = choices.slice(0, 5).map((choice): Choice => ({
    title: choice, verb, data: slot === 'change' ? { text: choice } : { ...known, [slot]: choice },
  }));
  const pending = { intent: 'what-if' as const, slots: known as object, question, choices };
  return askBack(request, question, buttons, { detail: buttons.length > 0 ? '' : 'Write the name as it stands in Entra.', context: { pending } });
}
