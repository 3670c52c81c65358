import type { Explanation, PolicyExplanation } from '../engine/index.js';
import { explain } from '../findings/index.js';
import { resolveAccount, type WhoIsAsking } from './resolveAccounts.js';
import type { ExplainResult, Scan } from './types.js';

/** Names of the groups from the one a policy names down to the one that holds the account itself; undefined where unknown. */
export type GroupPath = (groupId: string, accountId: string) => Promise<string[] | undefined>;

/** Why one account has its verdict. With `groupPath`, `because` names the way through nested groups. */
export async function explainAccount(
  scan: Scan, query: string, options: WhoIsAsking & { groupPath?: GroupPath } = {},
): Promise<ExplainResult> {
  const who = resolveAccount(scan, query, options);
  if (who.kind !== 'resolved') return who;
  const explanation = explain(scan.snapshot, who.account.id);
  if (!explanation) return { kind: 'unknown', query };
  return { kind: 'explained', explanation: options.groupPath ? await withPaths(explanation, options.groupPath) : explanation };
}

async function withPaths(explanation: Explanation, groupPath: GroupPath): Promise<Explanation> {
  const paths = new Map<string, Promise<string[] | undefined>>();
  const pathOf = (groupId: string): Promise<string[] | undefined> => {
    // The path is a courtesy: an explanation without it is still right, so a failed look-up is no error.
    const path = paths.get(groupId) ?? groupPath(groupId, explanation.account.id).catch(() => undefined);
    paths.set(groupId, path);
    return path;
  };
  const policies = await Promise.all(explanation.policies.map(async (policy) => withPath(policy, policy.viaGroupId && (await pathOf(policy.viaGroupId)))));
  return { ...explanation, policies };
}

function withPath(policy: PolicyExplanation, path: string[] | '' | undefined): PolicyExplanation {
  if (!path || path.length < 2) return policy;
  return { ...policy, because: `${policy.because} (${path.map((name) => `\`${name}\``).join(' > ')})` };
}
