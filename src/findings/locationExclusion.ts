import { gapFinding, type FindingRule } from './rule.js';

export const locationExclusion: FindingRule = {
  id: 'location-exclusion',
  topic: 'trusted-ip',
  remedy: 'Drop the location exclusion from the policy: MFA that is skipped at a location leaves no claim.',
  find: (situation) => gapFinding(situation, situation.closedByChanging('location'),
    (policies) => `MFA is skipped at some locations: ${policies} would ask for it from elsewhere.`),
};
