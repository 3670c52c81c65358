import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { strengths } from '../seed/strengths.js';
import { GraphError } from '../service/errors.js';
import type { Call, GraphObject } from '../service/route.js';

const ids = z.array(z.string()).nullish();

/** What the service refuses in a policy, as far as a client of ours could get it wrong. */
const policySchema = z.object({
  displayName: z.string().min(1),
  state: z.enum(['enabled', 'disabled', 'enabledForReportingButNotEnforced']),
  conditions: z.looseObject({
    clientAppTypes: z
      .array(z.enum(['all', 'browser', 'mobileAppsAndDesktopClients', 'exchangeActiveSync', 'easSupported', 'other']))
      .min(1),
    users: z.looseObject({
      includeUsers: ids,
      excludeUsers: ids,
      includeGroups: ids,
      excludeGroups: ids,
      includeRoles: ids,
      excludeRoles: ids,
    }),
    applications: z.looseObject({ includeApplications: ids, excludeApplications: ids }),
    locations: z.looseObject({ includeLocations: ids, excludeLocations: ids }).nullish(),
  }),
  grantControls: z.looseObject({ operator: z.enum(['AND', 'OR']), builtInControls: ids }).nullish(),
});

/** @throws GraphError 400 as the service words it: a malformed policy, or one enabled beside security defaults. */
export function checkPolicy(call: Call, policy: GraphObject): void {
  const checked = policySchema.safeParse(policy);
  if (!checked.success) {
    const [issue] = checked.error.issues;
    throw new GraphError(400, 'BadRequest', `1007: Invalid value for '${issue!.path.join('.')}': ${issue!.message}.`);
  }
  refuseMixedGrant(policy.grantControls as GrantControls | null);
  if (policy.grantControls === null && policy.sessionControls === null)
    throw new GraphError(400, 'BadRequest', '1002: A policy needs grant controls or session controls.');
  if (policy.state === 'enabled' && call.tenant.latest.changes.securityDefaultsEnabled) {
    throw new GraphError(
      400,
      'BadRequest',
      'Security Defaults is enabled in the tenant. You must disable Security defaults before enabling a Conditional Access policy.',
    );
  }
}

interface GrantControls extends GraphObject {
  builtInControls?: string[] | null;
  authenticationStrength?: GraphObject | null;
}

function refuseMixedGrant(grant: GrantControls | null): void {
  const controls = grant?.builtInControls ?? [];
  if (controls.includes('mfa') && grant?.authenticationStrength)
    throw new GraphError(400, 'BadRequest', '1108: Authentication strengths cannot be used alongside the MFA built-in control.');
  if (controls.includes('block') && (controls.length > 1 || grant?.authenticationStrength))
    throw new GraphError(400, 'BadRequest', '1014: The block control cannot be combined with others.');
}

/** Clients name an authentication strength by its id; the service keeps it whole. @throws GraphError 400 where there is none */
export function withStrength(policy: GraphObject): GraphObject {
  const grant = policy.grantControls as GrantControls | null;
  if (!grant?.authenticationStrength) return policy;
  const authenticationStrength = strengths.find(({ id }) => id === grant.authenticationStrength!.id);
  if (authenticationStrength === undefined) throw new GraphError(400, 'BadRequest', '1107: The authentication strength does not exist.');
  return { ...policy, grantControls: { ...grant, authenticationStrength } };
}

/** Of a policy that Microsoft manages only the state and who is excluded may change. @throws GraphError 400 */
export function refuseManagedEdit(before: GraphObject, after: GraphObject): void {
  if (isDeepStrictEqual(fixedParts(before), fixedParts(after))) return;
  throw new GraphError(400, 'BadRequest', 'Microsoft-managed policies: only the state and the exclusions can be edited.');
}

function fixedParts({ state: _state, modifiedDateTime: _modified, conditions, ...rest }: GraphObject): GraphObject {
  const { users, ...others } = conditions as GraphObject;
  const included = Object.entries(users as GraphObject).filter(([name]) => !name.startsWith('exclude'));
  return { ...rest, conditions: others, included };
}

/** PATCH in Graph: sections merge, lists are replaced whole. @throws GraphError 400 where the body is no object. */
export function merged(before: GraphObject, patch: unknown): GraphObject {
  if (!isObject(patch)) throw new GraphError(400, 'BadRequest', 'Empty Payload. JSON content expected.');
  const after = { ...before };
  for (const [name, value] of Object.entries(patch)) {
    const old = after[name];
    after[name] = isObject(value) && isObject(old) ? merged(old, value) : value;
  }
  return after;
}

const isObject = (value: unknown): value is GraphObject => typeof value === 'object' && value !== null && !Array.isArray(value);
