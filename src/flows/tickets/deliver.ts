import type { TicketStatus } from '../../store/types.js';
import { TicketError } from '../../tickets/types.js';
import { draftOf } from './content.js';
import { move, ticketOf, type Move } from './row.js';
import type { Effect, Ticket, TicketContent, TicketParts } from './types.js';

/** Longer than a ticket system may take to answer; after a crash the next sync takes over then. */
export const CLAIM_MS = 120_000;
const ANY: TicketStatus[] = ['opening', 'open', 'closed'];

export interface Delivered {
  ticket: Ticket;
  /** What the ticket system said, where it could not be told now; the ticket keeps what is owed. */
  problem: string | undefined;
}

/**
 * Does what the ticket still owes (audit row, the other system), one process at a time, each effect struck off as soon as it is done.
 * INVARIANT: an effect is only struck off after it was carried out, so a crash repeats at most one; opening looks up first, and a repeated
 * close or assignment changes nothing.
 */
export async function deliver(parts: TicketParts, id: string): Promise<Delivered> {
  const claimed = await move(parts, id, ANY, (ticket) => (isFree(ticket, parts) && ticket.content.pending.length > 0 ? { content: { claim: claimOf(parts) } } : undefined));
  return claimed ? carry(parts, claimed) : { ticket: await reload(parts, id), problem: undefined };
}

/** For a row that its opener has claimed as it made it. */
export async function carry(parts: TicketParts, claimed: Ticket): Promise<Delivered> {
  let ticket = claimed;
  try {
    for (let next = ticket.content.pending[0]; next; next = ticket.content.pending[0]) {
      ticket = await strikeOff(parts, ticket.id, next, await carryOut(parts, ticket, next));
    }
    return { ticket, problem: undefined };
  } catch (cause) {
    if (!(cause instanceof TicketError)) throw cause;
    parts.log(`ticket ${ticket.number}: ${parts.system.name} was not told`, cause);
    return { ticket: await release(parts, ticket, cause.kind === 'later'), problem: cause.message };
  }
}

type Claim = NonNullable<TicketContent['claim']>;

export const claimOf = (parts: TicketParts): Claim => claimFor(parts, Math.max(CLAIM_MS, parts.system.settleMs));
const claimFor = ({ worker, now }: TicketParts, ms: number): Claim => ({ worker, until: new Date(now() + ms).toISOString() });

export const isFree = ({ content: { claim } }: Ticket, { now }: TicketParts): boolean => !claim || Date.parse(claim.until) <= now();

/** The claim ends with the last effect: in one move, so that an effect that was added meanwhile is still seen. */
async function strikeOff(parts: TicketParts, id: string, { id: done }: Effect, learn: Learned): Promise<Ticket> {
  const moved = await move(parts, id, ANY, (ticket) => {
    const pending = ticket.content.pending.filter((each) => each.id !== done);
    const learned = learn(ticket);
    return { ...learned, content: { ...learned.content, pending, claim: pending.length > 0 ? claimOf(parts) : undefined } };
  });
  return moved ?? reload(parts, id);
}

/** What an unclear `open` may have created is only found by its look-up after a while: until then nobody tries. */
async function release(parts: TicketParts, { id }: Ticket, isUnclear: boolean): Promise<Ticket> {
  const released = await move(parts, id, ANY, ({ content }) => {
    if (content.claim?.worker !== parts.worker) return undefined;
    const waits = isUnclear && content.pending[0]?.kind === 'open' && parts.system.settleMs > 0;
    return { content: { claim: waits ? claimFor(parts, parts.system.settleMs) : undefined } };
  });
  return released ?? reload(parts, id);
}

async function reload(parts: TicketParts, id: string): Promise<Ticket> {
  const row = await (await parts.tickets).load(id);
  if (!row) throw new Error(`the ticket ${id} is not in the store any more`);
  return ticketOf(row);
}

/** What the row learns from an effect, whatever has become of the row meanwhile. */
type Learned = (ticket: Ticket) => Move;
const NOTHING: Learned = () => ({});

async function carryOut(parts: TicketParts, ticket: Ticket, effect: Effect): Promise<Learned> {
  if (effect.kind === 'audit') return record(parts, ticket, effect);
  if (effect.kind === 'note') return note(parts, ticket, effect);
  // Another system than the configured one holds it: what is owed there can't be told any more.
  if (ticket.system !== parts.system.id) return effect.kind === 'open' ? () => ({ set: { status: 'open' } }) : NOTHING;
  if (effect.kind === 'open') return open(parts, ticket);
  try {
    return await tell(parts, ticket, effect);
  } catch (cause) {
    // What can never be told would be tried for ever.
    if (!(cause instanceof TicketError) || (cause.kind !== 'gone' && cause.kind !== 'refused')) throw cause;
    parts.log(`ticket ${ticket.number}: ${parts.system.name} did not take it`, cause);
    return NOTHING;
  }
}

type Of<Kind extends Effect['kind']> = Effect & { kind: Kind };

async function record(parts: TicketParts, { id, number, accountId }: Ticket, { actor, event, details }: Of<'audit'>): Promise<Learned> {
  await (await parts.audit).append({ actor, event, subject: { ticket: id, account: accountId }, details: { number, ...details } });
  return NOTHING;
}

async function note(parts: TicketParts, { id }: Ticket, { by, text }: Of<'note'>): Promise<Learned> {
  await (await parts.tickets).comment(id, { by, text });
  return NOTHING;
}

async function open({ system }: TicketParts, ticket: Ticket): Promise<Learned> {
  const { externalId, url } = await system.open(draftOf(ticket));
  return ({ status }) => ({
    // It may have been closed meanwhile; then it only learns its id, and is closed there next.
    set: { ...(status === 'opening' && { status: 'open' as const }), externalId, ...(url !== undefined && { externalUrl: url }) },
    content: { there: { status: 'open' } },
  });
}

async function tell({ system }: TicketParts, { externalId }: Ticket, effect: Of<'comment' | 'assign' | 'close' | 'reopen'>): Promise<Learned> {
  if (externalId === undefined) return NOTHING;
  switch (effect.kind) {
    case 'comment': await system.comment(externalId, effect.text); return NOTHING;
    case 'assign': await system.assign(externalId, effect.person); return NOTHING;
    case 'close': await system.close(externalId, effect.because); return seen('closed');
    case 'reopen': await system.reopen(externalId, effect.because); return seen('open');
  }
}

const seen = (status: 'open' | 'closed'): Learned => ({ content: { there } }) => ({ content: { there: { ...there, status } } });
