import type { FindingId, Severity, Verdict } from '../../engine/index.js';
import type { Actor, AuditStore, TicketRecord, TicketStore } from '../../store/types.js';
import type { TicketSystem } from '../../tickets/types.js';
import type { Asking, Authority } from '../authority.js';

export interface TicketParts {
  /** May still be booting. */
  tickets: Promise<TicketStore>;
  audit: Promise<AuditStore>;
  system: TicketSystem;
  authority: Authority;
  /** Close what a later scan proves closed. */
  autoClose: boolean;
  /** Names this process: one at a time carries a ticket to the other system. */
  worker: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (message: string, cause?: unknown) => void;
}

/** Stands in for a finding where the engine has a witness and no finding explains it. */
export type TicketFinding = FindingId | 'gap';

/** What a ticket's row keeps as JSON. */
export interface TicketContent {
  account: { id: string; displayName: string; userPrincipalName: string };
  /** When it was opened. */
  verdict: Verdict;
  findings: { id: TicketFinding; severity: Severity; detail: string }[];
  /** The sentence of a sign-in that passes without MFA. */
  witness: string | null;
  /** What to do, in the imperative, in order. */
  steps: string[];
  topics: { id: string; title: string; url: string }[];
  scannedAt: string;
  /** ISO 8601: only a scan after it closes or reopens the ticket. */
  decidedAt: string;
  closedBy?: 'person' | 'bot' | 'system';
  /** To tell a second tap from a second comment. */
  lastComment?: { by: string; text: string; at: string };
  /** As the other system was seen last. */
  there?: { status: 'open' | 'closed'; label?: string; assignee?: string };
  /** What is decided here and still has to be done: kept with the decision, so that a crash loses nothing. In order. */
  pending: Effect[];
  /** Who does it, and until when (ISO 8601) others leave it alone. */
  claim?: { worker: string; until: string };
}

export type Effect = { id: string } & (
  | { kind: 'audit'; event: TicketEvent; actor: Actor; details: object }
  /** A comment in our own list. */
  | { kind: 'note'; by: Actor; text: string }
  | { kind: 'open' }
  | { kind: 'comment'; text: string }
  | { kind: 'close' | 'reopen'; because: string }
  | { kind: 'assign'; person: { displayName: string; userPrincipalName: string } }
);

export type TicketEvent = 'ticket.opened' | 'ticket.assigned' | 'ticket.commented' | 'ticket.closed' | 'ticket.reopened';

export type NewEffect = Effect extends infer Each ? (Each extends Effect ? Omit<Each, 'id'> : never) : never;

/** A ticket as the rest of the product sees it. Names and comments are foreign text. */
export interface Ticket extends Omit<TicketRecord, 'content'> {
  content: TicketContent;
}

export type TicketOutcome =
  | { kind: 'done'; ticket: Ticket; note: string }
  /** It is as it was: somebody was first, or nothing was to do. */
  | { kind: 'unchanged'; ticket: Ticket; note: string }
  | { kind: 'unknown' }
  | { kind: 'refused'; because: string };

export interface OpenedOne {
  outcome: 'opened' | 'existing' | 'reopened' | 'nothing';
  account: { id: string; displayName: string; userPrincipalName: string };
  /** Undefined where there was nothing to open one about. */
  ticket: Ticket | undefined;
  /** Why there was nothing, or what the ticket system said. */
  note: string | undefined;
}

export type OpenOutcome = { kind: 'opened'; results: OpenedOne[] } | { kind: 'refused'; because: string };

export type TicketFilter = 'open' | 'mine' | 'closed';

export interface TicketList {
  filter: TicketFilter;
  tickets: Ticket[];
  total: number;
  overdue: number;
  /** 0-based. */
  page: number;
  pages: number;
}

/** Who presses: the authority decides anew at each press. */
export type { Actor, Asking };

/** The bot itself, for what a scan proves. */
export const BOT: Actor = { id: 'bot', name: 'MFA bot' };
