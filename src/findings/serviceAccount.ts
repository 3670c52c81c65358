import { looksLikeService, type FindingRule } from './rule.js';
import type { Situation } from '../engine/situation.js';

export const serviceAccount: FindingRule = {
  id: 'service-account',
  topic: 'service-accounts',
  remedy: 'Move the workload to a managed identity or an app registration; a user account needs MFA.',
  find: (situation) => isServiceAccount(situation) && {
    severity: 'info', policies: [], detail: 'It looks like a service account; the partner rule makes no exception for these.',
  },
};

function isServiceAccount({ account, model, position }: Situation): boolean {
  return account.accountEnabled && (looksLikeService(account) || model.isSyncAccount(position) === true);
}
