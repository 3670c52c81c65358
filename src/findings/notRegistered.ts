import type { FindingRule } from './rule.js';

export const notRegistered: FindingRule = {
  id: 'not-registered',
  topic: 'prompt-frequency',
  remedy: 'Have the person register a method: whoever signs in first with the password can register their own.',
  find: ({ account, judgement, trustsHomeMfa, isPrivileged }) =>
    account.accountEnabled && judgement.demandsMfa && account.isMfaRegistered === false && !trustsHomeMfa && {
      severity: isPrivileged ? 'high' : 'medium', policies: [], detail: 'MFA is asked for, but no method is registered yet.',
    },
};
