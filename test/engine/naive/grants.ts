import type { AuthenticationStrength, ConditionalAccessPolicy } from '../../../src/engine/index.js';
import type { Device } from './devices.js';
import { isExternal, type Person } from './people.js';

/** What one policy does to a sign-in it applies to: lets it pass without MFA, passes it only with MFA, or never passes it. */
export type Outcome = 'open' | 'mfa' | 'blocked';

export interface Circumstances {
  isLegacy: boolean;
  platform: string;
  device: Device;
}

const BUILT_IN_MFA_STRENGTHS = ['2', '3', '4'].map((digit) => `00000000-0000-0000-0000-00000000000${digit}`);
const SINGLE_FACTORS = new Set(['password', 'sms', 'voice', 'qrCodePin', 'federatedSingleFactor', 'x509CertificateSingleFactor']);
const APP_PROTECTION_PLATFORMS = new Set(['iOS', 'android', 'windows']);

export function outcomeOf(person: Person, policy: ConditionalAccessPolicy, at: Circumstances, ignoreCustom = false): Outcome {
  const controls = controlsOf(person, policy, at, ignoreCustom);
  if (controls.length === 0) return 'open';
  if (at.isLegacy || policy.grant!.builtInControls.includes('block')) return 'blocked';
  const ranking: Outcome[] = policy.grant!.operator === 'OR' ? ['open', 'mfa', 'blocked'] : ['blocked', 'mfa', 'open'];
  return ranking.find((outcome) => controls.includes(outcome))!;
}

/** The names of the controls that count; `approvedApplication` acts as if not selected. */
export function hasControls({ grant }: ConditionalAccessPolicy): boolean {
  if (!grant) return false;
  return grant.builtInControls.some((name) => name !== 'approvedApplication') || grant.customAuthenticationFactors.length > 0
    || grant.termsOfUse.length > 0 || grant.authenticationStrength !== undefined;
}

function controlsOf(person: Person, { id, grant }: ConditionalAccessPolicy, at: Circumstances, ignoreCustom: boolean): Outcome[] {
  if (!grant) return [];
  return [
    ...grant.builtInControls.filter((name) => name !== 'approvedApplication').map((name) => builtIn(person, id, name, at)),
    ...grant.customAuthenticationFactors.map((): Outcome => (ignoreCustom ? 'blocked' : 'open')),
    ...grant.termsOfUse.map((): Outcome => 'open'),
    ...(grant.authenticationStrength ? [strength(person, grant.authenticationStrength)] : []),
  ];
}

function builtIn(person: Person, policyId: string, name: string, { platform, device }: Circumstances): Outcome {
  switch (name) {
    case 'block': return 'blocked';
    case 'mfa': case 'passwordChange': return 'mfa';
    case 'compliantDevice': return device.isCompliant ? 'open' : 'blocked';
    case 'domainJoinedDevice': return device.isHybrid ? 'open' : 'blocked';
    case 'compliantApplication': return APP_PROTECTION_PLATFORMS.has(platform) && !isExternal(person) ? 'open' : 'blocked';
    default: return person.ask(`control ${name} of ${policyId}`, ['open', 'mfa'] as const);
  }
}

function strength({ snapshot, ask }: Person, { id, allowedCombinations }: AuthenticationStrength): Outcome {
  if (BUILT_IN_MFA_STRENGTHS.includes(id)) return 'mfa';
  const combinations = allowedCombinations ?? snapshot.authenticationStrengths?.get(id);
  if (!combinations) return ask(`strength ${id}`, ['open', 'mfa'] as const);
  return combinations.every((each) => !SINGLE_FACTORS.has(each.trim())) ? 'mfa' : 'open';
}
