import { setTimeout as wait } from 'node:timers/promises';
import type { Right } from '../flows/index.js';
import type { Person, TurnParts } from './types.js';

/**
 * No answer waits long for its buttons. Where several people are each client asks for its reader's view later, and that may wait;
 * in a chat of two nothing would bring them later, and Entra takes up to half a second to tell.
 */
const PATIENCE_MS = { shared: 300, personal: 1_000, refresh: 3_000 };
const NONE: Record<Right, boolean> = { enforce: false, ticket: false };

/** What is known by now: where it comes late, a card that takes longer still gets its buttons. */
export interface Rights {
  latest: Record<Right, boolean>;
}

/** What the person may do, as far as it is known in time: for drawing cards, never for acting. Never rejects. */
export async function rightsOf({ authority, log }: TurnParts, person: Person, isRefresh = false): Promise<Rights> {
  const what = isRefresh ? 'refresh' : person.isPersonal ? 'personal' : 'shared';
  const rights: Rights = { latest: NONE };
  const timer = new AbortController();
  const late = wait(PATIENCE_MS[what], undefined, { signal: timer.signal }).catch(() => undefined);
  const known = authority.may(person).then(
    (may) => void (rights.latest = may),
    (cause: unknown) => log('what a person may do could not be read', cause),
  );
  await Promise.race([known, late]);
  timer.abort();
  return rights;
}
