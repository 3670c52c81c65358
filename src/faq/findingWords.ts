import type { FindingId } from '../engine/index.js';

/** What stands after "3 accounts" in an answer. */
export const findingWords: Record<FindingId, string> = {
  'no-enforcement': 'with no enforcement at all',
  'location-exclusion': 'with a location exclusion',
  'device-alternative': 'where a device can stand in for MFA',
  'app-scope': 'where only some apps ask for MFA',
  'client-scope': 'where only some client apps ask for MFA',
  'platform-scope': 'where only some platforms ask for MFA',
  'risk-scope': 'where only risky sign-ins ask for MFA',
  'excluded-from-policy': 'excluded from an MFA policy',
  'report-only': 'under a policy that only reports',
  'policy-disabled': 'under a policy that is switched off',
  'not-registered': 'without a registered method',
  'weak-methods': 'with only SMS or voice',
  'custom-control': 'under a custom control',
  'guest-not-covered': 'that are guests without cover',
  'emergency-account': 'set up for emergencies',
  'service-account': 'used as service accounts',
  'disabled-account': 'disabled but worth a look',
  'per-user-legacy': 'on per-user MFA',
  'app-password-risk': 'open to app passwords',
  'federated-mfa-unverified': 'whose federated MFA no scan can verify',
  'external-trust': 'that rest on MFA done in another tenant',
};
