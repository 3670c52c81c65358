import { list, sequence } from '../odata/list.js';
import { strengths } from '../seed/strengths.js';
import { badRequest, GraphError, notFound } from '../service/errors.js';
import { noContent, ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import { writeAudited } from '../tenant/audit.js';

const securityDefaultsId = '00000000-0000-0000-0000-000000000005';
const securityDefaultsPath = '/policies/identitySecurityDefaultsEnforcementPolicy';

/** Tenant-wide policies beside Conditional Access. */
export const policies: Route[] = [
  { method: 'GET', path: securityDefaultsPath, permission: 'Policy.Read.All', handle: readSecurityDefaults },
  {
    method: 'PATCH',
    path: securityDefaultsPath,
    permission: 'Policy.ReadWrite.SecurityDefaults',
    roles: ['Conditional Access Administrator', 'Security Administrator'],
    handle: changeSecurityDefaults,
  },
  {
    method: 'GET',
    path: '/policies/authenticationStrengthPolicies',
    permission: 'Policy.Read.AuthenticationMethod',
    handle: (call) => list(call, sequence(strengths), { context: 'policies/authenticationStrengthPolicies' }),
  },
  {
    method: 'GET',
    path: '/policies/authenticationStrengthPolicies/{strength}',
    permission: 'Policy.Read.AuthenticationMethod',
    handle: readStrength,
  },
  {
    method: 'GET',
    path: '/policies/authenticationMethodsPolicy',
    permission: 'Policy.Read.AuthenticationMethod',
    handle: () => ok(methodsPolicy),
  },
];

function readSecurityDefaults(call: Call): Reply {
  return ok({
    '@odata.context': `${call.tenant.tokens.base}/${call.version}/$metadata#policies/identitySecurityDefaultsEnforcementPolicy/$entity`,
    id: securityDefaultsId,
    displayName: 'Security Defaults',
    description: 'Security defaults is a set of basic identity security mechanisms recommended by Microsoft.',
    isEnabled: call.tenant.view.changes.securityDefaultsEnabled,
  });
}

function changeSecurityDefaults(call: Call): Reply {
  const after = (call.body as GraphObject | null)?.isEnabled;
  if (typeof after !== 'boolean') throw badRequest("Property 'isEnabled' must be true or false.");
  if (after) refuseBesideConditionalAccess(call);
  const before = call.tenant.latest.changes.securityDefaultsEnabled;
  const told = {
    activity: after ? 'Enable security defaults' : 'Disable security defaults',
    category: 'Policy',
    service: 'Core Directory',
    target: { type: 'Policy', id: securityDefaultsId, displayName: 'Security Defaults' },
    modified: [{ name: 'isEnabled', before, after }],
  } as const;
  writeAudited(call, told, (changes) => {
    changes.securityDefaultsEnabled = after;
  });
  return noContent();
}

// Documented as impossible; the service's exact words are not.
function refuseBesideConditionalAccess({ tenant }: Call): void {
  if (!tenant.latest.policies().some((policy) => policy.state === 'enabled')) return;
  throw new GraphError(
    400,
    'BadRequest',
    'Conditional Access policies are enabled in the tenant. You must disable them before enabling Security defaults.',
  );
}

function readStrength(call: Call): Reply {
  const strength = strengths.find(({ id }) => id === call.params.strength);
  if (strength === undefined) throw notFound(call.params.strength!);
  return ok(strength);
}

const methodsPolicy: GraphObject = {
  id: 'authenticationMethodsPolicy',
  displayName: 'Authentication Methods Policy',
  policyMigrationState: 'migrationComplete',
  policyVersion: '1.5',
  registrationEnforcement: {
    authenticationMethodsRegistrationCampaign: { state: 'default', snoozeDurationInDays: 1, includeTargets: [], excludeTargets: [] },
  },
  authenticationMethodConfigurations: ['Fido2', 'MicrosoftAuthenticator', 'Sms', 'SoftwareOath', 'TemporaryAccessPass'].map((id) => ({
    id,
    state: 'enabled',
    excludeTargets: [],
  })),
};
