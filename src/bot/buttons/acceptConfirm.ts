import { z } from 'zod';
import { accept } from '../exceptions/accept.js';
import type { Button } from '../types.js';
import { accountId } from './data.js';

/** The client merges what was filled in into the button's data; who may is asked when it comes back. */
const schema = z.object({
  accounts: z.array(accountId).min(1).max(100), finding: z.string().max(64).catch('all').default('all'),
  reason: z.string().max(2_000).catch(''), owner: z.string().max(256).catch('').default(''), until: z.string().max(40).catch(''),
});

export const acceptConfirm: Button<z.output<typeof schema>> = {
  verb: 'accept-confirm', schema, placement: 'here',
  run: (request, { accounts, ...wish }) => accept(request, { accountIds: accounts, ...wish }),
};
