import { badRequest, GraphError } from '../service/errors.js';
import { noContent, ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import { writeAudited } from '../tenant/audit.js';
import { methodsOf } from '../tenant/userJson.js';
import { accountOf, nameOf, userOf } from './users.js';

const states = ['disabled', 'enabled', 'enforced'] as const;
type State = (typeof states)[number];

/** What one account must do (per-user MFA, beta only) and can do (its methods). */
export const authentication: Route[] = [
  {
    method: 'GET',
    path: '/users/{user}/authentication/requirements',
    version: 'beta',
    permission: 'Policy.Read.All',
    handle: readRequirements,
  },
  {
    method: 'PATCH',
    path: '/users/{user}/authentication/requirements',
    version: 'beta',
    permission: 'Policy.ReadWrite.AuthenticationMethod',
    roles: ['Authentication Policy Administrator', 'Authentication Administrator', 'Privileged Authentication Administrator'],
    handle: changeRequirements,
  },
  { method: 'GET', path: '/users/{user}/authentication/methods', permission: 'UserAuthenticationMethod.Read.All', handle: readMethods },
];

function readRequirements(call: Call): Reply {
  return ok({
    '@odata.context': `${call.tenant.tokens.base}/beta/$metadata#users('${call.params.user}')/authentication/requirements`,
    perUserMfaState: stateOf(call),
  });
}

const stateOf = (call: Call): State => userOf(call, accountOf(call), ['perUserMfaState']).perUserMfaState as State;

function changeRequirements(call: Call): Reply {
  const account = accountOf(call);
  const before = stateOf(call);
  const after = afterRegistration(askedState(call.body), methodsOf(account));
  const told = {
    activity: 'Update per-user multifactor authentication state',
    category: 'UserManagement',
    service: 'Authentication Methods',
    target: { type: 'User', ...nameOf(account) },
    modified: [{ name: 'perUserMfaState', before, after }],
  } as const;
  writeAudited(call, told, (changes) => {
    changes.perUserMfaState[account.id] = after;
  });
  return noContent();
}

function askedState(body: unknown): State {
  const asked = (body as GraphObject | null)?.perUserMfaState;
  const state = states.find((each) => each === asked);
  if (state === undefined) throw badRequest("Property 'perUserMfaState' must be 'disabled', 'enabled' or 'enforced'.");
  return state;
}

/** Entra turns `enabled` into `enforced` by itself where the person has registered already. */
function afterRegistration(state: State, methods: string[]): State {
  return state === 'enabled' && methods.length > 0 ? 'enforced' : state;
}

const methodTypes: Record<string, string> = {
  mobilePhone: 'phoneAuthenticationMethod',
  microsoftAuthenticatorPush: 'microsoftAuthenticatorAuthenticationMethod',
  softwareOneTimePasscode: 'softwareOathAuthenticationMethod',
  fido2SecurityKey: 'fido2AuthenticationMethod',
  passKeyDeviceBound: 'fido2AuthenticationMethod',
};

function readMethods(call: Call): Reply {
  const account = accountOf(call);
  const types = new Set(['passwordAuthenticationMethod', ...methodsOf(account).map(methodType)]);
  return ok({ value: [...types].map((type, n) => ({ '@odata.type': `#microsoft.graph.${type}`, id: `${account.id.slice(0, -1)}${n}` })) });
}

function methodType(method: string): string {
  const type = methodTypes[method];
  if (type === undefined) throw new GraphError(500, 'UnknownError', `The demo tenant has no type for the method '${method}'.`);
  return type;
}
