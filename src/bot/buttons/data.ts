import { z } from 'zod';
import type { SupposedChange } from '../../flows/index.js';
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

const ticketFilter = z.enum(['open', 'mine', 'closed']).catch('open');
/** A list of tickets, a page of it. */
export const ticketList = z.object({ filter: ticketFilter.default('open'), page: pageNumber.default(0) });
export type TicketListData = z.output<typeof ticketList>;
/** One ticket, by what people call it; and the list to go back to. */
export const oneTicket = z.object({ ticket: z.number().int().min(1).max(2_147_483_647), from: ticketList.optional().catch(undefined) });
export type OneTicketData = z.output<typeof oneTicket>;

const NO_PLAN = '00000000-0000-0000-0000-000000000000';
/** All that a card knows of a plan; what the plan is stands on the server. A forged one is refused there as unknown, and noted. */
export const planData = z.object({ plan: z.uuid().catch(NO_PLAN) });
export type PlanData = z.output<typeof planData>;

const CHANGES = [
  'exclude-location', 'exclude-group', 'exclude-user', 'enable-policy', 'disable-policy', 'enable-security-defaults', 'disable-security-defaults',
  'drop-exclusion', 'remove-from-group', 'add-to-group', 'require-mfa', 'exclude',
] as const satisfies SupposedChange['change'][];
const name = z.string().max(256).optional();
/** A supposed change, in words or in parts. */
export const changeData = z.object({ text: name, change: z.enum(CHANGES).optional(), location: name, group: name, user: name, policy: name, thing: name });
export type ChangeData = z.output<typeof changeData>;
