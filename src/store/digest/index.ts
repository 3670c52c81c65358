import type { Kysely } from 'kysely';
import type { Database } from '../schema.js';
import type { Store } from '../types.js';
import { alertStore } from './alerts.js';
import { conversationStore } from './conversations.js';
import { leaseStore, paceStore } from './coordination.js';
import { deliveryStore } from './deliveries.js';
import { exceptionStore } from './exceptions.js';
import { retire } from './retire.js';
import { subscriptionStore } from './subscriptions.js';

type DigestStores = Pick<Store, 'conversations' | 'subscriptions' | 'deliveries' | 'exceptions' | 'alerts' | 'leases' | 'pace' | 'retire'>;

/** What the daily card and the jobs behind it remember. */
export function digestStores(database: Kysely<Database>, now: () => number): DigestStores {
  return {
    conversations: (tenantId) => conversationStore(database, tenantId, now),
    subscriptions: (tenantId) => subscriptionStore(database, tenantId, now),
    deliveries: (tenantId) => deliveryStore(database, tenantId),
    exceptions: (tenantId) => exceptionStore(database, tenantId, now),
    alerts: (tenantId) => alertStore(database, tenantId, now),
    leases: (tenantId) => leaseStore(database, tenantId),
    pace: (tenantId) => paceStore(database, tenantId),
    retire: (tenantId) => retire(database, tenantId, now()),
  };
}
