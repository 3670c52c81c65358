import { z } from 'zod';
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
