import type { AccountReport, FindingId } from '../../engine/index.js';
import { explain } from '../../findings/index.js';
import type { Scan } from '../types.js';
import { describe, headOf, nothing, sharesFinding, worthATicket, type Said, type Worth } from './content.js';
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
  const accounts = new Map(scan.report.accounts.map((account) => [account.id, account]));
  const known = ids.flatMap((id) => accounts.get(id) ?? []);
  return { kind: 'opened', results: await inParallel(known, AT_ONCE, (account) => openOne(parts, scan, { account, actor: allowed.actor, finding })) };
}

interface One {
  account: AccountReport;
  actor: Actor;
  finding: FindingId | undefined;
}

async function openOne(parts: TicketParts, scan: Scan, { account, actor, finding }: One): Promise<OpenedOne> {
  const { id, displayName, userPrincipalName } = account;
  const head = { account: { id, displayName, userPrincipalName } };
  const findings = worthATicket(account, finding);
  if (findings.length === 0) return { ...head, outcome: 'nothing', ticket: undefined, note: nothing(account) };
  const opened = await earlier(parts, id, findings, actor);
  // Explaining costs more than all else, and only a new ticket needs it.
  return { ...head, ...(opened ?? (await anew(parts, describe(explain(scan.snapshot, id)!, findings, scan.report.scannedAt), actor))) };
}

type Opened = Omit<OpenedOne, 'account'>;

/** The one that isn't closed; else the one the bot closed when the gap was closed: it has the history. */
async function earlier(parts: TicketParts, accountId: string, findings: Worth[], actor: Actor): Promise<Opened | undefined> {
  const { tickets } = await (await parts.tickets).list({ accountIds: [accountId], limit: 20 });
  const known = tickets.map(ticketOf).filter((ticket) => sharesFinding(ticket.findings, findings));
  const current = known.find(({ status }) => status !== 'closed');
  if (current) return existing(parts, current);
  const closed = known.find(({ content }) => content.closedBy === 'bot');
  const reopened = closed && (await reopen(parts, closed.id, { actor, because: 'The account has the gap again.' }));
  return reopened && { outcome: 'reopened', ticket: reopened.ticket, note: reopened.problem };
}

/** An earlier press may have been left half done. */
async function existing(parts: TicketParts, ticket: Ticket): Promise<Opened> {
  const { ticket: standing, problem } = ticket.status === 'opening' ? await deliver(parts, ticket.id) : { ticket, problem: undefined };
  return { outcome: 'existing', ticket: standing, note: problem };
}

async function anew(parts: TicketParts, content: Said, openedBy: Actor): Promise<Opened> {
  const store = await parts.tickets;
  const head = headOf(content, parts.now());
  const pending = withIds([audited('ticket.opened', openedBy, { system: parts.system.id, findings: head.findings }), { kind: 'open' }]);
  const decidedAt = new Date(parts.now()).toISOString();
  const { ticket, isNew } = await store.open({ ...head, system: parts.system.id, openedBy, content: { ...content, decidedAt, pending, claim: claimOf(parts) } });
  if (!isNew) return existing(parts, ticketOf(ticket));
  const delivered = await carry(parts, ticketOf(ticket));
  return { outcome: 'opened', ticket: delivered.ticket, note: delivered.problem };
}
