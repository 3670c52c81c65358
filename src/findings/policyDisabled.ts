import { gapFinding, type FindingRule } from './rule.js';

export const policyDisabled: FindingRule = {
  id: 'policy-disabled',
  topic: 'baseline-policies',
  remedy: 'Switch the policy on.',
  find: (situation) => gapFinding(situation, situation.closedByEnabling('disabled'),
    (policies) => `Switched off: ${policies} would close every gap if it were on.`),
};
