export interface Vote {
  conversationId: string;
  personId: string;
  topic: string;
  question: string;
  helpful: boolean;
}

/** `src/store` has it. A person's second vote on the same question and topic replaces the first. */
export interface FeedbackStore {
  record(vote: Vote): Promise<void>;
  tally(): Promise<{ topic: string; helpful: number; unhelpful: number }[]>;
}

/** Keeps the vote and returns the sentence to answer with. */
export async function recordFeedback(_store: FeedbackStore, _vote: Vote): Promise<string> {
  throw new Error('not built yet');
}
