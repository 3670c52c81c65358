import type { DeliverParts, Posted } from './types.js';

/** Keeps a message for sending, once by its key; false where it was kept before. The jobs send it within seconds, paced and retried. */
export function post({ stores, now }: Pick<DeliverParts, 'stores' | 'now'>, { key, conversationId, presented }: Posted): Promise<boolean> {
  return stores.deliveries.post({ key, conversationId, dueAt: new Date(now()).toISOString(), content: presented });
}
