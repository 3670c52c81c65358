import { randomUUID } from 'node:crypto';
import { noticeCard, present, type Presented } from '../cards/index.js';
import type { TurnParts } from './types.js';

/** Every failure reaches the person as one sentence with a reference, and the log with its cause under the same reference. */
export function failed({ log, isDemo }: Pick<TurnParts, 'log' | 'isDemo'>, what: string, cause: unknown): Presented {
  const reference = randomUUID().slice(0, 8);
  log(`${what} failed (reference ${reference})`, cause);
  return present(noticeCard, { headline: "That didn't work", message: sentence(cause), reference, buttons: [] }, { isDemo });
}

/** The reader's own errors are written for a person; any other message may hold what is nobody's business. */
function sentence(cause: unknown): string {
  const name = cause instanceof Error ? cause.name : '';
  if (name === 'ScanError' || name === 'TokenError') {
    return `The tenant could not be read, and nothing was changed: ${(cause as Error).message}. \`npm run cli -- doctor\` shows what to mend.`;
  }
  if (name === 'StoreInUseError') {
    return 'Another process of mine uses my database, so I can neither look up what I keep nor record what I do, and nothing was changed. Ask that one, or stop it and start me again.';
  }
  if (name === 'StoreError') {
    return 'My database can\'t be used: I can neither look up what I keep nor record what I do, so nothing was changed. The log says what to mend; `npm run cli -- doctor`, too.';
  }
  return 'Something went wrong on my side, and nothing was changed. Please try again in a minute; if it stays, the reference leads to the cause in the log.';
}
