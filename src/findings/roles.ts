import type { Directory } from '../engine/directory.js';

/** Roles that give no power to administer (Entra docs, built-in roles): the sync accounts and plain readers of the directory. */
const NOT_ADMIN = new Set([
  'd29b2b05-8046-44ba-8758-1e26182fcf32', 'a92aed5d-d78a-4d16-b381-09adb37eb3b0', '88d8e3e3-8f55-4a1e-953a-9b9898b8876b',
]);

/** `number` tells equal sets of roles from others. */
export interface HeldRoles { ids: readonly string[]; names: string[]; number: number }

const NO_ROLES: HeldRoles = { ids: [], names: [], number: 0 };

/** The admin roles of each account, direct and through groups, of any scope; equal lists are one object. */
export class Roles {
  readonly #byPosition = new Map<number, string[]>();
  readonly #held = new Map<string, HeldRoles>();

  constructor(private readonly directory: Directory) {
    for (const { roleId, principalId } of directory.snapshot.roleAssignments ?? []) {
      if (!NOT_ADMIN.has(roleId)) for (const position of this.#holders(principalId)) this.#add(position, roleId);
    }
  }

  of(position: number): HeldRoles {
    const ids = this.#byPosition.get(position);
    if (!ids) return NO_ROLES;
    const key = ids.join();
    const held = this.#held.get(key) ?? { ids, names: ids.map((id) => this.directory.snapshot.roleNames.get(id) ?? id), number: this.#held.size + 1 };
    this.#held.set(key, held);
    return held;
  }

  #holders(principalId: string): Iterable<number> {
    const position = this.directory.position(principalId);
    return position === undefined ? (this.directory.snapshot.groups.get(principalId)?.members ?? []) : [position];
  }

  #add(position: number, roleId: string): void {
    const ids = this.#byPosition.get(position) ?? [];
    if (!ids.includes(roleId)) this.#byPosition.set(position, [...ids, roleId].toSorted());
  }
}
