import type { FindingRule } from './rule.js';

export const disabledAccount: FindingRule = {
  id: 'disabled-account',
  topic: 'disabled-accounts',
  remedy: 'Take away its roles and exclusions, so that enabling it opens nothing.',
  find: ({ account, isPrivileged }) => !account.accountEnabled && {
    severity: isPrivileged ? 'medium' : 'info', policies: [],
    detail: isPrivileged ? 'It is disabled but still holds an admin role: a sleeping bypass.' : 'It is disabled and cannot sign in.',
  },
};
