import type { Account, ConditionalAccessPolicy, GuestScope, InboundTrust, Snapshot } from '../../../src/engine/index.js';
import type { Ask } from './readings.js';

/** Who an account is, read literally from semantics.md 4, 5, D3 and D9. */
export interface Person {
  snapshot: Snapshot;
  position: number;
  account: Account;
  ask: Ask;
}

export const SYNC_ROLE = 'd29b2b05-8046-44ba-8758-1e26182fcf32';
export const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const BOOLEANS = [false, true] as const;

export function isExternal({ account }: Person): boolean {
  return account.userPrincipalName.toUpperCase().includes('#EXT#');
}

export function guestType(person: Person): string | undefined {
  if (isExternal(person)) return person.account.userType === 'guest' ? 'b2bCollaborationGuest' : 'b2bCollaborationMember';
  return person.account.userType === 'guest' ? 'internalGuest' : undefined;
}

export function isMember({ snapshot, position, ask }: Person, groupId: string): boolean {
  const group = snapshot.groups.get(groupId);
  if (group?.isDeleted) return false;
  if (!group?.members) return ask(`member of ${groupId}`, BOOLEANS);
  return group.members.has(position);
}

/** Conditional Access honours tenant-wide assignments only. */
export function holdsRole(person: Person, roleId: string, isScopeHonoured = (scope: string): boolean => scope === '/'): boolean {
  const { snapshot, account, ask } = person;
  if (!snapshot.roleAssignments) return ask(`holds ${roleId}`, BOOLEANS);
  return snapshot.roleAssignments
    .filter((assignment) => assignment.roleId === roleId && isScopeHonoured(assignment.directoryScopeId))
    .some(({ principalId }) => principalId === account.id || (snapshot.groups.has(principalId) && isMember(person, principalId)));
}

export function isSyncAccount(person: Person): boolean {
  return /^sync_/i.test(person.account.userPrincipalName) || holdsRole(person, SYNC_ROLE, () => true);
}

export function isIncluded(person: Person, { users }: ConditionalAccessPolicy): boolean {
  return users.includeUsers.includes('All')
    || isNamed(person, users.includeUsers, users.includeGroups, users.includeRoles, users.includeGuests);
}

export function isExcluded(person: Person, { users }: ConditionalAccessPolicy): boolean {
  return isNamed(person, users.excludeUsers, users.excludeGroups, users.excludeRoles, users.excludeGuests);
}

function isNamed(person: Person, users: string[], groups: string[], roles: string[], guests: GuestScope | undefined): boolean {
  return users.includes(person.account.id)
    || users.some((word) => isNewWord(word) && person.ask(`${word} means this account`, [false, true]))
    || (users.includes('GuestsOrExternalUsers') && guestType(person) !== undefined)
    || groups.some((id) => isMember(person, id))
    || roles.some((id) => holdsRole(person, id))
    || isInGuestScope(person, guests);
}

/** A word that stands among ids and that nobody has explained yet. */
const isNewWord = (text: string): boolean => /^[A-Z][A-Za-z]+$/.test(text) && !['All', 'None', 'GuestsOrExternalUsers', 'AllAgentIdUsers'].includes(text);

function isInGuestScope(person: Person, scope: GuestScope | undefined): boolean {
  const type = guestType(person);
  if (!scope || !type || !scope.types.includes(type)) return false;
  if (!scope.tenantIds) return true;
  // An internal guest has no home tenant that a list could name.
  return isExternal(person) && scope.tenantIds.includes(homeTenant(person));
}

/** The home tenant's id; where it can't be resolved, any tenant that the configuration names, or one it doesn't. */
export function homeTenant({ snapshot, account, ask }: Person): string {
  const beforeMark = account.userPrincipalName.slice(0, account.userPrincipalName.toUpperCase().indexOf('#EXT#'));
  const domains = [beforeMark.slice(beforeMark.lastIndexOf('_') + 1), account.mail?.split('@').at(-1) ?? ''];
  for (const domain of domains) {
    const found = snapshot.homeTenants.get(domain.toLowerCase());
    if (found) return found;
  }
  return ask('home tenant', [...namedTenants(snapshot), 'a tenant nobody names']);
}

function namedTenants(snapshot: Snapshot): Set<string> {
  const inPolicies = (snapshot.policies ?? []).flatMap(({ users }) => [users.includeGuests, users.excludeGuests])
    .flatMap((scope) => scope?.tenantIds ?? []);
  return new Set([...inPolicies, ...(snapshot.crossTenantAccess.partners?.keys() ?? [])]);
}

/** Whether inbound trust accepts a claim of the home tenant; a null inherits from the default entry. */
export function isTrusted(person: Person, claim: keyof InboundTrust): boolean {
  const { partners } = person.snapshot.crossTenantAccess;
  if (!partners) return person.ask(`partner trust ${claim}`, BOOLEANS);
  const own = partners.size > 0 ? partners.get(homeTenant(person))?.[claim] : undefined;
  if (typeof own === 'boolean') return own;
  const fallback = person.snapshot.crossTenantAccess.default;
  return fallback ? fallback[claim] === true : person.ask(`default trust ${claim}`, BOOLEANS);
}
