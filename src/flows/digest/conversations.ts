import type { ConversationStore } from '../../store/types.js';
import { returned, type ReturnedParts } from './returned.js';
import { placeOf } from './subscribe.js';

/** Where the bot may speak of its own accord; told by every activity. Never rejects, and no turn waits for it. */
export interface Conversations {
  seen(conversationId: string, reference: object): void;
  /** The bot was removed there: everything kept about the conversation goes. */
  left(conversationId: string): Promise<void>;
  /** Resolves when nothing is being written. */
  idle(): Promise<void>;
}

interface Parts extends ReturnedParts {
  store: Promise<ConversationStore>;
  log: (message: string, cause?: unknown) => void;
}

/** An unchanged reference isn't written at every word. Short, so that a conversation thought gone is back with the next activity but few. */
const WRITE_EVERY_MS = 60_000;
const KNOWN = 10_000;

export function createConversations({ store, now, log, ...parts }: Parts): Conversations {
  const written = new Map<string, { text: string; at: number }>();
  const running = new Set<Promise<void>>();
  const remember = (id: string, reference: object): void => {
    const writing: Promise<void> = store.then((opened) => opened.remember(id, reference)).then(() => returned({ ...parts, now }, id))
      .catch((cause: unknown) => (written.delete(id), log('a conversation could not be remembered', cause))).finally(() => running.delete(writing));
    running.add(writing);
  };
  return {
    seen: (conversationId, reference) => {
      const id = placeOf(conversationId);
      const text = JSON.stringify(reference);
      const last = written.get(id);
      if (last?.text === text && now() - last.at < WRITE_EVERY_MS) return;
      written.delete(id);
      written.set(id, { text, at: now() });
      if (written.size > KNOWN) written.delete(written.keys().next().value!);
      remember(id, reference);
    },
    left: async (conversationId) => {
      const id = placeOf(conversationId);
      written.delete(id);
      await Promise.all(running);
      await store.then((opened) => opened.remove(id)).catch((cause: unknown) => log('what was kept about a conversation could not be removed', cause));
    },
    idle: async () => void (await Promise.all(running)),
  };
}
