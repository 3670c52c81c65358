import type { ConversationContext, Filter } from '../language/types.js';
import type { ResolvedAccount, Scan } from './types.js';

export interface WhoIsAsking {
  context?: ConversationContext;
  /** The person's own account in the tenant, for `$me`. */
  personAccountId?: string;
}

/** One person's words for an account: a name, an address, an id, `#2`, `$last`, `$me`. */
export function resolveAccount(_scan: Scan, _query: string, _asking: WhoIsAsking = {}): ResolvedAccount {
  throw new Error('not built yet');
}

/** Several, and `$list`; a filter stands for every account of its list. `problems` are the words that fit none or several. */
export function resolveAccounts(
  _scan: Scan, _request: { accounts?: string[]; filter?: Filter }, _asking: WhoIsAsking = {},
): { accountIds: string[]; problems: ResolvedAccount[] } {
  throw new Error('not built yet');
}
