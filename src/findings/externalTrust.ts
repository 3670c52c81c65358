import type { FindingRule } from './rule.js';

export const externalTrust: FindingRule = {
  id: 'external-trust',
  topic: 'guest-users',
  remedy: "Nothing to do; review which partners' MFA the tenant trusts.",
  find: ({ judgement, trustsHomeMfa }) => judgement.verdict === 'compliant' && trustsHomeMfa && {
    severity: 'info', policies: [], detail: 'Its home tenant does MFA, and the tenant trusts that.',
  },
};
