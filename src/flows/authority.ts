import type { Actor } from '../store/types.js';

/** What a button needs: to change the tenant, or to work with tickets. */
export type Right = 'enforce' | 'ticket';

/** Whoever speaks, as the channel vouches for it. */
export interface Asking {
  personId: string;
  accountId?: string;
  tenantId?: string;
  name?: string;
}

export type Allowed = { allowed: true; actor: Actor } | { allowed: false; actor: Actor; because: string };

/** Who may. Entra is asked, never the card. */
export interface Authority {
  /** Asked of Graph now: the roles active at this moment, group-held ones included. Fails closed: what can't be read is refused. */
  check(person: Asking, right: Right): Promise<Allowed>;
  /** For drawing a card only: at most a minute old, and false where it isn't known. */
  may(person: Asking): Promise<Record<Right, boolean>>;
  /** Enabled accounts that may enforce: with one alone nobody could approve. Undefined where that can't be read. */
  enforcers(): Promise<number | undefined>;
}

/** Graph and Teams may write the letters of an id differently. */
export const sameId = (one: string, other: string | undefined): boolean => one.toLowerCase() === other?.toLowerCase();
