import type { Snapshot } from '../engine/index.js';
import { judgeAccount } from '../engine/judgement.js';
import { TenantModel } from '../engine/tenant.js';

/** What activating each PIM-eligible role of a focused snapshot's one account would change, a sentence a role (semantics D6). */
export function activations({ snapshot, directory }: TenantModel): string[] {
  const subject = directory.subject(0);
  const eligible = (snapshot.roleEligibilities ?? []).filter(({ principalId }) => principalId === subject.id || subject.isInGroup(principalId));
  return [...new Set(eligible.map(({ roleId }) => roleId))].map((roleId) => activation(snapshot, roleId));
}

function activation(snapshot: Snapshot, roleId: string): string {
  const account = snapshot.accounts[0]!;
  const role = `\`${snapshot.roleNames.get(roleId) ?? roleId}\``;
  if (snapshot.roleAssignments === undefined) return `It can activate the role ${role}; what that changes is unknown, because the active roles could not be read.`;
  const activated = { ...snapshot, roleAssignments: [...snapshot.roleAssignments, { roleId, principalId: account.id, directoryScopeId: '/' }] };
  const [before, after] = [snapshot, activated].map((each) => judgeAccount(new TenantModel(each), 0).verdict);
  return before === after
    ? `It can activate the role ${role}; its verdict stays ${NAMES[after!]}.`
    : `It can activate the role ${role}, and would then be ${NAMES[after!]} instead of ${NAMES[before!]}.`;
}

const NAMES = { compliant: 'compliant', nonCompliant: 'non-compliant', unknown: 'unknown', blocked: 'blocked' };
