import type { NewMessage, Posted } from './types.js';

/** Due at once. Once it is kept, the jobs send it within seconds, paced and retried. `now` in milliseconds since the epoch. */
export function messageOf({ key, conversationId, presented }: Posted, now: number): NewMessage {
  return { key, conversationId, dueAt: new Date(now).toISOString(), content: presented };
}
