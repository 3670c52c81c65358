import { setTimeout as wait } from 'node:timers/promises';
import type { Right } from '../flows/index.js';
import type { Person, TurnParts } from './types.js';

/** No answer waits long for its buttons; a card that is drawn again for them may. */
const PATIENCE_MS = { answer: 300, refresh: 3_000 };
const NONE: Record<Right, boolean> = { enforce: false, ticket: false };

/** What the person may do, as far as it is known in time: for drawing cards, never for acting. Never rejects. */
export async function rightsOf({ authority, log }: TurnParts, person: Person, what: keyof typeof PATIENCE_MS = 'answer'): Promise<Record<Right, boolean>> {
  const timer = new AbortController();
  const late = wait(PATIENCE_MS[what], NONE, { signal: timer.signal }).catch(() => NONE);
  const rights = authority.may(person).catch((cause: unknown) => {
    log('what a person may do could not be read', cause);
    return NONE;
  });
  return Promise.race([rights, late]).finally(() => timer.abort());
}
