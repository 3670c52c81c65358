import { z } from 'zod';
import type { Filter, FindingFilter } from '../../language/types.js';

const FILTERS = ['all', 'admins', 'guests', 'service', 'shared', 'members', 'enabled', 'disabled'] as const satisfies Filter[];
const FINDINGS = ['not-registered', 'excluded', 'trusted-location', 'app-password', 'legacy-auth', 'no-mfa-signin'] as const satisfies FindingFilter[];

/** Page numbers are clamped again by the flow, which knows how many pages there are. */
export const pageNumber = z.number().int().min(0).max(1_000_000).catch(0);
export const listData = z.object({
  filter: z.enum(FILTERS).optional().catch(undefined),
  finding: z.enum(FINDINGS).optional().catch(undefined),
  page: pageNumber.default(0),
});
export const accountId = z.string().min(1).max(128);
export const topicIds = z.array(z.string().max(64)).min(1).max(6);
export const nothing = z.object({});
