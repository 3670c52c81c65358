import { gapFinding, only, type FindingRule } from './rule.js';

export const policyDisabled: FindingRule = {
  id: 'policy-disabled',
  topic: 'baseline-policies',
  remedy: 'Switch the policy on.',
  find: (situation) => gapFinding(situation, only(situation.closedByEnabling('disabled')),
    (policies) => `Switched off: ${policies} would close every gap if it were on.`),
};
