import type { Explanation, PolicyExplanation } from '../engine/index.js';
import { explain } from '../findings/index.js';
import { resolveAccount, type WhoIsAsking } from './resolveAccounts.js';
import type { ExplainResult, Scan } from './types.js';

/** Names of the nested groups between an account and the group a policy names, the account's own first; undefined where unknown. */
export type GroupPath = (accountId: string, groupId: string) => Promise<string[] | undefined>;

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
    const path = paths.get(groupId) ?? groupPath(explanation.account.id, groupId).catch(() => undefined);
    paths.set(groupId, path);
    return path;
  };
  const policies = await Promise.all(explanation.policies.map(async (policy) => withPath(policy, policy.viaGroupId && (await pathOf(policy.viaGroupId)))));
  return { ...explanation, policies };
}

function withPath(policy: PolicyExplanation, path: string[] | '' | undefined): PolicyExplanation {
  if (!path || path.length === 0) return policy;
  return { ...policy, because: `${policy.because}, by way of ${path.map((name) => `\`${name}\``).join(' in ')}` };
}
