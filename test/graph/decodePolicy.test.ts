import assert from 'node:assert/strict';
import { decodePolicy } from '../../src/graph/decode/conditionalAccess.js';
import { rawPolicy } from '../support/tenant.js';

type Path = (string | number)[];

const guests = { guestOrExternalUserTypes: 'internalGuest', externalTenants: { membershipKind: 'enumerated', members: ['t'] } };
const FULL = {
  id: 'p',
  conditions: {
    userRiskLevels: ['high'], signInRiskLevels: ['high'], insiderRiskLevels: 'minor', clientAppTypes: ['browser'],
    platforms: { includePlatforms: ['all'], excludePlatforms: ['iOS'] }, locations: { includeLocations: ['All'], excludeLocations: ['AllTrusted'] },
    devices: { deviceFilter: { mode: 'exclude', rule: 'device.isCompliant -eq True' } }, authenticationFlows: { transferMethods: 'deviceCodeFlow' },
    applications: { includeApplications: ['All'], excludeApplications: ['x'], includeUserActions: ['a'], applicationFilter: { mode: 'include', rule: 'r' } },
    users: {
      includeUsers: ['All'], excludeUsers: ['u'], includeGroups: ['g'], excludeGroups: ['g'], includeRoles: ['r'], excludeRoles: ['r'],
      includeGuestsOrExternalUsers: guests, excludeGuestsOrExternalUsers: guests,
    },
  },
  grantControls: { operator: 'OR', builtInControls: ['mfa'], customAuthenticationFactors: ['c'], termsOfUse: ['t'], authenticationStrength: { id: 's', allowedCombinations: ['password'] } },
};
/** Names, dates and session controls demand no MFA; a policy for workloads concerns nobody. */
const HARMLESS = /^(id|templateId|displayName|createdDateTime|modifiedDateTime|sessionControls)$|authenticationStrength\.displayName|clientApplications/;

describe('decodePolicy', () => {
  it('reads a whole policy without a doubt', () => {
    const { misread, unknownConditions } = decodePolicy(rawPolicy(structuredClone(FULL)));
    assert.deepEqual([misread, unknownConditions], [[], []]);
  });

  it('writes down every part whose type it does not know', () => {
    for (const path of below(rawPolicy(structuredClone(FULL))).filter((each) => !HARMLESS.test(each.join('.')))) {
      for (const value of [7, [7], true]) {
        const { misread, unknownConditions } = decodePolicy(withValue(rawPolicy(structuredClone(FULL)), path, value));
        assert.ok(misread.length + unknownConditions.length > 0, `${path.join('.')} = ${JSON.stringify(value)}`);
      }
    }
  });
});

function below(value: unknown): Path[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const step = Array.isArray(value) ? Number(key) : key;
    return [[step], ...below(each).map((path) => [step, ...path])];
  });
}

function withValue(policy: Record<string, unknown>, path: Path, value: unknown): Record<string, unknown> {
  const parent = path.slice(0, -1).reduce<Record<string | number, unknown>>((at, step) => at[step] as Record<string, unknown>, policy);
  parent[path.at(-1)!] = value;
  return policy;
}
