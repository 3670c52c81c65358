import { isEmergencyAccount } from '../emergencyAccounts.js';
import type { Scan } from '../types.js';
import { grants, type Rules } from './roles.js';

/**
 * Enabled member accounts that may enforce, by the latest scan: it decides whether a second person exists at all, and for that
 * the reading of this morning is as good as one of now; asking Graph would take a call for each group. Who approves is asked of
 * Graph at the press. Emergency accounts don't count: they are nobody's second person. Undefined where a part of it is unread.
 */
export function countEnforcers({ snapshot, report }: Scan, rules: Rules): number | undefined {
  const assignments = snapshot.roleAssignments
    ?.filter(({ directoryScopeId, roleId }) => directoryScopeId === '/' && rules.roles.enforce.includes(roleId))
    .map((each) => ({ ...each, principalId: each.principalId.toLowerCase() }));
  if (!assignments || !snapshot.accountsComplete) return undefined;
  const emergency = new Set(report.accounts.filter(isEmergencyAccount).map(({ id }) => id));
  const operators = rules.operatorsGroupId?.toLowerCase();
  const holding = groupsHolding(new Set([...assignments.map(({ principalId }) => principalId), ...(operators ? [operators] : [])]), snapshot);
  if (!holding || (operators && !holding.has(operators))) return undefined;
  return snapshot.accounts.filter((account, position) => {
    if (!account.accountEnabled || account.userType === 'guest' || emergency.has(account.id)) return false;
    const groups = new Set([...holding].filter(([, members]) => members.has(position)).map(([id]) => id));
    return grants(rules, { accountId: account.id.toLowerCase(), assignments, groups }, 'enforce');
  }).length;
}

type Members = { has(position: number): boolean };

/** The groups among these ids with their members; undefined where one is unread. */
function groupsHolding(ids: ReadonlySet<string>, { groups }: Scan['snapshot']): Map<string, Members> | undefined {
  const found = new Map<string, Members>();
  for (const group of groups.values()) {
    const id = group.id.toLowerCase();
    if (!ids.has(id)) continue;
    if (!group.members) return undefined;
    found.set(id, group.members);
  }
  return found;
}
