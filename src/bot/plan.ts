import { planCard, present } from '../cards/index.js';
import { explainAccount, resolveAccounts, type ResolvedAccount, type Scan } from '../flows/index.js';
import type { Intent, Slots } from '../language/types.js';
import { notFound, whichOne } from './commands/explainAccount.js';
import { notice, SHOW_LIST } from './replies.js';
import type { Answer, Request } from './types.js';

interface Wording {
  intent: Intent;
  /** `count` as "3 accounts". */
  headline: (count: string) => string;
  limit: string;
  whom: string;
}

const SHOWN = 5;

/** Says whom a request to act concerns and what would close each gap. INVARIANT: it carries nothing out. */
export async function showPlan(request: Request, slots: Slots, wording: Wording): Promise<Answer> {
  const scan = await request.scan();
  const accounts = slots.accounts ?? (slots.account ? [slots.account] : []);
  if (accounts.length === 0 && !slots.filter) return whom(request, slots, wording);
  const asking = { context: request.context, ...(request.person.accountId && { personAccountId: request.person.accountId }) };
  const { accountIds, problems } = resolveAccounts(scan, { accounts, ...(slots.filter && { filter: slots.filter }) }, asking);
  const [problem] = problems;
  if (accountIds.length === 0 && problem) return askAbout(request, problem, { intent: wording.intent, slots });
  return plan(request, scan, { accountIds, problems, slots, wording });
}

interface Concerned {
  accountIds: string[];
  problems: ResolvedAccount[];
  slots: Slots;
  wording: Wording;
}

async function plan(request: Request, scan: Scan, { accountIds, problems, slots, wording }: Concerned): Promise<Answer> {
  const headline = wording.headline(`${accountIds.length} ${accountIds.length === 1 ? 'account' : 'accounts'}`);
  const accounts = await Promise.all(accountIds.slice(0, SHOWN).map((id) => planned(scan, id)));
  const view = { headline, limit: wording.limit, accounts: accounts.flat(), total: accountIds.length, problems: problems.slice(0, SHOWN).map(problemText) };
  const pending = { intent: wording.intent, slots, question: headline };
  const [only] = accountIds;
  return { presented: present(planCard, view, request.frame(scan)), context: { pending, ...(only && accountIds.length === 1 && { lastAccountId: only }) } };
}

async function planned(scan: Scan, accountId: string) {
  const result = await explainAccount(scan, accountId);
  if (result.kind !== 'explained') return [];
  const { id, displayName, userPrincipalName, verdict } = result.explanation.account;
  return [{ id, displayName, userPrincipalName, verdict, repair: result.explanation.repairs[0]?.text ?? '' }];
}

function whom(request: Request, slots: Slots, { intent, whom: question, limit }: Wording): Answer {
  return notice(request, `${question} ${limit}`, { buttons: [SHOW_LIST], context: { pending: { intent, slots, question } } });
}

function askAbout(request: Request, problem: ResolvedAccount, wish: { intent: Intent; slots: Slots }): Answer {
  if (problem.kind === 'ambiguous') return whichOne(request, problem.query, problem.candidates, wish);
  return notFound(request, problem.kind === 'unknown' ? problem.query : '', wish);
}

function problemText(problem: ResolvedAccount): string {
  if (problem.kind === 'ambiguous') return `\`${problem.query}\` fits ${problem.candidates.length} accounts and was left out.`;
  return `\`${problem.kind === 'unknown' ? problem.query : ''}\` fits no account and was left out.`;
}
