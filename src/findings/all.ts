import { appPasswordRisk } from './appPasswordRisk.js';
import { appScope } from './appScope.js';
import { clientScope } from './clientScope.js';
import { customControl } from './customControl.js';
import { deviceAlternative } from './deviceAlternative.js';
import { disabledAccount } from './disabledAccount.js';
import { emergencyAccount } from './emergencyAccount.js';
import { excludedFromPolicy } from './excludedFromPolicy.js';
import { externalTrust } from './externalTrust.js';
import { federatedMfaUnverified } from './federatedMfaUnverified.js';
import { guestNotCovered } from './guestNotCovered.js';
import { locationExclusion } from './locationExclusion.js';
import { noEnforcement } from './noEnforcement.js';
import { notRegistered } from './notRegistered.js';
import { perUserLegacy } from './perUserLegacy.js';
import { platformScope } from './platformScope.js';
import { policyDisabled } from './policyDisabled.js';
import { reportOnly } from './reportOnly.js';
import { riskScope } from './riskScope.js';
import { serviceAccount } from './serviceAccount.js';
import { weakMethods } from './weakMethods.js';
import type { FindingRule } from './rule.js';

/** Every finding; a new one is a file here and a line in this list. Gaps first, then what else a reader should know. */
export const findingRules: readonly FindingRule[] = [
  noEnforcement,
  locationExclusion,
  deviceAlternative,
  appScope,
  clientScope,
  platformScope,
  riskScope,
  excludedFromPolicy,
  reportOnly,
  policyDisabled,
  customControl,
  guestNotCovered,
  notRegistered,
  weakMethods,
  emergencyAccount,
  serviceAccount,
  disabledAccount,
  perUserLegacy,
  appPasswordRisk,
  federatedMfaUnverified,
  externalTrust,
];
