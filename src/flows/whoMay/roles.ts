import type { RoleAssignment } from '../../engine/index.js';
import type { Right } from '../authority.js';

/** What gives a right, as it is configured. */
export interface Rules {
  /** Template ids of Entra roles, in lower case. */
  roles: Record<Right, readonly string[]>;
  /** Its members may do everything here, whatever their roles. */
  operatorsGroupId: string | undefined;
}

/** What somebody holds at this moment. Ids are in lower case. */
export interface Holding {
  accountId: string;
  /** Active in the whole tenant; whoever holds them. */
  assignments: readonly RoleAssignment[];
  /** Groups of the account, nested ones included. */
  groups: ReadonlySet<string>;
}

export const RIGHTS = ['enforce', 'ticket'] as const satisfies Right[];

/**
 * A built-in role's definition has the id of its template, in every tenant; a custom role never counts, whatever it may do.
 * `groups` left empty: only what the account holds itself.
 */
export function grants(rules: Rules, { accountId, assignments, groups }: Holding, right: Right): boolean {
  if (rules.operatorsGroupId && groups.has(rules.operatorsGroupId.toLowerCase())) return true;
  return rolesOf({ accountId, assignments, groups }).some((roleId) => rules.roles[right].includes(roleId));
}

export function rolesOf({ accountId, assignments, groups }: Holding): string[] {
  return assignments.filter(({ principalId }) => principalId === accountId || groups.has(principalId)).map(({ roleId }) => roleId);
}

/** Whether membership in a group could give a right that the account doesn't hold itself. Graph doesn't tell groups from people here. */
export function groupsMatter(rules: Rules, { accountId, assignments }: Omit<Holding, 'groups'>, rights: readonly Right[]): boolean {
  const missing = rights.filter((right) => !grants(rules, { accountId, assignments, groups: new Set() }, right));
  if (missing.length > 0 && rules.operatorsGroupId) return true;
  return missing.some((right) => assignments.some(({ roleId, principalId }) => principalId !== accountId && rules.roles[right].includes(roleId)));
}
