import type { ConditionalAccessPolicy, GuestScope } from '../conditionalAccess.js';
import type { Resolution } from './resolution.js';

/** External in the sense of Conditional Access: `#EXT#` in the address; userType tells guest from member (semantics D9). */
export type AccountKind = 'member' | 'internalGuest' | 'b2bCollaborationGuest' | 'b2bCollaborationMember';

/** One account as the assignments of policies see it. `undefined` = unread. */
export interface Subject {
  id: string;
  kind: AccountKind;
  isInGroup(groupId: string): boolean | undefined;
  /** Holds the role in active, tenant-wide assignment, directly or through a group. */
  holdsRole(roleId: string, resolution: Resolution, demanding: boolean): boolean;
  /** Of an external account; undefined = unread. */
  homeTenant: string | undefined;
}

/** How an assignment reached the account. */
export interface Assignment {
  kind: 'all' | 'user' | 'group' | 'role' | 'guests';
  id: string;
}

type Side = 'include' | 'exclude';

/** The assignments of one side that hit the account, under the resolution. */
export function assignments(policy: ConditionalAccessPolicy, side: Side, subject: Subject, resolution: Resolution): Assignment[] {
  const { users, groups, roles, guests } = listsOf(policy, side);
  const demanding = side === 'include';
  return [
    ...users.flatMap((entry) => namedUser(entry, subject, resolution, demanding)),
    ...groups.filter((id) => isMember(id, subject, resolution, demanding)).map((id) => ({ kind: 'group' as const, id })),
    ...roles.filter((id) => subject.holdsRole(id, resolution, demanding)).map((id) => ({ kind: 'role' as const, id })),
    ...(guests && isGuestOf(guests, subject, resolution, demanding) ? [{ kind: 'guests' as const, id: guests.types.join(',') }] : []),
  ];
}

/** Where whom a policy concerns couldn't be read: then it may concern anybody. */
const ABOUT_USERS = /^(policy|conditions|users|guestOrExternalUserTypes|externalTenants)/;

/** Exclusion beats inclusion. */
export function applies(policy: ConditionalAccessPolicy, subject: Subject, resolution: Resolution): boolean {
  return policy.misread.some((path) => ABOUT_USERS.test(path)) || (isHit(policy, 'include', subject, resolution) && !isHit(policy, 'exclude', subject, resolution));
}

function isHit(policy: ConditionalAccessPolicy, side: Side, subject: Subject, resolution: Resolution): boolean {
  const { users, groups, roles, guests } = listsOf(policy, side);
  const demanding = side === 'include';
  return users.some((entry) => namedUser(entry, subject, resolution, demanding).length > 0)
    || groups.some((id) => isMember(id, subject, resolution, demanding))
    || roles.some((id) => subject.holdsRole(id, resolution, demanding))
    || (guests !== undefined && isGuestOf(guests, subject, resolution, demanding));
}

function listsOf({ users }: ConditionalAccessPolicy, side: Side) {
  return side === 'include'
    ? { users: users.includeUsers, groups: users.includeGroups, roles: users.includeRoles, guests: users.includeGuests }
    : { users: users.excludeUsers, groups: users.excludeGroups, roles: users.excludeRoles, guests: users.excludeGuests };
}

/** Words for agents, which are no people. */
const NOBODY = new Set(['None', 'AllAgentIdUsers']);

function namedUser(entry: string, { id, kind }: Subject, resolution: Resolution, demanding: boolean): Assignment[] {
  if (entry === 'All') return [{ kind: 'all', id: entry }];
  if (entry === 'GuestsOrExternalUsers') return kind === 'member' ? [] : [{ kind: 'guests', id: entry }];
  if (entry.toLowerCase() === id.toLowerCase()) return [{ kind: 'user', id: entry }];
  const isNewWord = /^[A-Z][A-Za-z]+$/.test(entry) && !NOBODY.has(entry);
  return isNewWord && resolution.decide(`word:${entry}`, demanding) ? [{ kind: 'user', id: entry }] : [];
}

function isMember(groupId: string, subject: Subject, resolution: Resolution, demanding: boolean): boolean {
  return subject.isInGroup(groupId) ?? resolution.decide(`group:${groupId}`, demanding);
}

/** Tenant lists concern external accounts; an internal guest has no home tenant. */
function isGuestOf(scope: GuestScope, subject: Subject, resolution: Resolution, demanding: boolean): boolean {
  if (!scope.types.includes(subject.kind)) return false;
  if (!scope.tenantIds) return true;
  if (subject.kind === 'internalGuest') return false;
  if (subject.homeTenant !== undefined) return scope.tenantIds.includes(subject.homeTenant);
  return scope.tenantIds.map((id) => resolution.decide(`homeTenant:${id}`, demanding)).some(Boolean);
}
