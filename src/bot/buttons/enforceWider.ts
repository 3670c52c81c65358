import { z } from 'zod';
import { explainAccount, proposeTenantChange, widerRepair } from '../../flows/index.js';
import { notFound } from '../commands/explainAccount.js';
import { planAnswer, pressing } from '../enforce.js';
import { notice } from '../replies.js';
import type { Button } from '../types.js';
import { accountId } from './data.js';

const schema = z.object({ account: accountId });

/** The preview of the change that would close one account's gap and concerns others too. */
export const enforceWider: Button<z.output<typeof schema>> = {
  verb: 'enforce-wider', schema, placement: 'below',
  run: async (request, { account }) => {
    const scan = await request.scan();
    const result = await explainAccount(scan, account);
    if (result.kind !== 'explained') return notFound(request, account, { intent: 'explain-account', slots: { account } });
    const repair = widerRepair(result.explanation);
    if (!repair) return notice(request, 'No change of that kind would close its gap any more. Ask why it is flagged.');
    return planAnswer(request, await proposeTenantChange(request.parts.enforce, scan, pressing(request), repair.edits));
  },
};
