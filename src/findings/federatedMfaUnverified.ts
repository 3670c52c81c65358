import type { FindingRule } from './rule.js';

export const federatedMfaUnverified: FindingRule = {
  id: 'federated-mfa-unverified',
  topic: 'verification-method',
  remedy: 'Check in the sign-in logs that the identity provider sends the MFA claim, or require MFA in Entra at every sign-in.',
  find: ({ account, model }) => account.accountEnabled && model.directory.domainKind(account) === 'federated' && {
    severity: 'medium', policies: [], detail: 'Its domain is federated and its identity provider may answer for MFA, which cannot be read here.',
  },
};
