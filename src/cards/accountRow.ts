import type { AccountReport } from '../engine/index.js';
import type { Data } from './bind.js';
import { joined, plain, raw, trusted } from './cell.js';
import { VERDICT_WORDS } from './counts.js';
import { stop } from './words.js';

/** An account in a list: the same on every card that lists some. */
export interface AccountRow extends Pick<AccountReport, 'id' | 'userPrincipalName' | 'displayName' | 'userType' | 'accountEnabled' | 'roles' | 'verdict'> {
  position: number;
  reason: string;
  witness: string | null;
  /** "location-exclusion: accepted until ... by ..., because ..."; foreign text. */
  accepted?: string;
}

const MAX_ROLES = 2;

export function rowData(row: AccountRow): { [name: string]: Data } {
  return {
    position: row.position,
    id: raw(row.id),
    name: row.displayName,
    button: plain(`Why ${row.displayName}?`),
    address: row.userPrincipalName,
    badges: joined(badges(row), '  ·  '),
    hasBadges: badges(row).length > 0,
    badgeColour: row.roles.length > 0 ? 'Attention' : 'Accent',
    reason: row.reason,
    witness: row.witness ?? '',
    hasWitness: Boolean(row.witness),
    accepted: row.accepted ? `Accepted: ${stop(row.accepted)}` : '',
  };
}

/** Admin roles first: they are what makes an account urgent. */
export function badges({ roles, userType, accountEnabled, verdict }: AccountRow): string[] {
  const more = roles.length > MAX_ROLES ? [`+${roles.length - MAX_ROLES} roles`] : [];
  return [
    ...roles.slice(0, MAX_ROLES), ...more,
    ...(userType === 'guest' ? ['Guest'] : []),
    ...(accountEnabled ? [] : ['Disabled']),
    ...(verdict === 'nonCompliant' || (verdict === 'blocked' && !accountEnabled) ? [] : [VERDICT_WORDS[verdict]]),
  ];
}

export function rowText(row: AccountRow): string[] {
  const marks = badges(row).length > 0 ? ` [${badges(row).join(', ')}]` : '';
  return [
    `${row.position}. ${row.displayName} <${row.userPrincipalName}>${marks}: ${row.reason}`,
    ...(row.witness ? [`   ${row.witness}`] : []),
    ...(row.accepted ? [`   Accepted: ${stop(row.accepted)}`] : []),
  ];
}

export const empty = trusted('');
