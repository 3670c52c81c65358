import { gapFinding, type FindingRule } from './rule.js';

export const appScope: FindingRule = {
  id: 'app-scope',
  topic: 'baseline-policies',
  remedy: 'Extend the policy to all resources, without exclusions.',
  find: (situation) => gapFinding(situation, situation.closedByChanging('app'),
    (policies) => `MFA is asked for at some apps only, by ${policies}.`),
};
