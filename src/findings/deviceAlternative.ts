import { gapFinding, type FindingRule } from './rule.js';

export const deviceAlternative: FindingRule = {
  id: 'device-alternative',
  topic: 'device-compliance',
  remedy: 'Require MFA on top of the device: a managed device is no second factor.',
  find: (situation) => gapFinding(situation, situation.closedByUnregistering(),
    (policies) => `A managed device is enough instead of MFA: ${policies} stops the same sign-in only from an unregistered device.`),
};
