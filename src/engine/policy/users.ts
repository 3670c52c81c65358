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

/** The assignments of one side (include or exclude) that hit the account, under the resolution. */
export function assignments(policy: ConditionalAccessPolicy, side: 'include' | 'exclude', subject: Subject, resolution: Resolution): Assignment[] {
  const scope = policy.users;
  const demanding = side === 'include';
  const users = demanding ? scope.includeUsers : scope.excludeUsers;
  const groups = demanding ? scope.includeGroups : scope.excludeGroups;
  const roles = demanding ? scope.includeRoles : scope.excludeRoles;
  const guests = demanding ? scope.includeGuests : scope.excludeGuests;
  return [
    ...users.flatMap((entry) => namedUser(entry, subject)),
    ...groups.filter((id) => isMember(id, subject, resolution, demanding)).map((id) => ({ kind: 'group' as const, id })),
    ...roles.filter((id) => subject.holdsRole(id, resolution, demanding)).map((id) => ({ kind: 'role' as const, id })),
    ...(guests && isGuestOf(guests, subject, resolution, demanding) ? [{ kind: 'guests' as const, id: guests.types.join(',') }] : []),
  ];
}

/** Exclusion beats inclusion. */
export function applies(policy: ConditionalAccessPolicy, subject: Subject, resolution: Resolution): boolean {
  // Both sides are always asked, so that a recording resolution sees every unread fact.
  const included = assignments(policy, 'include', subject, resolution).length > 0;
  const excluded = assignments(policy, 'exclude', subject, resolution).length > 0;
  return policy.misread.length > 0 || (included && !excluded);
}

function namedUser(entry: string, { id, kind }: Subject): Assignment[] {
  if (entry === 'All') return [{ kind: 'all', id: entry }];
  if (entry === 'GuestsOrExternalUsers') return kind === 'member' ? [] : [{ kind: 'guests', id: entry }];
  return entry.toLowerCase() === id.toLowerCase() ? [{ kind: 'user', id: entry }] : [];
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
