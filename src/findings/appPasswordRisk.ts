import type { FindingRule } from './rule.js';

export const appPasswordRisk: FindingRule = {
  id: 'app-password-risk',
  topic: 'app-passwords',
  remedy: 'Block legacy authentication, which stops app passwords.',
  find: (situation) => situation.restsOnPerUserMfa && situation.account.perUserMfaState === 'enforced' && !situation.blocksLegacyClients && {
    severity: 'medium', policies: [], detail: 'App passwords get past its per-user MFA: legacy clients are not blocked.',
  },
};
