import { listCard, present } from '../../cards/index.js';
import { acceptedAccounts, acceptedLine, headlineWithAccepted, type Accepted } from '../../flows/exceptions/index.js';
import { listAccounts, type AccountList, type ListQuery, type Scan } from '../../flows/index.js';
import { acceptedNow, showExceptions } from '../exceptions/show.js';
import type { Answer, Command, Request } from '../types.js';

/** What `#2` and "all of them" may point to later; a conversation needn't remember a hundred thousand ids. */
const REMEMBERED = 1_000;

export const listNoncompliant: Command = {
  intent: 'list-noncompliant',
  group: 'Who has a gap',
  title: "who isn't MFA'd?",
  aliases: ['which admins have no mfa', 'list non compliant guests', 'which service accounts are not compliant', 'show me who is not registered for mfa', 'show accepted exceptions'],
  help: 'every account with a gap, worst first; also only admins, guests, service accounts …',
  run: (request, { slots }) => (slots.exceptions ? showExceptions(request, slots.account) : showList(request, { filter: slots.filter, finding: slots.finding })),
};

export async function showList(request: Request, query: ListQuery): Promise<Answer> {
  const [scan, accepted] = await Promise.all([request.scan(), acceptedNow(request)]);
  const list = withAccepted(scan, listAccounts(scan, query), accepted);
  const { filter, finding, accountIds } = list;
  return {
    presented: present(listCard, list, request.frame(scan)),
    context: { lastList: { filter, ...(finding && { finding }), accountIds: accountIds.slice(0, REMEMBERED) } },
  };
}

/** What is accepted stands beside its gap, and beside the count; nothing is taken off it. */
function withAccepted(scan: Scan, list: AccountList, accepted: Accepted): AccountList & { rows: (AccountList['rows'][number] & { accepted?: string })[] } {
  if (accepted.size === 0) return list;
  const listed = new Set(list.accountIds);
  const count = acceptedAccounts(scan.report.accounts.filter(({ id }) => listed.has(id)), accepted).length;
  return { ...list, headline: headlineWithAccepted(list.headline, count), rows: list.rows.map((row) => ({ ...row, accepted: acceptedLine(accepted.get(row.id) ?? []) })) };
}
