import type { FindingRule } from './rule.js';

export const perUserLegacy: FindingRule = {
  id: 'per-user-legacy',
  topic: 'per-user-mfa',
  remedy: 'Cover it by Conditional Access or security defaults; Microsoft advises against per-user MFA.',
  find: ({ restsOnPerUserMfa }) => restsOnPerUserMfa && {
    severity: 'low', policies: [], detail: 'It is compliant only thanks to per-user MFA.',
  },
};
