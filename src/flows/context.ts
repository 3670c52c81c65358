import type { ConversationContext } from '../language/types.js';
import type { ContextKey, ContextStore } from '../store/types.js';

export type { ContextKey } from '../store/types.js';

export interface ConversationMemory {
  recall(key: ContextKey): Promise<ConversationContext>;
  remember(key: ContextKey, context: ConversationContext): Promise<void>;
}

interface MemoryParts {
  /** May still be booting, and may fail: then contexts last as long as the process. */
  store: Promise<ContextStore>;
  log: (message: string, cause?: unknown) => void;
}

/** Conversations kept beside the database, for while it boots or is away. */
const KEPT_BESIDE = 2000;

/** What each person in each conversation was last shown and asked. No turn waits for a database that boots. */
export function createConversationMemory(parts: MemoryParts): ConversationMemory {
  return new Memory(parts);
}

class Memory implements ConversationMemory {
  readonly #beside = new Map<string, { key: ContextKey; context: ConversationContext }>();
  #store: ContextStore | undefined;

  constructor(private readonly parts: MemoryParts) {
    parts.store.then((store) => this.#adopt(store)).catch((cause: unknown) => parts.log('conversation contexts are not kept', cause));
  }

  async recall(key: ContextKey): Promise<ConversationContext> {
    const beside = this.#beside.get(nameOf(key))?.context ?? {};
    if (!this.#store) return beside;
    try {
      return (await this.#store.load(key)) ?? {};
    } catch (cause) {
      this.parts.log('reading a conversation context failed', cause);
      return beside;
    }
  }

  async remember(key: ContextKey, context: ConversationContext): Promise<void> {
    this.#beside.delete(nameOf(key));
    this.#beside.set(nameOf(key), { key, context });
    if (this.#beside.size > KEPT_BESIDE) this.#beside.delete(this.#beside.keys().next().value!);
    if (this.#store) await this.#save(this.#store, key, context);
  }

  /** What was said while the database booted is newer than what it holds. */
  async #adopt(store: ContextStore): Promise<void> {
    for (const { key, context } of this.#beside.values()) await this.#save(store, key, context);
    this.#store = store;
  }

  async #save(store: ContextStore, key: ContextKey, context: ConversationContext): Promise<void> {
    try {
      await store.save(key, context);
    } catch (cause) {
      this.parts.log('saving a conversation context failed', cause);
    }
  }
}

const nameOf = ({ conversationId, personId }: ContextKey): string => JSON.stringify([conversationId, personId]);
