import { present, ticketsCard, type TicketsView } from '../../cards/index.js';
import { listAccounts, MOST_AT_ONCE, resolveAccounts, type OpenedOne, type ResolvedAccount, type Scan } from '../../flows/index.js';
import type { Filter, FindingFilter, Slots } from '../../language/types.js';
import { leftOut, notFound, whichOne } from '../commands/explainAccount.js';
import { notice, SHOW_LIST } from '../replies.js';
import type { Answer, Request } from '../types.js';
import { rowOf, showTicket, spokenOf } from './show.js';

/** For whom: accounts in a person's words or by id, or everybody on a list. */
export interface Wish {
  accounts?: string[] | undefined;
  filter?: Filter | undefined;
  finding?: FindingFilter | undefined;
  /** The person has said that it shall be so many. */
  confirmed?: boolean | undefined;
}

/** More than a person means by accident. */
const CONFIRM_ABOVE = 50;
const ROWS = 10;
const WHOM = 'For whom shall I open a ticket? Write a name or an address.';

/** Opens tickets at once where there are few; asks first where there are many. */
export async function openFor(request: Request, wish: Wish): Promise<Answer> {
  if (!wish.accounts?.length && !wish.filter && !wish.finding) {
    return notice(request, WHOM, { buttons: [SHOW_LIST], context: { pending: { intent: 'ticket-account', slots: {}, question: WHOM } } });
  }
  const scan = await request.scan();
  const { accountIds, problems } = meant(request, scan, wish);
  const [problem] = problems;
  if (accountIds.length === 0 && problem) return askAbout(request, problem, wish);
  if (accountIds.length === 0) return notice(request, 'Nobody on that list has a gap: there is nothing to open a ticket about.', { buttons: [SHOW_LIST] });
  if (accountIds.length > MOST_AT_ONCE) return tooMany(request, accountIds.length);
  if (accountIds.length > CONFIRM_ABOVE && !wish.confirmed) return confirm(request, accountIds.length, wish);
  return open(request, scan, accountIds, problems.map(problemText));
}

function meant(request: Request, scan: Scan, { accounts = [], filter, finding }: Wish): { accountIds: string[]; problems: ResolvedAccount[] } {
  if (accounts.length === 0) return { accountIds: listAccounts(scan, { ...(filter && { filter }), ...(finding && { finding }) }).accountIds, problems: [] };
  return resolveAccounts(scan, { accounts }, { context: request.context, ...(request.person.accountId && { personAccountId: request.person.accountId }) });
}

function askAbout(request: Request, problem: ResolvedAccount, wish: Wish): Answer {
  const asked = { intent: 'ticket-account' as const, slots: slotsOf(wish) };
  if (problem.kind === 'ambiguous') return whichOne(request, problem.query, problem.candidates, asked);
  return notFound(request, problem.kind === 'unknown' ? problem.query : '', asked);
}

function tooMany(request: Request, count: number): Answer {
  const message = `That would be ${count.toLocaleString('en-US')} tickets; I open at most ${MOST_AT_ONCE} at once. Nothing was opened. Ask for fewer: the admins, the guests, or one finding.`;
  return notice(request, message, { buttons: [SHOW_LIST] });
}

function confirm(request: Request, count: number, wish: Wish): Answer {
  const question = `Open ${count} tickets?`;
  const button = { title: `Open ${count} tickets`, verb: 'ticket', data: { ...wish, confirmed: true } };
  return notice(request, 'One for each account. Who has one already gets no second.', {
    headline: question, buttons: [button],
    context: { pending: { intent: 'ticket-account', slots: { ...slotsOf(wish), confirmed: true }, question } },
  });
}

const slotsOf = ({ accounts, filter, finding }: Wish): Slots => ({ ...(accounts?.length && { accounts }), ...(filter && { filter }), ...(finding && { finding }) });

async function open(request: Request, scan: Scan, accountIds: string[], problems: string[]): Promise<Answer> {
  const outcome = await request.parts.tickets.open(scan, { accountIds, asking: request.person });
  if (outcome.kind === 'refused') return notice(request, outcome.because, { headline: 'No ticket was opened' });
  const [only] = outcome.results;
  return outcome.results.length === 1 && problems.length === 0 ? one(request, only!) : several(request, outcome.results, problems);
}

function one(request: Request, { outcome, ticket, account, note }: OpenedOne): Answer {
  if (!ticket) {
    const why = { title: 'Why?', verb: 'explain', data: { account: account.id, below: true } };
    return notice(request, note ?? 'There is nothing to open a ticket about.', { headline: `No ticket for ${account.displayName}`, buttons: [why], context: { lastAccountId: account.id } });
  }
  const said = { opened: `Ticket ${ticket.number} is open.`, existing: `There is a ticket already: ${ticket.number}.`, reopened: `Ticket ${ticket.number} is open again.`, nothing: '' }[outcome];
  return showTicket(request, ticket, { note: note ? `Ticket ${ticket.number} is kept and will be handed on. ${note}` : said });
}

/** One summary, whatever the number. */
function several(request: Request, results: OpenedOne[], problems: string[]): Answer {
  const tickets = results.flatMap(({ ticket }) => ticket ?? []);
  const view: TicketsView = {
    headline: summary(results), notes: [...notes(results), ...problems], filter: undefined, rows: tickets.slice(0, ROWS).map((ticket) => rowOf(request, ticket)),
    total: tickets.length, page: 0, pages: 1, first: 1,
  };
  return { presented: present(ticketsCard, view, request.frame()), context: spokenOf(request, undefined) };
}

const counted = (results: OpenedOne[], outcome: OpenedOne['outcome']): number => results.filter((each) => each.outcome === outcome).length;
const some = (count: number, single: string, many: string): string[] => (count === 0 ? [] : [count === 1 ? `1 ${single}` : `${count} ${many}`]);

function summary(results: OpenedOne[]): string {
  const count = counted(results, 'opened');
  return count === 0 ? 'No new ticket was opened' : `Opened ${count} ${count === 1 ? 'ticket' : 'tickets'}`;
}

function notes(results: OpenedOne[]): string[] {
  const [problem] = results.flatMap(({ ticket, note }) => (ticket && note ? [note] : []));
  const waiting = results.filter(({ ticket, note }) => ticket && note).length;
  return [
    ...some(counted(results, 'existing'), 'account had one already.', 'accounts had one already.'),
    ...some(counted(results, 'reopened'), 'was opened again.', 'were opened again.'),
    ...some(counted(results, 'nothing'), 'account has nothing to open a ticket about.', 'accounts have nothing to open a ticket about.'),
    ...(problem ? [`${waiting} of them will be handed on later: ${problem}`] : []),
  ];
}

function problemText(problem: ResolvedAccount): string {
  if (problem.kind === 'ambiguous') return `\`${problem.query}\` fits ${problem.candidates.length} accounts and was left out.`;
  return leftOut(problem.kind === 'unknown' ? problem.query : '');
}

