import { gapFinding, type FindingRule } from './rule.js';

export const clientScope: FindingRule = {
  id: 'client-scope',
  topic: 'outlook-modern-auth',
  remedy: 'Extend the policy to all client apps, or block legacy authentication.',
  find: (situation) => gapFinding(situation, situation.closedByChanging('client'),
    (policies) => `MFA is asked for in some client apps only, by ${policies}; others sign in with the password.`),
};
