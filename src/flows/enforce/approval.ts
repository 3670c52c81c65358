import type { AccountReport } from '../../engine/index.js';
import { countOf } from '../headlines.js';
import type { EnforceParts } from './parts.js';

type ApprovalParts = Pick<EnforceParts, 'approvals' | 'approvalAbove' | 'authority'>;

/** Why a second authorised person has to agree, or undefined where nobody has to. Where only one person could ever press, nobody has to. */
export async function approvalBecause(concerned: readonly AccountReport[], isTenantWide: boolean, parts: ApprovalParts): Promise<string | undefined> {
  const because = reason(concerned, isTenantWide, parts.approvalAbove);
  if (because === undefined || parts.approvals === 'off') return undefined;
  return (await parts.authority.enforcers()) === 1 ? undefined : because;
}

function reason(concerned: readonly AccountReport[], isTenantWide: boolean, limit: number): string | undefined {
  if (isTenantWide) return 'it is a tenant-wide change';
  const admin = concerned.find(({ roles }) => roles.length > 0);
  if (admin) return `\`${admin.displayName}\` holds an admin role`;
  return concerned.length > limit ? `it concerns more than ${countOf(limit)}` : undefined;
}
