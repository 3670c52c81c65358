import type { AccountKind, Subject } from './policy/users.js';
import type { Resolution } from './policy/resolution.js';
import type { Account, InboundTrust, Snapshot } from './snapshot.js';

/** "Directory Synchronization Accounts": exempt from security defaults (Entra docs, security defaults). */
export const SYNC_ROLE = 'd29b2b05-8046-44ba-8758-1e26182fcf32';
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';

/** `federated`: another identity provider may do MFA where Entra asks for none (semantics D5). */
export type DomainKind = 'managed' | 'federated' | 'unread';

/** Indexes over a snapshot: who holds which role, who belongs where. */
export class Directory {
  readonly #positions: Map<string, number>;
  readonly #directRoles = new Map<string, Set<number>>();
  readonly #groupRoles = new Map<string, Set<string>>();

  constructor(readonly snapshot: Snapshot) {
    this.#positions = positionsOf(snapshot);
    for (const { roleId, principalId, directoryScopeId } of snapshot.roleAssignments ?? []) {
      // Conditional Access honours tenant-wide assignments only; the sync role counts wherever it is held.
      if (directoryScopeId !== '/' && roleId !== SYNC_ROLE) continue;
      const position = this.#positions.get(principalId.toLowerCase());
      if (position !== undefined) addTo(this.#directRoles, roleId, position);
      else if (snapshot.groups.has(principalId)) addTo(this.#groupRoles, roleId, principalId);
    }
  }

  /** Of an account that a role assignment or a policy names. */
  position(accountId: string): number | undefined {
    return this.#positions.get(accountId.toLowerCase());
  }

  get roleIds(): string[] {
    return [...new Set([...this.#directRoles.keys(), ...this.#groupRoles.keys()])];
  }

  /** Could no account hold a role that wasn't read? */
  get isRoleHoldingRead(): boolean {
    const { roleAssignments, groups } = this.snapshot;
    return roleAssignments?.every(({ principalId }) => !groups.has(principalId) || groups.get(principalId)!.members !== undefined) ?? false;
  }

  directHolders(roleId: string): ReadonlySet<number> {
    return this.#directRoles.get(roleId) ?? new Set();
  }

  holdingGroups(roleId: string): ReadonlySet<string> {
    return this.#groupRoles.get(roleId) ?? new Set();
  }

  subject(position: number): Subject {
    return new DirectorySubject(this, position);
  }

  homeTenant(account: Account): string | undefined {
    const domain = homeDomain(account);
    return domain === undefined ? undefined : this.snapshot.homeTenants.get(domain);
  }

  domainKind({ userPrincipalName }: Account): DomainKind {
    const { domains } = this.snapshot;
    if (domains === undefined) return 'unread';
    const domain = domains.get(userPrincipalName.slice(userPrincipalName.lastIndexOf('@') + 1).toLowerCase());
    if (!domain?.isFederated) return 'managed';
    if (domain.federatedIdpMfaBehavior === undefined) return 'unread';
    return domain.federatedIdpMfaBehavior === 'rejectMfaByFederatedIdp' ? 'managed' : 'federated';
  }

  /**
   * The cross-tenant settings that may count for an external account: the default first, without a home; then, where the home
   * tenant is unread, each partner's. A `trust` that is undefined is unread.
   */
  possibleTrusts(account: Account): { home?: string; trust: Trust | undefined }[] {
    const { default: fallback, partners } = this.snapshot.crossTenantAccess;
    if (!partners) return [{ trust: undefined }];
    const home = this.homeTenant(account);
    if (home !== undefined) return [{ trust: inherit(partners.get(home), fallback) }];
    return [{ trust: inherit(null, fallback) }, ...[...partners].map(([id, entry]) => ({ home: id, trust: inherit(entry, fallback) }))];
  }

  /** Does the tenant accept MFA done at the account's home? False where that isn't certain. */
  acceptsHomeMfa(account: Account): boolean {
    return this.possibleTrusts(account).every(({ trust }) => trust?.isMfaAccepted === true);
  }
}

/** Undefined properties are unread. */
type Trust = { [K in keyof InboundTrust]: boolean | undefined };

/** A partner's null inherits from the default; a default that was never set trusts nothing. */
function inherit(entry: InboundTrust | null | undefined, fallback: InboundTrust | undefined): Trust {
  const value = (name: keyof InboundTrust) => entry?.[name] ?? (fallback ? (fallback[name] ?? false) : undefined);
  return {
    isMfaAccepted: value('isMfaAccepted'),
    isCompliantDeviceAccepted: value('isCompliantDeviceAccepted'),
    isHybridAzureADJoinedDeviceAccepted: value('isHybridAzureADJoinedDeviceAccepted'),
  };
}

class DirectorySubject implements Subject {
  readonly id: string;
  readonly kind: AccountKind;
  readonly homeTenant: string | undefined;

  constructor(private readonly directory: Directory, private readonly position: number) {
    const account = directory.snapshot.accounts[position]!;
    this.id = account.id;
    this.kind = kindOf(account);
    this.homeTenant = directory.homeTenant(account);
  }

  isInGroup(groupId: string): boolean | undefined {
    return this.directory.snapshot.groups.get(groupId)?.members?.has(this.position);
  }

  holdsRole(roleId: string, resolution: Resolution, demanding: boolean): boolean {
    if (this.directory.snapshot.roleAssignments === undefined) return resolution.decide(`role:${roleId}`, demanding);
    if (this.directory.directHolders(roleId).has(this.position)) return true;
    const throughGroups = [...this.directory.holdingGroups(roleId)].map((groupId) => this.isInGroup(groupId) ?? resolution.decide(`group:${groupId}`, demanding));
    return throughGroups.some(Boolean);
  }
}

/** Only the few accounts that are asked for by id: an index of a million would cost more than judging them. */
function positionsOf({ accounts, roleAssignments, policies }: Snapshot): Map<string, number> {
  const scopes = (policies ?? []).map(({ users }) => users);
  const wanted = new Set([
    ...(roleAssignments ?? []).map(({ principalId }) => principalId), ...scopes.flatMap((users) => [...users.includeUsers, ...users.excludeUsers]),
  ].map((id) => id.toLowerCase()));
  const positions = new Map<string, number>();
  accounts.forEach(({ id }, position) => {
    const key = id.toLowerCase();
    if (wanted.has(key)) positions.set(key, position);
  });
  return positions;
}

export function kindOf({ userPrincipalName, userType }: Account): AccountKind {
  if (userPrincipalName.includes('#') && /#EXT#/i.test(userPrincipalName)) return userType === 'guest' ? 'b2bCollaborationGuest' : 'b2bCollaborationMember';
  return userType === 'guest' ? 'internalGuest' : 'member';
}

export const isExternal = (kind: AccountKind): boolean => kind === 'b2bCollaborationGuest' || kind === 'b2bCollaborationMember';

/** `anna_fabrikam.com#EXT#@contoso.com` comes from `fabrikam.com`; else the mail domain tells (semantics D9). */
export function homeDomain({ userPrincipalName, mail }: Account): string | undefined {
  const alias = /^(.*)#EXT#/i.exec(userPrincipalName)?.[1];
  if (alias === undefined) return undefined;
  const domain = alias.includes('_') ? alias.slice(alias.lastIndexOf('_') + 1) : mail?.split('@')[1];
  return domain?.toLowerCase();
}

export const isSyncAddress = (userPrincipalName: string): boolean => /^Sync_/i.test(userPrincipalName);

function addTo<K, V>(sets: Map<K, Set<V>>, key: K, value: V): void {
  const set = sets.get(key) ?? new Set<V>();
  set.add(value);
  sets.set(key, set);
}
