import type { AccountReport } from '../../engine/index.js';
import type { TicketStatus } from '../../store/types.js';
import type { Scan } from '../types.js';
import { close } from './closeTicket.js';
import { deliver, isFree } from './deliver.js';
import { inParallel } from './inParallel.js';
import { readBack } from './readBack.js';
import { reopen } from './reopenTicket.js';
import { ticketOf } from './row.js';
import { BOT, type Ticket, type TicketParts } from './types.js';

const AT_ONCE = 4;
const PAGE = 200;

/**
 * Brings tickets in step with the tenant and the other system: finishes what a crash or an outage left undone, follows what a scan proves,
 * reads status back. Safe to run in several processes and at any time: each move happens once.
 */
export async function syncTickets(parts: TicketParts, scan?: Scan): Promise<void> {
  await finish(parts);
  if (scan && parts.autoClose && isProof(scan)) await follow(parts, scan);
  await readBack(parts);
}

async function finish(parts: TicketParts): Promise<void> {
  const owing = await all(parts, { isOwing: true });
  await inParallel(owing.filter((ticket) => isFree(ticket, parts)), AT_ONCE, ({ id }) => deliver(parts, id));
}

/** INVARIANT: nothing is closed on what wasn't read to the end. */
const isProof = ({ isPreliminary, report, snapshot }: Scan): boolean => !isPreliminary && report.complete && snapshot.accountsComplete;

async function follow(parts: TicketParts, { report, snapshot }: Scan): Promise<void> {
  const accounts = new Map(report.accounts.map((account) => [account.id, account]));
  const isLater = ({ content }: Ticket): boolean => Date.parse(snapshot.scannedAt) > Date.parse(content.decidedAt);
  const open = (await all(parts, { status: ['opening', 'open'] })).filter(isLater);
  await inParallel(open, AT_ONCE, (ticket) => closeIfMended(parts, ticket, accounts.get(ticket.accountId)));
  const closed = (await all(parts, { status: ['closed'] })).filter((ticket) => ticket.content.closedBy === 'bot' && isLater(ticket));
  await inParallel(closed, AT_ONCE, (ticket) => reopenIfBack(parts, ticket, accounts.get(ticket.accountId)));
}

async function closeIfMended(parts: TicketParts, ticket: Ticket, account: AccountReport | undefined): Promise<void> {
  const because = mended(ticket, account);
  if (because && (await close(parts, ticket.id, { actor: BOT, by: 'bot', because }))) await deliver(parts, ticket.id);
}

/** Why nothing is left to do; undefined while there is, and while it isn't known. */
function mended({ findings, content }: Ticket, account: AccountReport | undefined): string | undefined {
  if (!account) return 'The scan proves it: the account is no longer in the tenant.';
  if (account.verdict === 'blocked') return 'The scan proves it: the account cannot sign in any more.';
  // Opened about an account without a gap, it is done when what it was about is gone.
  const isLeft = content.verdict === 'compliant' && account.findings.some(({ id }) => findings.includes(id));
  return account.verdict === 'compliant' && !isLeft ? 'The scan proves it: every sign-in of the account meets MFA or a block.' : undefined;
}

async function reopenIfBack(parts: TicketParts, { id, findings, content }: Ticket, account: AccountReport | undefined): Promise<void> {
  const isBack = account?.verdict === 'nonCompliant' || (content.verdict === 'compliant' && account?.findings.some((each) => findings.includes(each.id)));
  if (isBack) await reopen(parts, id, { actor: BOT, because: `The account fell back: ${account?.witness?.text ?? 'what was mended is there again.'}` });
}

async function all(parts: TicketParts, query: { status?: TicketStatus[]; isOwing?: boolean }): Promise<Ticket[]> {
  const store = await parts.tickets;
  const found: Ticket[] = [];
  for (let offset = 0; ; offset += PAGE) {
    const { tickets, total } = await store.list({ ...query, limit: PAGE, offset });
    found.push(...tickets.map(ticketOf));
    if (tickets.length === 0 || found.length >= total) return found;
  }
}
