import { gapFinding, type FindingRule } from './rule.js';

export const platformScope: FindingRule = {
  id: 'platform-scope',
  topic: 'device-compliance',
  remedy: 'Extend the policy to any platform: a list never covers an unknown one.',
  find: (situation) => gapFinding(situation, situation.closedByChanging('platform'),
    (policies) => `MFA is asked for on some platforms only, by ${policies}.`),
};
