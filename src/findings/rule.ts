import type { ConditionalAccessPolicy } from '../engine/conditionalAccess.js';
import type { FindingId, Severity } from '../engine/report.js';
import type { Account } from '../engine/snapshot.js';
import type { Situation } from '../engine/situation.js';

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

/** A finding that exists where some policy is behind a gap; gaps of admins weigh more. */
export function gapFinding({ isPrivileged }: Situation, policies: ConditionalAccessPolicy[], detail: (quoted: string) => string): Evidence | false {
  if (policies.length === 0) return false;
  return { severity: isPrivileged ? 'high' : 'medium', policies, detail: detail(policies.map(({ displayName }) => `\`${displayName}\``).join(', ')) };
}

const called = (pattern: RegExp) => ({ displayName, userPrincipalName }: Account): boolean => pattern.test(displayName) || pattern.test(userPrincipalName.split('@')[0]!);
export const looksLikeEmergency = called(/break[\s._-]*glass|emergency/i);
export const looksLikeService = (account: Account): boolean => /^svc-/i.test(account.userPrincipalName) || called(/service[\s._-]*account/i)(account);
