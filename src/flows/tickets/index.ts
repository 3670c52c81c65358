import type { Scan } from '../types.js';
import type { Acting } from './act.js';
import { assignTicket } from './assignTicket.js';
import { closeTicket } from './closeTicket.js';
import { commentTicket } from './commentTicket.js';
import { findTicket, listTickets, type TicketQuery } from './listTickets.js';
import { openTickets, type TicketWish } from './openTickets.js';
import { reopenTicket } from './reopenTicket.js';
import { syncTickets } from './syncTickets.js';
import type { OpenOutcome, Ticket, TicketList, TicketOutcome, TicketParts } from './types.js';

export type { Acting } from './act.js';
export type { TicketQuery } from './listTickets.js';
export { MOST_AT_ONCE, type TicketWish } from './openTickets.js';
export type { OpenedOne, OpenOutcome, Ticket, TicketFilter, TicketList, TicketOutcome, TicketParts } from './types.js';

/** Everything that can be done with tickets; who asks is authorised at each call that changes something. */
export interface Tickets {
  open(scan: Scan, wish: TicketWish): Promise<OpenOutcome>;
  list(query: TicketQuery): Promise<TicketList>;
  find(number: number): Promise<Ticket | undefined>;
  assign(acting: Acting, userPrincipalName: string | undefined): Promise<TicketOutcome>;
  comment(acting: Acting, text: string): Promise<TicketOutcome>;
  close(acting: Acting): Promise<TicketOutcome>;
  reopen(acting: Acting): Promise<TicketOutcome>;
  /** Never rejects: what fails is logged, and tried again the next time. One at a time. */
  sync(scan?: Scan): Promise<void>;
  /** Resolves when no sync is under way: what a graceful stop waits for. */
  idle(): Promise<void>;
  /** The name of the system that holds the tickets; undefined for our own. */
  systemName: string | undefined;
}

export function createTickets(parts: TicketParts): Tickets {
  let syncing: Promise<void> = Promise.resolve();
  const quietly = (scan?: Scan): Promise<void> => syncTickets(parts, scan).catch((cause: unknown) => parts.log('bringing the tickets in step failed', cause));
  return {
    open: (scan, wish) => openTickets(parts, scan, wish),
    list: (query) => listTickets(parts, query),
    find: (number) => findTicket(parts, number),
    assign: (acting, userPrincipalName) => assignTicket(parts, acting, userPrincipalName),
    comment: (acting, text) => commentTicket(parts, acting, text),
    close: (acting) => closeTicket(parts, acting),
    reopen: (acting) => reopenTicket(parts, acting),
    sync: (scan) => (syncing = syncing.then(() => quietly(scan))),
    idle: () => syncing,
    systemName: parts.system.id === 'builtIn' ? undefined : parts.system.name,
  };
}
