import { groupId, groups, type GroupKey, type SeedGroup } from '../seed/groups.js';
import { policies } from '../seed/policies.js';
import { assignments, roles, type RoleName, type SeedAssignment } from '../seed/roles.js';
import { accountId } from '../seed/people/index.js';
import type { GraphObject } from '../service/route.js';
import type { Account } from './account.js';
import type { Changes } from './changes.js';
import type { Directory } from './directory.js';

/** The tenant as the seed and a set of changes make it. */
export class View {
  #transitive = new Map<GroupKey, readonly number[]>();

  constructor(
    private readonly directory: Directory,
    readonly changes: Changes,
  ) {}

  apply(change: (changes: Changes) => void): void {
    change(this.changes);
    this.#transitive.clear();
  }

  policies(): GraphObject[] {
    const seed = policies.map((policy) => this.#changed(policy)).filter((policy) => policy !== null);
    return [...seed, ...Object.values(this.changes.policies).filter(isNew)];
  }

  policy(id: string): GraphObject | undefined {
    return this.policies().find((policy) => policy.id === id.toLowerCase());
  }

  directMembers(key: GroupKey): { accounts: readonly number[]; groups: readonly GroupKey[] } {
    return { accounts: this.#accountsOf(key), groups: ((groups[key] as SeedGroup).contains ?? []) as GroupKey[] };
  }

  /** Positions of all accounts in the group and the groups in it, in order, each once. */
  transitiveMembers(key: GroupKey): readonly number[] {
    let positions = this.#transitive.get(key);
    if (positions === undefined) this.#transitive.set(key, (positions = this.#collect(key)));
    return positions;
  }

  /** The groups that name the account (or group) as a direct member. */
  groupsNaming(member: { account: Account } | { group: GroupKey }): GroupKey[] {
    return groupKeys.filter((key) => {
      const members = this.directMembers(key);
      return 'account' in member ? includes(members.accounts, member.account.position) : members.groups.includes(member.group);
    });
  }

  /** The same, through groups in groups. */
  allGroupsOf(account: Account): GroupKey[] {
    return groupKeys.filter((key) => includes(this.transitiveMembers(key), account.position));
  }

  /** Active roles over the whole tenant, group-held ones included. */
  rolesOf(account: Account): RoleName[] {
    const holds = ({ group, account: key }: SeedAssignment): boolean =>
      group ? includes(this.transitiveMembers(group), account.position) : accountId(key!) === account.id;
    const given = this.changes.roleAssignments.filter(({ principalId }) => principalId === account.id).map(({ roleDefinitionId }) => roleDefinitionId);
    const names = (Object.keys(roles) as RoleName[]).filter((name) => given.includes(roles[name]));
    return [...assignments.filter((assignment) => assignment.scope === undefined && holds(assignment)).map((assignment) => assignment.role), ...names];
  }

  #changed(policy: GraphObject): GraphObject | null {
    const change = this.changes.policies[policy.id as string];
    return change === undefined ? policy : change;
  }

  #accountsOf(key: GroupKey): readonly number[] {
    const seed = this.directory.membersOf(key);
    const changed = this.changes.members[groupId(key)];
    if (changed === undefined) return seed;
    const positions = new Set(seed);
    for (const [id, isMember] of Object.entries(changed)) {
      const position = this.directory.find(id)?.position;
      if (position === undefined) continue; // changed while the demo was larger
      if (isMember) positions.add(position);
      else positions.delete(position);
    }
    return inOrder(positions);
  }

  #collect(key: GroupKey): readonly number[] {
    const seen = this.nestedGroups(key);
    if (seen.length === 1) return this.#accountsOf(key);
    return inOrder(new Set(seen.flatMap((each) => [...this.#accountsOf(each)])));
  }

  /** The group itself and every group in it. */
  nestedGroups(key: GroupKey): GroupKey[] {
    const seen = new Set([key]);
    for (const each of seen) for (const inner of this.directMembers(each).groups) seen.add(inner);
    return [...seen];
  }
}

export const groupKeys = Object.keys(groups) as GroupKey[];
const seedPolicyIds = new Set(policies.map((policy) => policy.id));

function isNew(policy: GraphObject | null): policy is GraphObject {
  return policy !== null && !seedPolicyIds.has(policy.id);
}

const inOrder = (positions: Set<number>): number[] => [...positions].toSorted((a, b) => a - b);

function includes(sorted: readonly number[], value: number): boolean {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return sorted[low] === value;
}
