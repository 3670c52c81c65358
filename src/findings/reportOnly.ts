import { gapFinding, only, type FindingRule } from './rule.js';

export const reportOnly: FindingRule = {
  id: 'report-only',
  topic: 'baseline-policies',
  remedy: 'Switch the report-only policy on, after a look at its sign-in report.',
  find: (situation) => gapFinding(situation, only(situation.closedByEnabling('enabledForReportingButNotEnforced')),
    (policies) => `Only in report-only mode: ${policies} would close every gap if it were on.`),
};
