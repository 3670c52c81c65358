import { AccountSet, type Account } from '../../engine/index.js';

/**
 * The accounts of a scan under way, and small numbers for object ids, handed out at first sight:
 * users, groups and registrations can so be read at the same time and in any order, each id kept once.
 * Ids are GUIDs, which are the same in either case: a member overlooked for its case could be an exclusion overlooked.
 */
export class AccountTable {
  readonly accounts: Account[] = [];
  readonly #numbers = new Map<string, number>();
  readonly #positions: (number | undefined)[] = [];

  numberOf(id: string): number {
    const key = id.toLowerCase();
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.#numbers.size);
    return this.#numbers.size - 1;
  }

  /** An account that was on an earlier page too is replaced: the later page is fresher. */
  add(account: Account): void {
    const number = this.numberOf(account.id);
    const position = (this.#positions[number] ??= this.accounts.length);
    this.accounts[position] = account;
  }

  has(id: string): boolean {
    const number = this.#numbers.get(id.toLowerCase());
    return number !== undefined && this.#positions[number] !== undefined;
  }

  /** Objects that are no known accounts fall out. */
  setOf(numbers: Iterable<number>): AccountSet {
    const set = new AccountSet();
    for (const number of numbers) {
      const position = this.#positions[number];
      if (position !== undefined) set.add(position);
    }
    return set;
  }
}
