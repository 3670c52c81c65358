import { gapFinding, only, type FindingRule } from './rule.js';

export const customControl: FindingRule = {
  id: 'custom-control',
  topic: 'third-party-mfa',
  remedy: 'Replace the custom control by an external authentication method or by Entra MFA: it leaves no MFA claim.',
  find: (situation) => gapFinding(situation, only(situation.gapsThroughCustomControl()),
    (policies) => `A custom control is accepted, which gives no MFA claim: ${policies}.`),
};
