import { gapFinding, type FindingRule } from './rule.js';

export const riskScope: FindingRule = {
  id: 'risk-scope',
  topic: 'prompt-frequency',
  remedy: 'Require MFA at every risk level, not only at a risky sign-in.',
  find: (situation) => gapFinding(situation, situation.closedByChanging('risk'),
    (policies) => `MFA is asked for at some risk levels only, by ${policies}.`),
};
