import type { FindingRule } from './rule.js';

export const noEnforcement: FindingRule = {
  id: 'no-enforcement',
  topic: 'baseline-policies',
  remedy: 'Bring the account under a policy that requires MFA for all apps, or turn on security defaults.',
  find: ({ judgement }) => judgement.hasGap && !judgement.demandsMfa && {
    severity: 'high', policies: [], detail: 'No sign-in of this account is ever asked for MFA.',
  },
};
