import { bulkNumber } from '../seed/ids.js';
import { groupId, groups, type GroupKey, type SeedGroup } from '../seed/groups.js';
import { people } from '../seed/people/index.js';
import { bulkAccount, bulkDepartment, bulkGroups, isEmployee, seedAccount, type Account } from './account.js';
import type { Changes } from './changes.js';

/** All accounts by position: those of the seed first, then bulk employees that exist only while somebody looks at them, then those created since. */
export class Directory {
  /** Without those created since. */
  readonly #begun: number;
  #created: Account[] = [];
  #seed = people.map(seedAccount);
  #byId = new Map(this.#seed.map((account) => [account.id, account]));
  #byName = new Map(this.#seed.map((account) => [account.userPrincipalName.toLowerCase(), account]));
  #members = new Map<GroupKey, number[]>();

  constructor(users: number, created: Changes['accounts'] = []) {
    this.#begun = Math.max(users, this.#seed.length);
    for (const each of created) this.add(each);
  }

  get size(): number {
    return this.#begun + this.#created.length;
  }

  /** Has no method registered yet. Seen at once: what is replicated late here are changes, not accounts. */
  add(created: Changes['accounts'][number]): void {
    const account = { ...created, key: created.id, methods: [], position: this.size };
    this.#created.push(account);
    this.#byId.set(account.id, account);
    this.#byName.set(account.userPrincipalName.toLowerCase(), account);
  }

  at(position: number): Account {
    return this.#seed[position] ?? this.#created[position - this.#begun] ?? bulkAccount(position - this.#seed.length, position);
  }

  /** By object id or user principal name, as Graph takes either. */
  find(idOrName: string): Account | undefined {
    const key = idOrName.toLowerCase();
    return this.#byId.get(key) ?? this.#byName.get(key) ?? this.#bulk(key);
  }

  /** Positions of a group's direct members as the seed has them, in order. */
  membersOf(key: GroupKey): readonly number[] {
    let positions = this.#members.get(key);
    if (positions === undefined) this.#members.set(key, (positions = this.#findMembers(key)));
    return positions;
  }

  #findMembers(key: GroupKey): number[] {
    const positions: number[] = [];
    const rule = (groups[key] as SeedGroup).rule;
    for (const account of this.#seed) {
      if (account.groups?.includes(key) || (isEmployee(account) && ruleTakes(rule, account.department))) positions.push(account.position);
    }
    for (let n = 0; n < this.#begun - this.#seed.length; n += 1) {
      if (bulkGroups(n).includes(key) || (rule !== undefined && ruleTakes(rule, bulkDepartment(n)))) positions.push(this.#seed.length + n);
    }
    return positions;
  }

  #bulk(key: string): Account | undefined {
    const n = key.includes('@') ? Number(/\.(\d+)@/.exec(key)?.[1] ?? -1) : (bulkNumber(key) ?? -1);
    if (n < 0 || this.#seed.length + n >= this.#begun) return undefined;
    const account = this.at(this.#seed.length + n);
    return account.id === key || account.userPrincipalName === key ? account : undefined;
  }
}

const ruleTakes = (rule: SeedGroup['rule'], department: string | undefined): boolean =>
  rule === 'employees' || (rule !== undefined && rule.department === department);

/** The seed's group behind an id. */
export function groupKeyOf(id: string): GroupKey | undefined {
  return keysById.get(id.toLowerCase());
}

const keysById = new Map((Object.keys(groups) as GroupKey[]).map((key) => [groupId(key), key]));
