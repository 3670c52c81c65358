import { acceptCard, present } from '../../cards/index.js';
import { acceptable, acceptFindings, lastDay, MOST_ACCOUNTS, type AcceptWish, type ExceptionParts } from '../../flows/exceptions/index.js';
import type { Scan } from '../../flows/index.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Answer, Request } from '../types.js';
import { rowsOf, showRows } from './show.js';

const DEFAULT_DAYS = 30;
const DAY = 86_400_000;

const exceptionParts = ({ parts: { daily, authority, now } }: Request): ExceptionParts => ({ exceptions: daily.exceptions, audit: daily.audit, authority, now });

/** The card that asks why, who and until when; whoever fills it in is authorised when it comes back. */
export async function askAcceptance(request: Request, accountIds: readonly string[], again: { problem?: string; wish?: AcceptWish } = {}): Promise<Answer> {
  const scan = await request.scan();
  const accounts = accountsIn(scan, accountIds);
  if (accounts.length === 0) return notice(request, accountIds.length === 0 ? 'Tick the accounts first.' : 'There is nothing to accept about these accounts, or they are gone. Scan again.', { buttons: [SHOW_LIST] });
  if (accounts.length > MOST_ACCOUNTS) return notice(request, `At most ${MOST_ACCOUNTS} accounts can be accepted at once: an exception is for single accounts.`, { buttons: [SHOW_LIST] });
  const { now } = request.parts;
  const view = {
    accounts, findings: accounts.length === 1 ? acceptable(accounts[0]!) : [], lastDay: lastDay(now()), problem: again.problem ?? '',
    until: again.wish?.until || new Date(now() + DEFAULT_DAYS * DAY).toISOString().slice(0, 10), before: { reason: again.wish?.reason ?? '', owner: again.wish?.owner ?? '' },
  };
  return { presented: present(acceptCard, view, request.frame(scan)), context: accounts.length === 1 ? { lastAccountId: accounts[0]!.id } : {} };
}

function accountsIn({ report }: Scan, ids: readonly string[]): Scan['report']['accounts'] {
  const wanted = new Set(ids);
  return report.accounts.filter((account) => wanted.has(account.id) && acceptable(account).length > 0);
}

export async function accept(request: Request, wish: AcceptWish): Promise<Answer> {
  const scan = await request.scan();
  const outcome = await acceptFindings(exceptionParts(request), scan, { asking: request.person, conversationId: request.person.conversationId, wish });
  if (outcome.kind === 'refused') return askAcceptance(request, wish.accountIds, { problem: outcome.because, wish });
  const notes = ['Each stays a gap, and is shown as accepted until then.', ...(outcome.without > 0 ? [`${outcome.without} of the accounts had nothing to accept, or are gone.`] : [])];
  return showRows(request, 'Accepted', rowsOf(scan, outcome.exceptions), notes);
}
