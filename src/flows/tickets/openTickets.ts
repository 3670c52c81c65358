import type { FindingId } from '../../engine/index.js';
import { explain } from '../../findings/index.js';
import type { Scan } from '../types.js';
import { describe, headOf, sharesFinding, type Said } from './content.js';
import { carry, claimOf, deliver } from './deliver.js';
import { inParallel } from './inParallel.js';
import { refuse } from './refuse.js';
import { reopen } from './reopenTicket.js';
import { audited, ticketOf, withIds } from './row.js';
import type { Actor, Asking, OpenedOne, OpenOutcome, Ticket, TicketParts } from './types.js';

/** A ticket system is asked by so many at a time; the systems' limits are counted in tens a second. */
const AT_ONCE = 4;
/** More than this is a project, not an order: the rest is asked for again. */
export const MOST_AT_ONCE = 500;

export interface TicketWish {
  accountIds: string[];
  asking: Asking;
  /** About this finding only. */
  finding?: FindingId;
}

/** One ticket an account. Who has one that isn't closed gets no second; one that the bot had closed is opened again. */
export async function openTickets(parts: TicketParts, scan: Scan, { accountIds, asking, finding }: TicketWish): Promise<OpenOutcome> {
  const allowed = await parts.authority.check(asking, 'ticket');
  if (!allowed.allowed) return refuse(parts, allowed, 'open', { accounts: accountIds.length });
  const ids = [...new Set(accountIds)].slice(0, MOST_AT_ONCE);
  const results = await inParallel(ids, AT_ONCE, (id) => openOne(parts, scan, { id, actor: allowed.actor, finding }));
  return { kind: 'opened', results: results.filter((each) => each !== undefined) };
}

interface One {
  id: string;
  actor: Actor;
  finding: FindingId | undefined;
}

/** Undefined for an id that the tenant doesn't have. */
async function openOne(parts: TicketParts, scan: Scan, { id, actor, finding }: One): Promise<OpenedOne | undefined> {
  const explanation = explain(scan.snapshot, id);
  if (!explanation) return undefined;
  const content = describe(explanation, scan.report.scannedAt, finding);
  const { displayName, userPrincipalName } = explanation.account;
  const account = { id, displayName, userPrincipalName };
  if (typeof content === 'string') return { outcome: 'nothing', account, ticket: undefined, note: content };
  return { account, ...((await again(parts, content, actor)) ?? (await anew(parts, content, actor))) };
}

type Opened = Omit<OpenedOne, 'account'>;

/** The one the bot closed when the gap was closed: it has the history. */
async function again(parts: TicketParts, content: Said, actor: Actor): Promise<Opened | undefined> {
  const { tickets } = await (await parts.tickets).list({ accountIds: [content.account.id], limit: 20 });
  const known = tickets.map(ticketOf).filter((ticket) => sharesFinding(ticket.findings, content.findings));
  const closed = known.find((ticket) => ticket.status === 'closed' && ticket.content.closedBy === 'bot');
  if (!closed || known.some(({ status }) => status !== 'closed')) return undefined;
  const reopened = await reopen(parts, closed.id, { actor, because: 'The account has the gap again.' });
  return reopened && { outcome: 'reopened', ticket: reopened.ticket, note: reopened.problem };
}

async function anew(parts: TicketParts, content: Said, openedBy: Actor): Promise<Opened> {
  const store = await parts.tickets;
  const head = headOf(content, parts.now());
  const pending = withIds([audited('ticket.opened', openedBy, { system: parts.system.id, findings: head.findings }), { kind: 'open' }]);
  const { ticket, isNew } = await store.open({ ...head, system: parts.system.id, openedBy, content: { ...content, decidedAt: new Date(parts.now()).toISOString(), pending, claim: claimOf(parts) } });
  const { ticket: known, problem } = isNew ? await carry(parts, ticketOf(ticket)) : await standing(parts, ticketOf(ticket));
  return { outcome: isNew ? 'opened' : 'existing', ticket: known, note: problem };
}

/** An earlier press may have been left half done. */
const standing = (parts: TicketParts, ticket: Ticket) => (ticket.status === 'opening' ? deliver(parts, ticket.id) : { ticket, problem: undefined });
