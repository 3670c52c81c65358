import { looksLikeEmergency, type FindingRule } from './rule.js';

export const emergencyAccount: FindingRule = {
  id: 'emergency-account',
  topic: 'emergency-accounts',
  remedy: 'Give it a policy of its own that requires a phishing-resistant method, and two security keys.',
  find: (situation) => {
    const including = situation.includingPolicies();
    const excluded = situation.exclusions().map(({ policy }) => policy);
    const isEmergency = situation.isGlobalAdministrator || looksLikeEmergency(situation.account);
    return situation.judgement.hasGap && isEmergency && including.length > 0 && excluded.length === including.length && {
      severity: 'high', policies: excluded, detail: 'It looks like an emergency account: every policy that would include it excludes it. The partner rule knows no such exception.',
    };
  },
};
