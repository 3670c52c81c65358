import type { ExplainResult, Scan } from './types.js';
import type { WhoIsAsking } from './resolveAccounts.js';

/** Names of the groups from the one a policy names down to the one that holds the account itself; undefined where unknown. */
export type GroupPath = (groupId: string, accountId: string) => Promise<string[] | undefined>;

/** Why one account has its verdict. With `groupPath`, `because` names the way through nested groups. */
export async function explainAccount(
  _scan: Scan, _query: string, _options: WhoIsAsking & { groupPath?: GroupPath } = {},
): Promise<ExplainResult> {
  throw new Error('not built yet');
}
