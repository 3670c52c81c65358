import type { FindingRule } from './rule.js';

export const guestNotCovered: FindingRule = {
  id: 'guest-not-covered',
  topic: 'guest-users',
  remedy: 'Include guests and external users in a policy that requires MFA for all apps.',
  find: ({ judgement, isGuest }) => isGuest && judgement.hasGap && !judgement.demandsMfa && {
    severity: 'medium', policies: [], detail: 'It is a guest or external account, and none of its sign-ins is asked for MFA.',
  },
};
