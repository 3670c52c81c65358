import { isExternal, isSyncAddress, kindOf, SYNC_ROLE } from './directory.js';
import type { TenantModel } from './tenant.js';
import type { Account } from './snapshot.js';

/**
 * Sorts accounts into classes that every policy treats alike, so that one judgement serves thousands.
 * INVARIANT: whatever a judgement depends on either is equal within a class or is a fact of the account that the caller adds.
 * Cost: one pass over the accounts and one over each membership that policies name.
 */
export function accountClasses(model: TenantModel): Uint32Array {
  const partition = new Partition(model.snapshot.accounts.map(attributesOf(model)));
  for (const members of relevantSets(model)) partition.refine(members);
  return partition.classOf;
}

class Partition {
  readonly classOf: Uint32Array;
  #count: number;

  constructor(keys: string[]) {
    const numbers = new Map<string, number>();
    this.classOf = Uint32Array.from(keys, (key) => {
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, numbers.size);
      return numbers.size - 1;
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

function attributesOf(model: TenantModel): (account: Account) => string {
  const { directory } = model;
  return (account) => {
    const kind = kindOf(account);
    const home = isExternal(kind) ? (directory.homeTenant(account) ?? '?') : '';
    const sync = isSyncAddress(account.userPrincipalName) ? 's' : '';
    return `${account.accountEnabled ? kind : 'disabled'} ${account.perUserMfaState ?? '?'} ${directory.domainKind(account)} ${home} ${sync}`;
  };
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
