import type { Counts, Snapshot } from '../engine/index.js';

/** What the product remembers, by tenant. The same on the embedded database and on PostgreSQL. */
export interface Store {
  scans(tenantId: string): ScanStore;
  contexts(tenantId: string): ContextStore;
  feedback(tenantId: string): FeedbackStore;
  /** The database in words, for `doctor`: "embedded database in `data`", "PostgreSQL 15.3". */
  describe(): Promise<string>;
  close(): Promise<void>;
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

/** The database can't be used; the message says why and what to do. */
export class StoreError extends Error {
  override name = 'StoreError';
}

/** Another process of ours has the embedded database. */
export class StoreInUseError extends StoreError {
  override name = 'StoreInUseError';
}
