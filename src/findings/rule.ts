import type { ConditionalAccessPolicy } from '../engine/conditionalAccess.js';
import type { FindingId, Severity } from '../engine/report.js';
import type { Account } from '../engine/snapshot.js';
import type { Closers, Situation } from '../engine/situation.js';

/** One finding: when it applies, what would mend it, and the FAQ topic that tells more. */
export interface FindingRule {
  id: FindingId;
  topic: string;
  /** What to do, in the imperative. */
  remedy: string;
  find(situation: Situation): Evidence | false;
}

export interface Evidence {
  severity: Severity;
  policies: ConditionalAccessPolicy[];
  /** One sentence about any account in this situation: no names of its own in it. */
  detail: string;
}

/** A finding that exists where something is behind a gap; gaps of admins weigh more. */
export function gapFinding({ isPrivileged }: Situation, { policies, perUserMfa }: Closers, detail: (named: string) => string): Evidence | false {
  const names = [...policies.map(({ displayName }) => `\`${displayName}\``), ...(perUserMfa ? ['per-user MFA (enabled)'] : [])];
  return names.length > 0 && { severity: isPrivileged ? 'high' : 'medium', policies, detail: detail(names.join(', ')) };
}

export const only = (policies: ConditionalAccessPolicy[]): Closers => ({ policies, perUserMfa: false });

/** Most names have none of these, and there may be a million of them. */
const TELLING = /glass|emergency|service|svc-/i;
const called = (pattern: RegExp) => ({ displayName, userPrincipalName }: Pick<Account, 'displayName' | 'userPrincipalName'>): boolean =>
  (TELLING.test(displayName) && pattern.test(displayName)) || (TELLING.test(userPrincipalName) && pattern.test(userPrincipalName.split('@')[0]!));
export const looksLikeEmergency = called(/break[\s._-]*glass|emergency/i);
const calledServiceAccount = called(/service[\s._-]*account/i);
export const looksLikeService = (account: Pick<Account, 'displayName' | 'userPrincipalName'>): boolean => /^svc-/i.test(account.userPrincipalName) || calledServiceAccount(account);
