import { gapFinding, only, type FindingRule } from './rule.js';

export const excludedFromPolicy: FindingRule = {
  id: 'excluded-from-policy',
  topic: 'emergency-accounts',
  remedy: 'Take the account out of the exclusion, or give it a policy of its own that requires MFA.',
  find: (situation) => gapFinding(situation, only(situation.gapExclusions().map(({ policy }) => policy)),
    (policies) => `It is excluded from ${policies}, which would close a gap.`),
};
