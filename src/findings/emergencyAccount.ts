import { looksLikeEmergency, type FindingRule } from './rule.js';

export const emergencyAccount: FindingRule = {
  id: 'emergency-account',
  topic: 'emergency-accounts',
  remedy: 'Give it a policy of its own that requires a phishing-resistant method, and two security keys.',
  find: (situation) => {
    if (!situation.judgement.hasGap || !(situation.isGlobalAdministrator || looksLikeEmergency(situation.account))) return false;
    const including = situation.includingPolicies();
    const excluded = situation.exclusions().map(({ policy }) => policy);
    return including.length > 0 && excluded.length === including.length && {
      severity: 'high', policies: excluded, detail: 'It looks like an emergency account: every policy that would include it excludes it. The partner rule knows no such exception.',
    };
  },
};
