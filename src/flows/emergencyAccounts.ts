import type { AccountReport, ConditionalAccessPolicy, Snapshot } from '../engine/index.js';
import { toRow, worstFirst } from './accounts.js';
import type { EmergencyAccounts, Scan } from './types.js';

const NAMED_LIKE_ONE = /break.?glass|emergency|urgence|bris de (glace|vitre)|notfall/i;

/** The tenant's break-glass accounts: what the finding marks, and what is named like one. */
export function listEmergencyAccounts({ report, snapshot }: Scan): EmergencyAccounts {
  const found = report.accounts.filter(isEmergencyAccount).toSorted(worstFirst);
  const positions = new Map(snapshot.accounts.map((account, position) => [account.id, position]));
  const accounts = found.map((account, index) => {
    const position = positions.get(account.id);
    return {
      ...toRow(account, index + 1),
      isMfaRegistered: position === undefined ? undefined : snapshot.accounts[position]?.isMfaRegistered,
      excludedFrom: position === undefined ? [] : enforced(snapshot).filter((policy) => excludes(policy, account.id, position, snapshot)).map((policy) => policy.displayName),
    };
  });
  return { accounts, headline: headlineOf(found) };
}

export function isEmergencyAccount(account: AccountReport): boolean {
  return account.findings.some((finding) => finding.id === 'emergency-account') || NAMED_LIKE_ONE.test(`${account.displayName} ${account.userPrincipalName}`);
}

function enforced(snapshot: Snapshot): ConditionalAccessPolicy[] {
  return (snapshot.policies ?? []).filter((policy) => policy.state === 'enabled' && policy.grant && !policy.isForWorkloadIdentities);
}

function excludes({ users }: ConditionalAccessPolicy, id: string, position: number, snapshot: Snapshot): boolean {
  return users.excludeUsers.includes(id) || users.excludeGroups.some((groupId) => snapshot.groups.get(groupId)?.members?.has(position));
}

function headlineOf(found: AccountReport[]): string {
  if (found.length === 0) return 'No emergency account was found: none is excluded from every policy, and none is named like one';
  const open = found.filter((account) => account.verdict === 'nonCompliant').length;
  const some = found.length === 1 ? '1 emergency account' : `${found.length} emergency accounts`;
  return open === 0 ? some : `${some}, ${open} of which can sign in without MFA: the requirement exempts none`;
}
