import type { Presented } from '../../cards/index.js';
import type { DeliveryRecord, Store, SubscriptionRecord } from '../../store/types.js';

export type { DeliveryRecord, NewMessage, PaceLimit, Store, SubscriptionRecord } from '../../store/types.js';

/** What became of a message that was handed to Teams. `because` is for the log and the delivery's note. */
export type SendOutcome =
  | { kind: 'sent'; activityId?: string }
  /** Try again later; `mayHaveArrived` where nobody knows; `isUnanswered` where it even is likely: Teams took the request and said nothing. */
  | { kind: 'busy'; because: string; retryAfterMs?: number; mayHaveArrived?: boolean; isUnanswered?: boolean }
  /** The conversation doesn't take the bot's messages (any more). */
  | { kind: 'refused'; because: string }
  /** This message will never be taken. */
  | { kind: 'failed'; because: string };

/** Speaks in a conversation without being spoken to. Never rejects. */
export interface Sender {
  send(reference: object, presented: Presented): Promise<SendOutcome>;
}

/** What a card says beside its subject. */
export interface DigestOccasion {
  /** ISO 8601. */
  dueAt: string;
  isLate: boolean;
  /** Due moments since the last card that had none, ISO 8601, oldest first. */
  skipped: string[];
}

/** `note` is kept with the delivery once it is sent: what the card told of, for the next one to go on from. */
export type ComposeDigest = (subscription: SubscriptionRecord, occasion: DigestOccasion) => Promise<Presented & { note?: string }>;

export interface DeliverParts {
  /** Of one tenant. */
  stores: TenantStores;
  sender: Sender;
  composeDigest: ComposeDigest;
  /** Names this process in leases. */
  worker: string;
  /** Milliseconds since the epoch. */
  now: () => number;
  /** 0..1. */
  random: () => number;
  log: (message: string, cause?: unknown) => void;
}

export interface TenantStores {
  conversations: ReturnType<Store['conversations']>;
  subscriptions: ReturnType<Store['subscriptions']>;
  deliveries: ReturnType<Store['deliveries']>;
  leases: ReturnType<Store['leases']>;
  pace: ReturnType<Store['pace']>;
}

/** A message kept in the database until it is sent: an alert, a reminder. */
export type Posted = Pick<DeliveryRecord, 'key' | 'conversationId'> & { presented: Presented };
