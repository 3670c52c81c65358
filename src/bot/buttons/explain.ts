import { z } from 'zod';
import { showAccount } from '../commands/explainAccount.js';
import type { Button } from '../types.js';
import { accountId, listData } from './data.js';

const schema = z.object({ account: accountId, from: listData.optional().catch(undefined), withoutPolicies: z.boolean().catch(false) });

export const explain: Button<z.output<typeof schema>> = {
  verb: 'explain', schema, placement: 'here', isView: true,
  run: (request, { account, from, withoutPolicies }) => {
    const back = from && { filter: from.filter ?? 'all', page: from.page, ...(from.finding && { finding: from.finding }) };
    return showAccount(request, account, { withoutPolicies, ...(back && { from: back }) });
  },
};
