import type { Actor } from '../types.js';

export type Weekday = 'mon' | 'tue' | 'wed' | 'thu' | 'fri' | 'sat' | 'sun';

/** When a card is due: a local time of day, on some days of the week, in one time zone. */
export interface ScheduleRule {
  /** HH:MM, 24 h, local. */
  time: string;
  /** At least one. */
  days: readonly Weekday[];
  /** IANA name. */
  zone: string;
}

/** `gone`: its conversation refused the bot; `stopped`: a person ended it. */
export type SubscriptionState = 'active' | 'gone' | 'stopped';

export interface SubscriptionRecord {
  /** UUID. */
  id: string;
  conversationId: string;
  createdBy: Actor;
  rule: ScheduleRule;
  /** The digest's own JSON: which accounts it is about. */
  filter: object | undefined;
  state: SubscriptionState;
  /** ISO 8601. */
  nextDue: string;
  /** The due moment that was handled last. */
  lastDue: string | undefined;
  createdAt: string;
}

/** What becomes of a subscription's due moments: those that still come, and those that don't any more. */
export interface PlannedSubscription {
  id: string;
  /** The `nextDue` it was planned from: of two processes that plan the same, one wins. */
  from: string;
  nextDue: string;
  /** `day` is the local one (YYYY-MM-DD): a subscription has one card a day, whatever happens to its rule. */
  due: { day: string; dueAt: string; status: 'waiting' | 'skipped' }[];
}

export interface SubscriptionStore {
  create(subscription: Pick<SubscriptionRecord, 'conversationId' | 'createdBy' | 'rule' | 'nextDue'> & { filter?: object }): Promise<SubscriptionRecord>;
  load(id: string): Promise<SubscriptionRecord | undefined>;
  /** Active ones, oldest first. */
  inConversation(conversationId: string): Promise<SubscriptionRecord[]>;
  /** Undefined where there is none of that id. Who changes the rule gives the new `nextDue`, too. */
  change(id: string, change: Partial<Pick<SubscriptionRecord, 'rule' | 'filter' | 'state' | 'nextDue'>>): Promise<SubscriptionRecord | undefined>;
  /** The conversation is back: its `gone` ones are active again, each from its own `nextDue` on. Resolves to those. */
  revive(conversationId: string, nextDue: (rule: ScheduleRule) => string): Promise<SubscriptionRecord[]>;
  /** Active ones with `nextDue` at or before the moment, longest due first. */
  due(now: string, limit: number): Promise<SubscriptionRecord[]>;
  /** Writes the deliveries and moves each subscription on, all in one statement. Resolves to how many subscriptions that were. */
  plan(planned: PlannedSubscription[]): Promise<number>;
}

/** `waiting` may be claimed; `sending` is in Teams' hands: after a crash nobody knows whether it arrived. The rest is final. */
export type DeliveryStatus = 'waiting' | 'sending' | 'sent' | 'late' | 'skipped' | 'failed';

/** One message the bot sends of its own accord: a subscription's card of a day, or a message with `content`. */
export interface DeliveryRecord {
  key: string;
  /** Undefined for a message with `content`. */
  subscriptionId: string | undefined;
  conversationId: string;
  dueAt: string;
  status: DeliveryStatus;
  content: object | undefined;
  /** How often it was claimed. */
  attempts: number;
  /** An earlier attempt may have arrived. */
  isRepeat: boolean;
  note: string | undefined;
  finishedAt: string | undefined;
}

/** A message to be kept until it is sent: an alert, a reminder. */
export type NewMessage = Pick<DeliveryRecord, 'key' | 'conversationId' | 'dueAt'> & { content: object };

/** INVARIANT: a key exists once, and whoever changes a delivery holds its lease; so a card comes once. */
export interface DeliveryStore {
  /** False where the key is known: a message is posted once, however often it is asked for. */
  post(message: NewMessage): Promise<boolean>;
  /** Takes those that are due and nobody holds, longest due first; `until` ends the lease. */
  claim(claim: { worker: string; now: string; until: string; limit: number }): Promise<DeliveryRecord[]>;
  /** Said right before the send. False where the lease was lost. */
  begin(key: string, worker: string, until: string): Promise<boolean>;
  finish(key: string, worker: string, end: { status: 'sent' | 'late' | 'skipped' | 'failed'; at: string; activityId?: string; note?: string }): Promise<boolean>;
  /** Gives it back, until the moment; `mayHaveArrived` where nobody knows. */
  release(key: string, worker: string, back: { notBefore: string; note?: string; mayHaveArrived?: boolean }): Promise<boolean>;
  /** Due moments of a subscription that were skipped since its last card, oldest first. */
  skippedSinceLastCard(subscriptionId: string): Promise<string[]>;
  /** The note of the card that was sent last, of any subscription. */
  noteOfLastCard(): Promise<string | undefined>;
  /** Of a subscription, newest first. */
  of(subscriptionId: string, limit: number): Promise<DeliveryRecord[]>;
}

export interface ConversationRecord {
  id: string;
  /** Bot Framework's conversation reference. */
  reference: object;
  state: 'active' | 'gone';
}

/** Where the bot may speak of its own accord. */
export interface ConversationStore {
  /** Of each activity that comes from there; a conversation that was gone is back (its subscriptions: see `revive`). */
  remember(id: string, reference: object): Promise<void>;
  load(id: string): Promise<ConversationRecord | undefined>;
  /** The chat of a person (object id) and the bot alone, the one spoken in last. */
  personalOf(accountId: string): Promise<string | undefined>;
  reached(id: string): Promise<void>;
  /** It refused the bot. After three times in a row it is gone, and its subscriptions with it. */
  refused(id: string): Promise<'active' | 'gone'>;
  /** The bot was removed: the conversation, its subscriptions, what waits to be sent there and what was said there. */
  remove(id: string): Promise<void>;
}

/** A finding of an account that somebody answers for, for a while. It never makes an account compliant. */
export interface ExceptionRecord {
  /** UUID. */
  id: string;
  accountId: string;
  finding: string;
  reason: string;
  owner: Actor;
  acceptedBy: Actor;
  acceptedAt: string;
  expiresAt: string;
  /** When its owner was asked to review it. */
  reviewAskedAt: string | undefined;
  withdrawnAt: string | undefined;
}

export interface ExceptionStore {
  /** Takes the place of one that is in force for the same account and finding. */
  accept(exception: Pick<ExceptionRecord, 'accountId' | 'finding' | 'reason' | 'owner' | 'acceptedBy' | 'expiresAt'>): Promise<ExceptionRecord>;
  load(id: string): Promise<ExceptionRecord | undefined>;
  /** Neither expired nor withdrawn, soonest to expire first. */
  inForce(now: string): Promise<ExceptionRecord[]>;
  /** That expired in (since, now]. */
  expired(since: string, now: string): Promise<ExceptionRecord[]>;
  /** False where it isn't in force any more. */
  withdraw(id: string): Promise<boolean>;
  /** In force, to expire before the moment, and not yet asked about. */
  toReview(now: string, expiresBefore: string): Promise<ExceptionRecord[]>;
  /** Keeps that they were asked about together with the message that asks, where there is one. False where somebody has asked before. */
  askedAbout(ids: readonly string[], now: string, message: NewMessage | undefined): Promise<boolean>;
}

/** What a scan found. Gaps are told by hashes. */
export interface AlertNews {
  /** When the scan began (ISO 8601). */
  scannedAt: string;
  /** Their cause is gone: the next time is news. */
  closed: readonly string[];
  open: readonly string[];
  /** What is sent about those that nobody was told of before. */
  messages(fresh: ReadonlySet<string>): NewMessage[];
}

/** INVARIANT: a gap counts as told if and only if the message about it is kept for sending, whatever stops the process. */
export interface AlertStore {
  /** When the newest scan began that was told (ISO 8601). */
  toldUntil(): Promise<string | undefined>;
  /** All or nothing. False, and nothing is done, where this scan or a later one has been told. */
  tell(news: AlertNews): Promise<boolean>;
}

/** Work that one process at a time may do. */
export interface LeaseStore {
  /** True where nobody else holds it at `now`; also renews one's own. */
  acquire(name: string, worker: string, now: string, until: string): Promise<boolean>;
  release(name: string, worker: string): Promise<void>;
  /** Its worker died: held, and run out at `now`. */
  isAbandoned(name: string, now: string): Promise<boolean>;
}

export interface PaceLimit {
  /** Milliseconds between two, in the long run. */
  intervalMs: number;
  /** How many may go at once after a rest. */
  burst: number;
}

/** One pace over all processes: a moment is reserved before a message is sent. */
export interface PaceStore {
  /**
   * Reserves a place for each use of each key; resolves to the wait of the last use by key, in milliseconds from `now`.
   * Keys that would have to wait longer than `patienceMs` reserve nothing and are missing.
   */
  reserve(uses: ReadonlyMap<string, number>, limit: PaceLimit, now: number, patienceMs: number): Promise<Map<string, number>>;
}
