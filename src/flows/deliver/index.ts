/** What the bot sends of its own accord: planned, composed, sent once, recorded. */
export { deliver, LEASE_MS } from './deliver.js';
export { messageOf } from './message.js';
export { planDue } from './planDue.js';
export type {
  ComposeDigest, DeliverParts, DeliveryRecord, DigestOccasion, PaceLimit, Posted, SendOutcome, Sender, Store, SubscriptionRecord, TenantStores,
} from './types.js';
