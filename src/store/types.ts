import type { Counts, Snapshot } from '../engine/index.js';
import type { AlertStore, ConversationStore, DeliveryStore, ExceptionStore, LeaseStore, PaceStore, SubscriptionStore } from './digest/types.js';

export type * from './digest/types.js';

/** What the product remembers, by tenant. The same on the embedded database and on PostgreSQL. */
export interface Store {
  scans(tenantId: string): ScanStore;
  contexts(tenantId: string): ContextStore;
  feedback(tenantId: string): FeedbackStore;
  plans(tenantId: string): PlanStore;
  audit(tenantId: string): AuditStore;
  tickets(tenantId: string): TicketStore;
  conversations(tenantId: string): ConversationStore;
  subscriptions(tenantId: string): SubscriptionStore;
  deliveries(tenantId: string): DeliveryStore;
  exceptions(tenantId: string): ExceptionStore;
  alerts(tenantId: string): AlertStore;
  leases(tenantId: string): LeaseStore;
  pace(tenantId: string): PaceStore;
  /** Deletes what has been kept long enough; resolves to how many rows that were. */
  retire(tenantId: string): Promise<number>;
  /** Takes a person (an account's object id) out of everything; see forget/forget.ts. */
  forget(tenantId: string, accountId: string, by: Actor): Promise<Forgotten>;
  /** SQL as it is, for the job queue; without values it may be several statements. */
  execute(sql: string, values: unknown[]): Promise<{ rows: unknown[] }>;
  /** The database in words, for `doctor`: "embedded database in `data`", "PostgreSQL 15.3". */
  describe(): Promise<string>;
  close(): Promise<void>;
}

/** By what a person is found in rows and texts. */
export interface Person {
  /** The account's object id. */
  id: string;
  /** That one, and those that Teams gave: each means nobody else. */
  ids: string[];
  /** User principal name and mail, of now and of every kept scan. */
  addresses: string[];
  names: string[];
}

/** What became of a person's traces; rows by table. */
export interface Forgotten {
  deleted: Record<string, number>;
  /** That stay, and name the person no longer. */
  erased: Record<string, number>;
  /** What still names the person, and why or what to do; one sentence each. */
  kept: string[];
}

export interface FinishedScan {
  snapshot: Snapshot;
  summary: Counts;
}

/** A scan's verdicts are a pure function of its snapshot, so the snapshot is what is kept. */
export interface ScanStore {
  /** Keeps every scan of 8 days, then one a day for 35 days, then one a week for 400 days. */
  save(scan: FinishedScan, now: number): Promise<void>;
  latest(): Promise<Snapshot | undefined>;
  /** The last scan at or before the moment (ISO 8601); where none is that old, the first one there is. */
  before(moment: string): Promise<Snapshot | undefined>;
  /** The last scan before the one of this moment. */
  previousTo(scannedAt: string): Promise<Snapshot | undefined>;
  /** Counts of every scan since, oldest first: the trend. */
  summaries(since: string): Promise<{ scannedAt: string; summary: Counts }[]>;
}

export interface ContextKey {
  conversationId: string;
  personId: string;
}

/** Whatever JSON object the caller keeps per conversation and person; forgotten after 30 days. */
export interface ContextStore {
  load(key: ContextKey): Promise<object | undefined>;
  save(key: ContextKey, context: object): Promise<void>;
}

export interface Vote {
  conversationId: string;
  personId: string;
  topic: string;
  question: string;
  helpful: boolean;
}

export interface FeedbackStore {
  /** A person's second vote on the same question and topic replaces the first. */
  record(vote: Vote): Promise<void>;
  tally(): Promise<{ topic: string; helpful: number; unhelpful: number }[]>;
}

/** Who did something: a person of the tenant, or the bot itself. `id` is the account's object id, or `local-operator`, or `bot`. */
export interface Actor {
  id: string;
  name: string;
}

/**
 * `proposed` is shown and waits for its requester, `awaitingApproval` for a second person; `running` is being written;
 * `finished` has nothing left to do, whatever came of it. The rest ended without a write.
 */
export type PlanStatus = 'proposed' | 'awaitingApproval' | 'running' | 'finished' | 'withdrawn' | 'declined' | 'superseded';

/** `writing` is journaled before the write is sent: after a crash, only Graph knows what became of it. */
export type StepStatus = 'planned' | 'writing' | 'sent' | 'effective' | 'failed' | 'skipped';

/** One write of a plan. `change` is the flow's own JSON. */
export interface StepRecord {
  position: number;
  status: StepStatus;
  change: object;
  /** What a person is told about the outcome: the error's mend, or why it was skipped. */
  note: string | undefined;
  requestId: string | undefined;
  updatedAt: string;
}

export interface PlanRecord {
  /** UUID. */
  id: string;
  /** Counts up in each tenant: what people call it ("plan 41"). */
  number: number;
  status: PlanStatus;
  requestedBy: Actor;
  /** The one conversation it may be confirmed in. */
  conversationId: string;
  createdAt: string;
  /** ISO 8601; after it nothing confirms the plan. */
  expiresAt: string;
  /** When its requester said yes: the move to `awaitingApproval` or `running`. */
  confirmedAt: string | undefined;
  approvedBy: Actor | undefined;
  /** When it ended, with or without a write. */
  finishedAt: string | undefined;
  /** The plan that this one undoes. */
  undoes: string | undefined;
  /** The flow's own JSON: rows, effects, warnings. */
  content: object;
  /** Where its card stands, so that a later process can edit it; the bot's own JSON. */
  place: object | undefined;
  steps: StepRecord[];
}

export interface NewPlan extends Pick<PlanRecord, 'requestedBy' | 'conversationId' | 'expiresAt' | 'content'> {
  undoes?: string;
  changes: object[];
}

/** A move that only succeeds once: the row is changed only where it still is as the condition says. */
export interface PlanMove {
  from: PlanStatus[];
  to: PlanStatus;
  /** Only this person, by actor id. */
  requestedBy?: string;
  conversationId?: string;
  /** ISO 8601: only while `expiresAt` is later. */
  before?: string;
  /** Only while this worker holds the lease: a worker that was thought dead must not end what another one carries now. */
  heldBy?: string;
  /** Kept with the move. */
  set?: Partial<Pick<PlanRecord, 'content' | 'approvedBy' | 'expiresAt' | 'place'>>;
  /** Who carries a running plan, and until when (ISO 8601) others leave it alone. A move without it ends the lease. */
  lease?: { worker: string; until: string };
}

export interface PlanStore {
  propose(plan: NewPlan): Promise<PlanRecord>;
  load(id: string): Promise<PlanRecord | undefined>;
  byNumber(number: number): Promise<PlanRecord | undefined>;
  /** Atomic compare-and-set: undefined where another press, process or the clock was first. */
  move(id: string, move: PlanMove): Promise<PlanRecord | undefined>;
  place(id: string, place: object): Promise<void>;
  /** False where the worker's lease was lost. */
  renew(id: string, worker: string, until: string): Promise<boolean>;
  /** Takes over running plans whose lease has run out, each by one worker only. */
  takeOver(worker: string, now: string, until: string): Promise<PlanRecord[]>;
  /** False where the step isn't in one of `from`, or the worker no longer holds the plan. A note or request id not given stays as it was. */
  step(id: string, worker: string, step: { position: number; from: StepStatus[]; to: StepStatus; note?: string; requestId?: string }): Promise<boolean>;
  /** Newest first. */
  recent(query: { since: string; limit: number }): Promise<PlanRecord[]>;
  /** The plan that undoes this one and was confirmed, if there is one: it awaits approval (and can still get it), runs or has run. */
  undoOf(id: string): Promise<PlanRecord | undefined>;
}

export interface AuditEntry {
  actor: Actor;
  /** Such as `plan.confirmed`, `step.written`, `plan.refused`, `ticket.opened`. */
  event: string;
  /** Ids this is about: plan, account, ticket. */
  subject: { [kind: string]: string };
  /** Before, after, request ids, reasons: JSON. */
  details: object;
}

export interface AuditRow extends AuditEntry {
  sequence: number;
  at: string;
  /** SHA-256 over this row's canonical JSON, which holds the hash before it: a row that was changed, or taken out of the middle, shows. */
  hash: string;
  previousHash: string;
  /** The actor's name and the details were taken away for somebody who asked to be forgotten: they are empty. */
  isForgotten: boolean;
}

export type AuditVerification = { intact: true; rows: number; head: string } | { intact: false; sequence: number; problem: string };

/** Append-only: the database itself refuses to change or delete a row. */
export interface AuditStore {
  append(entry: AuditEntry): Promise<AuditRow>;
  /** Oldest first. */
  read(query: { since?: string; afterSequence?: number; limit: number }): Promise<AuditRow[]>;
  /** Walks the whole chain; names the first row that breaks it. */
  verify(): Promise<AuditVerification>;
  /**
   * Takes names and details away from every row that names the person, and says so in a row of its own.
   * When, what and which ids stay, and the chain stays whole. Resolves to how many rows that were.
   */
  forget(person: Person, by: Actor): Promise<number>;
}

/** `opening` is kept before the other system is asked; after a crash it is looked up there before anything is created. */
export type TicketStatus = 'opening' | 'open' | 'closed';

export interface TicketRecord {
  id: string;
  /** Counts up in each tenant: what people call it ("ticket 12"). */
  number: number;
  status: TicketStatus;
  accountId: string;
  /** Findings it is about; an account has at most one ticket that isn't closed for each. */
  findings: string[];
  /** Id of the ticket system that holds it (`builtIn`, `jira` ...). */
  system: string;
  /** Its id and address there; undefined while opening. */
  externalId: string | undefined;
  externalUrl: string | undefined;
  title: string;
  /** The flow's own JSON: account, witness, remedy, links. */
  content: object;
  priority: 'high' | 'medium' | 'low';
  dueAt: string;
  assignee: Actor | undefined;
  openedBy: Actor;
  openedAt: string;
  closedAt: string | undefined;
  closedBecause: string | undefined;
  comments: { at: string; by: Actor; text: string }[];
  updatedAt: string;
}

export type NewTicket = Pick<TicketRecord, 'accountId' | 'findings' | 'system' | 'title' | 'content' | 'priority' | 'dueAt' | 'openedBy'>;

export interface TicketStore {
  /** The new ticket in `opening`, or the one that already covers one of its findings. */
  open(ticket: NewTicket): Promise<{ ticket: TicketRecord; isNew: boolean }>;
  load(id: string): Promise<TicketRecord | undefined>;
  byNumber(number: number): Promise<TicketRecord | undefined>;
  /** Undefined where it isn't in one of `from` any more, or was changed since; and where another ticket that isn't closed has its findings. */
  update(id: string, change: {
    from?: TicketStatus[];
    /** `updatedAt` as the caller read it: nothing may have happened in between. It grows with every change, also within a millisecond. */
    unchangedSince?: string;
    set: Partial<Pick<TicketRecord, 'status' | 'externalId' | 'externalUrl' | 'assignee' | 'closedBecause' | 'findings' | 'priority' | 'content'>>;
  }): Promise<TicketRecord | undefined>;
  comment(id: string, comment: { by: Actor; text: string }): Promise<TicketRecord | undefined>;
  /** Newest first; all statuses unless asked. */
  list(query: {
    status?: TicketStatus[];
    accountIds?: string[];
    assigneeId?: string;
    dueBefore?: string;
    /** Only those whose content has something in `pending`: decided, and not yet carried out. */
    isOwing?: boolean;
    limit: number;
    offset?: number;
  }): Promise<{ tickets: TicketRecord[]; total: number }>;
}

/** The database can't be used; the message says why and what to do. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** Another process of ours has the embedded database. */
export class StoreInUseError extends StoreError {
  override name = 'StoreInUseError';
}
