import { listCard, present } from '../../cards/index.js';
import { listAccounts, type ListQuery } from '../../flows/index.js';
import type { Answer, Command, Request } from '../types.js';

/** What `#2` and "all of them" may point to later; a conversation needn't remember a hundred thousand ids. */
const REMEMBERED = 1_000;

export const listNoncompliant: Command = {
  intent: 'list-noncompliant',
  group: 'Who has a gap',
  title: "who isn't MFA'd?",
  aliases: ['which admins have no mfa', 'list non compliant guests', 'which service accounts are not compliant', 'show me who is not registered for mfa'],
  help: 'every account with a gap, worst first; also only admins, guests, service accounts …',
  run: (request, { slots }) => showList(request, { filter: slots.filter, finding: slots.finding }),
};

export async function showList(request: Request, query: ListQuery): Promise<Answer> {
  const scan = await request.scan();
  const list = listAccounts(scan, query);
  const { filter, finding, accountIds } = list;
  return {
    presented: present(listCard, list, request.frame(scan)),
    context: { lastList: { filter, ...(finding && { finding }), accountIds: accountIds.slice(0, REMEMBERED) } },
  };
}
