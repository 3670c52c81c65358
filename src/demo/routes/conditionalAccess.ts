import { randomUUID } from 'node:crypto';
import { list, sequence } from '../odata/list.js';
import { select, selectedProperties } from '../odata/select.js';
import { locations } from '../seed/locations.js';
import { grantOf, unsetPolicy } from '../seed/policyShape.js';
import { conditionalAccessUnlicensed, GraphError, notFound } from '../service/errors.js';
import { created, noContent, ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import { writeAudited, type AuditedChange } from '../tenant/audit.js';
import { checkPolicy, merged, refuseManagedEdit, withStrength } from './policyChecks.js';

const root = '/identity/conditionalAccess';
const read = { permission: 'Policy.Read.All', family: 'conditionalAccess' } as const;
const write = {
  permission: 'Policy.ReadWrite.ConditionalAccess',
  family: 'conditionalAccess',
  roles: ['Conditional Access Administrator', 'Security Administrator'],
} as const;

export const conditionalAccess: Route[] = [
  {
    method: 'GET',
    path: `${root}/policies`,
    ...read,
    handle: (call) =>
      list(call, sequence(call.tenant.view.policies().map((policy) => asAsked(call, policy))), {
        context: 'identity/conditionalAccess/policies',
      }),
  },
  {
    method: 'GET',
    path: `${root}/policies/{policy}`,
    ...read,
    handle: (call) =>
      ok(
        select(
          asAsked(call, found(call, call.tenant.view.policy(call.params.policy!))),
          selectedProperties(call.query, { context: 'conditionalAccessPolicy' }),
        ),
      ),
  },
  { method: 'POST', path: `${root}/policies`, ...write, handle: createPolicy },
  { method: 'PATCH', path: `${root}/policies/{policy}`, ...write, handle: updatePolicy },
  { method: 'DELETE', path: `${root}/policies/{policy}`, ...write, handle: deletePolicy },
  {
    method: 'GET',
    path: `${root}/namedLocations`,
    ...read,
    handle: (call) => list(call, sequence(locations), { context: 'identity/conditionalAccess/namedLocations' }),
  },
  {
    method: 'GET',
    path: `${root}/namedLocations/{location}`,
    ...read,
    handle: (call) => ok(found(call, locationOf(call))),
  },
  {
    method: 'GET',
    path: `${root}/authenticationContextClassReferences`,
    permission: 'AuthenticationContext.Read.All',
    family: 'conditionalAccess',
    handle: (call) => list(call, sequence([]), { context: 'identity/conditionalAccess/authenticationContextClassReferences' }),
  },
];

const locationOf = ({ params }: Call): GraphObject | undefined => locations.find(({ id }) => id === params.location);

function found(call: Call, item: GraphObject | undefined): GraphObject {
  if (item === undefined) throw notFound(call.params.policy ?? call.params.location!);
  return item;
}

/** Enum members newer than v1.0's first ones are only written out to clients that ask for them. */
function asAsked({ headers }: Call, policy: GraphObject): GraphObject {
  if (headers.prefer?.includes('include-unknown-enum-members')) return policy;
  return JSON.parse(JSON.stringify(policy).replaceAll(/"(linux|riskRemediation)"/g, '"unknownFutureValue"')) as GraphObject;
}

function createPolicy(call: Call): Reply {
  requireLicence(call);
  const at = call.tenant.settings.now().toISOString();
  const asked = merged(unsetPolicy, call.body);
  const grantControls = grantOf((asked.grantControls as GraphObject | undefined) ?? null);
  const policy = withStrength({
    ...asked,
    grantControls,
    id: randomUUID(),
    templateId: null,
    createdDateTime: at,
    modifiedDateTime: null,
    deletedDateTime: null,
  });
  checkPolicy(call, policy);
  writePolicy(call, 'Add conditional access policy', undefined, policy);
  return created({
    '@odata.context': `${call.tenant.tokens.base}/${call.version}/$metadata#identity/conditionalAccess/policies/$entity`,
    ...policy,
  });
}

function updatePolicy(call: Call): Reply {
  requireLicence(call);
  const before = current(call);
  const after = withStrength({ ...merged(before, call.body), id: before.id, modifiedDateTime: call.tenant.settings.now().toISOString() });
  if (isManaged(before)) refuseManagedEdit(before, after);
  checkPolicy(call, after);
  writePolicy(call, 'Update conditional access policy', before, after);
  return noContent();
}

/** Policies can be deleted without a licence, but not changed. */
function deletePolicy(call: Call): Reply {
  const before = current(call);
  if (isManaged(before)) throw new GraphError(400, 'BadRequest', 'Microsoft-managed policies cannot be deleted.');
  writePolicy(call, 'Delete conditional access policy', before, null);
  return noContent();
}

const current = (call: Call): GraphObject => found(call, call.tenant.latest.policy(call.params.policy!));
const isManaged = (policy: GraphObject): boolean => String(policy.displayName).startsWith('Microsoft-managed');

function writePolicy(call: Call, activity: string, before: GraphObject | undefined, after: GraphObject | null): void {
  const { id, displayName } = (after ?? before) as { id: string; displayName: string };
  const told: AuditedChange = {
    activity,
    category: 'Policy',
    service: 'Conditional Access',
    target: { type: 'Policy', id, displayName },
    modified: [{ name: 'ConditionalAccessPolicy', before: before ?? null, after }],
  };
  writeAudited(call, told, (changes) => {
    changes.policies[id] = after;
  });
}

function requireLicence({ tenant: { settings } }: Call): void {
  if (settings.licence === 'none') throw conditionalAccessUnlicensed();
}
