import { candidatesCard, explainCard, present } from '../../cards/index.js';
import { explainAccount as explain, resolveAccount, type Candidate } from '../../flows/index.js';
import type { Intent, Slots } from '../../language/types.js';
import { acceptedLine } from '../../flows/exceptions/index.js';
import { askAcceptance } from '../exceptions/accept.js';
import { acceptedNow } from '../exceptions/show.js';
import { topicsAbout } from '../faq.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Answer, Command, Request } from '../types.js';

export const explainAccount: Command = {
  intent: 'explain-account',
  group: 'Why, and what if',
  title: 'why is Anna flagged?',
  aliases: ['why is anna kowalska not compliant', 'explain number 3', "what's wrong with bob"],
  help: 'policy by policy, the sign-in that passes, and what would close it; "accept Anna for 90 days" keeps it as accepted',
  run: (request, { slots }) => {
    const queries = [...(slots.account === undefined ? [] : [slots.account]), ...(slots.accounts ?? [])];
    if (queries.length === 0) return Promise.resolve(askWhose(request, slots));
    return slots.exceptions === 'accept' ? acceptFor(request, queries, slots) : showAccount(request, queries[0]!, { slots });
  },
};

/** "Accept the risk for bob": the card that asks why and until when, with what was said of it filled in. */
async function acceptFor(request: Request, queries: readonly string[], slots: Slots): Promise<Answer> {
  const scan = await request.scan();
  const accountIds: string[] = [];
  for (const [index, query] of queries.entries()) {
    const who = resolveAccount(scan, query, { context: request.context });
    // What is answered to the question stands beside the others.
    const { account: _, ...rest } = slots;
    const asked = { intent: 'explain-account' as const, slots: { ...rest, accounts: [...accountIds, ...queries.slice(index + 1)] } };
    if (who.kind === 'unknown') return notFound(request, query, asked);
    if (who.kind === 'ambiguous') return whichOne(request, who.query, who.candidates, asked);
    accountIds.push(who.account.id);
  }
  const { reason = '', until = '' } = slots;
  return askAcceptance(request, accountIds, { wish: { accountIds, finding: 'all', owner: '', reason, until } });
}

interface Options {
  slots?: Slots;
  from?: { filter: string; finding?: string; page: number };
  withoutPolicies?: boolean;
}

/** `query`: a person's words, `#2`, `$last`, `$me`, or an id that a card brought back. */
export async function showAccount(request: Request, query: string, { slots = {}, from, withoutPolicies = false }: Options = {}): Promise<Answer> {
  const scan = await request.scan();
  const { groupPath } = request.parts;
  const asking = { context: request.context, ...(request.person.accountId && { personAccountId: request.person.accountId }), ...(groupPath && { groupPath }) };
  const result = await explain(scan, query, asking);
  if (result.kind === 'unknown') return notFound(request, query, { intent: 'explain-account', slots });
  if (result.kind === 'ambiguous') return whichOne(request, result.query, result.candidates, { intent: 'explain-account', slots });
  const { account } = result.explanation;
  const topics = topicsAbout(account.findings.map(({ id }) => id));
  const accepted = acceptedLine((await acceptedNow(request)).get(account.id) ?? []);
  const view = { explanation: result.explanation, topics, ...(accepted && { accepted }), ...(from && { from }), withoutPolicies };
  return { presented: present(explainCard, view, request.frame(scan)), context: { lastAccountId: account.id } };
}

interface Wish {
  intent: Intent;
  slots: Slots;
}

const REFERENCES: Record<string, string> = {
  $last: 'no account was spoken of yet', $me: 'I don\'t know which account of this tenant is yours', $list: 'no list was shown yet',
};

/** Of several accounts asked for, one that is nobody. */
export function leftOut(query: string): string {
  const problem = REFERENCES[query];
  return problem ? `${problem[0]!.toUpperCase()}${problem.slice(1)}, so that part was left out.` : `\`${query}\` fits no account and was left out.`;
}

export function notFound(request: Request, query: string, { intent, slots }: Wish): Answer {
  const place = /^#(\d+)$/.exec(query)?.[1];
  const problem = REFERENCES[query] ?? (place ? `the list shown last has no number ${place}` : `I find no account \`${query}\` in this tenant`);
  const message = `${problem[0]!.toUpperCase()}${problem.slice(1)}. Write the name or the sign-in address as it stands in Entra.`;
  return notice(request, message, { buttons: [SHOW_LIST], context: { pending: { intent, slots, question: message } } });
}

export function whichOne(request: Request, query: string, candidates: Candidate[], { intent, slots }: Wish): Answer {
  const presented = present(candidatesCard, { query, intent, candidates }, request.frame());
  const choices = candidates.map(({ userPrincipalName }) => userPrincipalName).slice(0, 20);
  return { presented, context: { pending: { intent, slots, question: presented.text.split('\n')[0]!, choices } } };
}

function askWhose(request: Request, slots: Slots): Answer {
  const question = 'Whose account do you mean? Write a name or an address.';
  return notice(request, question, { buttons: [SHOW_LIST], context: { pending: { intent: 'explain-account', slots, question } } });
}
