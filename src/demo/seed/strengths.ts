import type { GraphObject } from '../service/route.js';
import { guidOf } from './ids.js';

const phishingResistantCombinations = ['windowsHelloForBusiness', 'fido2', 'x509CertificateMultiFactor'];
const multifactorCombinations = [
  ...phishingResistantCombinations,
  'deviceBasedPush',
  'temporaryAccessPassOneTime',
  'temporaryAccessPassMultiUse',
  'password,microsoftAuthenticatorPush',
  'password,softwareOath',
  'password,hardwareOath',
  'password,sms',
  'password,voice',
  'federatedMultiFactor',
  'microsoftAuthenticatorPush,federatedSingleFactor',
  'softwareOath,federatedSingleFactor',
];

export const multifactor = strength(
  '00000000-0000-0000-0000-000000000002',
  'Multifactor authentication',
  'builtIn',
  multifactorCombinations,
);
const passwordless = strength('00000000-0000-0000-0000-000000000003', 'Passwordless MFA', 'builtIn', [
  ...phishingResistantCombinations,
  'deviceBasedPush',
]);
export const phishingResistant = strength(
  '00000000-0000-0000-0000-000000000004',
  'Phishing-resistant MFA',
  'builtIn',
  phishingResistantCombinations,
);
// Its name says strong; SMS alone passes. No policy uses it: it is here because real tenants have one.
export const kiosk = strength(guidOf('strength', 'kiosk'), 'Kiosque - mot de passe ou SMS', 'custom', ['sms', 'password,sms']);

export const strengths = [multifactor, passwordless, phishingResistant, kiosk];

function strength(id: string, displayName: string, policyType: 'builtIn' | 'custom', allowedCombinations: string[]): GraphObject {
  return {
    id,
    createdDateTime: '2021-12-01T08:00:00Z',
    modifiedDateTime: '2021-12-01T08:00:00Z',
    displayName,
    description: displayName,
    policyType,
    requirementsSatisfied: policyType === 'builtIn' ? 'mfa' : 'none',
    allowedCombinations,
    combinationConfigurations: [],
  };
}
