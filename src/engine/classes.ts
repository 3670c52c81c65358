import { isExternal, isSyncAddress, kindOf, SYNC_ROLE, type DomainKind } from './directory.js';
import type { AccountKind } from './policy/users.js';
import type { TenantModel } from './tenant.js';
import type { Account } from './snapshot.js';

/**
 * Sorts accounts into classes that every policy treats alike, so that one judgement serves thousands.
 * INVARIANT: whatever a judgement depends on either is equal within a class or is a fact of the account that the caller adds.
 * Cost: one pass over the accounts and one over each membership that policies name.
 */
export function accountClasses(model: TenantModel): Uint32Array {
  const partition = new Partition(model.snapshot.accounts, attributesOf(model));
  for (const members of relevantSets(model)) partition.refine(members);
  return partition.classOf;
}

class Partition {
  readonly classOf: Uint32Array;
  #count: number;

  constructor(accounts: readonly Account[], keyOf: (account: Account) => number) {
    const numbers = new Map<number, number>();
    this.classOf = new Uint32Array(accounts.length);
    accounts.forEach((account, position) => {
      const key = keyOf(account);
      if (!numbers.has(key)) numbers.set(key, numbers.size);
      this.classOf[position] = numbers.get(key)!;
    });
    this.#count = numbers.size;
  }

  /** Splits every class into those within the set and those without. */
  refine(members: Iterable<number>): void {
    const within = new Map<number, number>();
    for (const position of members) {
      const old = this.classOf[position]!;
      if (!within.has(old)) within.set(old, this.#count++);
      this.classOf[position] = within.get(old)!;
    }
  }
}

/** The account's own facts as one number, digit by digit; no strings, because there may be a million of them. */
function attributesOf({ directory }: TenantModel): (account: Account) => number {
  const homes = new Map<string | undefined, number>();
  return (account) => {
    if (!account.accountEnabled) return -1;
    const kind = kindOf(account);
    const home = isExternal(kind) ? numberOf(homes, directory.homeTenant(account)) + 1 : 0;
    const digits = [KINDS.indexOf(kind), STATES.indexOf(account.perUserMfaState), DOMAINS.indexOf(directory.domainKind(account)), Number(isSyncAddress(account.userPrincipalName))];
    return digits.reduce((sum, digit) => sum * 4 + digit, home);
  };
}

const KINDS: AccountKind[] = ['member', 'internalGuest', 'b2bCollaborationGuest', 'b2bCollaborationMember'];
const STATES: Account['perUserMfaState'][] = [undefined, 'disabled', 'enabled', 'enforced'];
const DOMAINS: DomainKind[] = ['managed', 'federated', 'unread'];

export function numberOf<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key) ?? numbers.size;
  numbers.set(key, known);
  return known;
}

/** The memberships that some policy, or the sync account's exemption, asks for. */
function relevantSets(model: TenantModel): Iterable<number>[] {
  const { directory, snapshot } = model;
  const scopes = model.policies.map(({ users }) => users);
  const roles = new Set([SYNC_ROLE, ...scopes.flatMap((users) => [...users.includeRoles, ...users.excludeRoles])]);
  const groups = new Set([
    ...scopes.flatMap((users) => [...users.includeGroups, ...users.excludeGroups]),
    ...[...roles].flatMap((role) => [...directory.holdingGroups(role)]),
  ]);
  const named = new Set(scopes.flatMap((users) => [...users.includeUsers, ...users.excludeUsers]));
  return [
    ...[...roles].map((role) => directory.directHolders(role)),
    ...[...groups].flatMap((id) => snapshot.groups.get(id)?.members ?? []),
    ...[...named].flatMap((id) => directory.position(id) ?? []).map((position) => [position]),
  ];
}
