import type { Kysely } from 'kysely';
import type { Database } from '../../../src/store/schema.js';

export interface Clock {
  /** Stands still until it is set. */
  now(): number;
  set(iso: string): void;
}

/** What a contract is tried on. */
export interface Given {
  clock: Clock;
  database(): Kysely<Database>;
  /** A second process's connections; on the embedded database, which has one, the same. */
  other(): Kysely<Database>;
}

export function aClock(): Clock {
  let time = Date.parse('2026-03-02T09:00:00Z');
  return { now: () => time, set: (iso) => void (time = Date.parse(iso)) };
}

export const dana = { id: '00000000-0000-4000-8000-00000000000d', name: 'Dana D’Arc 🙂' };
export const eli = { id: '00000000-0000-4000-8000-00000000000e', name: 'Eli' };
export const bot = { id: 'bot', name: 'MFA bot' };

/** What no text of PostgreSQL and no jsonb takes: the null character, half an emoji. */
export const UNFIT = 'a\0b\ud83d';
export const MENDED = 'ab\ufffd';

/** Five at the same time, by turns from one process and from the other. */
export const fiveTimes = <T>(act: (index: number) => Promise<T>): Promise<T[]> => Promise.all([0, 1, 2, 3, 4].map((index) => act(index)));
