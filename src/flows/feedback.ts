import type { FeedbackStore, Vote } from '../store/types.js';

export type { FeedbackStore, Vote } from '../store/types.js';

/** Keeps the vote and returns the sentence to answer with. */
export async function recordFeedback(store: FeedbackStore, vote: Vote): Promise<string> {
  await store.record(vote);
  return vote.helpful ? 'Thanks, noted.' : 'Thanks, noted together with your question, so that the answer can be improved.';
}
