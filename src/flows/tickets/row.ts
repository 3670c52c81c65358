import { randomUUID } from 'node:crypto';
import type { TicketRecord, TicketStatus, TicketStore } from '../../store/types.js';
import type { Actor, Effect, NewEffect, Ticket, TicketContent, TicketEvent, TicketParts } from './types.js';

/** A row's JSON is always this flow's own. */
export const ticketOf = (record: TicketRecord): Ticket => record as Ticket;

type Row = Parameters<TicketStore['update']>[1]['set'];
export interface Move {
  set?: Omit<Row, 'content'>;
  content?: Partial<TicketContent>;
  /** Owed with the move. */
  effects?: NewEffect[];
}

/** Somebody else's move on the same row only delays ours. */
const TRIES = 20;

/** One move that happens once: decided on the row as it is, kept only if nobody changed it meanwhile. Undefined where `decide` lets it be. */
export async function move(parts: TicketParts, id: string, from: TicketStatus[], decide: (ticket: Ticket) => Move | undefined): Promise<Ticket | undefined> {
  const store = await parts.tickets;
  for (let tries = 0; tries < TRIES; tries += 1) {
    const record = await store.load(id);
    const decided = record && from.includes(record.status) ? decide(ticketOf(record)) : undefined;
    if (!record || !decided) return undefined;
    const moved = await store.update(id, { from, unchangedSince: record.updatedAt, set: { ...decided.set, content: moving(ticketOf(record).content, decided) } });
    if (moved) return ticketOf(moved);
  }
  return undefined;
}

function moving(content: TicketContent, { content: change, effects = [] }: Move): TicketContent {
  const next = { ...content, ...change };
  return { ...next, pending: [...next.pending, ...withIds(effects)] };
}

/** `as`: TypeScript doesn't see that an id makes an Effect of each kind. */
export const withIds = (effects: NewEffect[]): Effect[] => effects.map((effect) => ({ ...effect, id: randomUUID() }) as Effect);

/** An audit row that is owed with a move of the ticket. */
export const audited = (event: TicketEvent, actor: Actor, details: object = {}): NewEffect => ({ kind: 'audit', event, actor, details });
