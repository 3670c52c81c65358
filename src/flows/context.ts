import type { ConversationContext } from '../language/types.js';

export interface ContextKey {
  conversationId: string;
  personId: string;
}

export interface ConversationMemory {
  recall(key: ContextKey): Promise<ConversationContext>;
  remember(key: ContextKey, context: ConversationContext): Promise<void>;
}

/** Where contexts outlive the process; `src/store` has it. */
export interface ContextStore {
  load(key: ContextKey): Promise<ConversationContext | undefined>;
  save(key: ContextKey, context: ConversationContext): Promise<void>;
}

/** Answers from memory and writes behind, so that no turn waits for a database that boots. */
export function createConversationMemory(
  _parts: { store: Promise<ContextStore>; log: (message: string, cause?: unknown) => void },
): ConversationMemory {
  throw new Error('not built yet');
}
