import { present, whatIfCard, type Choice } from '../../cards/index.js';
import { supposeChange, type SupposedChange, type WhatIfOutcome } from '../../flows/index.js';
import { askBack } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';

export const whatIf: Command = {
  intent: 'what-if',
  group: 'Why, and what if',
  title: 'what if we exclude the Montreal office?',
  aliases: ['what if security defaults were on', 'what happens if we disable policy CA001'],
  help: 'who would change; nothing is carried out',
  run: (request, { slots }) => showWhatIf(request, slots.change ? slots : request.message),
};

type Supposed = Partial<SupposedChange> | string;

export async function showWhatIf(request: Request, supposed: Supposed): Promise<Answer> {
  const scan = await request.scan();
  const outcome = supposeChange(scan, supposed);
  if (outcome.kind === 'unclear') return askFor(request, supposed, outcome);
  return { presented: present(whatIfCard, outcome.result, request.frame(scan)), context: { lastList: { filter: 'all', accountIds: outcome.result.accounts.map(({ id }) => id).slice(0, 1_000) } } };
}

function askFor(request: Request, supposed: Supposed, { question, slot, choices }: Extract<WhatIfOutcome, { kind: 'unclear' }>): Answer {
  const known = typeof supposed === 'string' ? {} : supposed;
  const buttons = choices.slice(0, 5).map((choice): Choice => ({
    title: choice, verb: 'what-if', data: slot === 'change' ? { text: choice } : { ...known, [slot]: choice },
  }));
  const pending = { intent: 'what-if' as const, slots: known as object, question, choices };
  return askBack(request, question, buttons, { detail: buttons.length > 0 ? '' : 'Write the name as it stands in Entra.', context: { pending } });
}
