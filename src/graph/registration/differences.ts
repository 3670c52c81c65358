import { randomUUID } from 'node:crypto';
import type { Json } from '../decode/json.js';
import type { NeededPermission } from '../permissions/table.js';
import { idsOf, type GraphPermissions } from './access.js';
import type { Application } from './application.js';
import type { WantedRegistration } from './types.js';

/** One change of the registration, and how it is told. */
export interface Difference {
  text: string;
  patch: Json;
}

/** Where Bot Framework's token service takes the answer of a sign-in (Bot Framework, "add authentication to a bot"). */
const SIGN_IN_REDIRECT = 'https://token.botframework.com/.auth/web/redirect';
export const TEAMS_SCOPE = 'access_as_user';
/** Teams itself on desktop and phone, and on the web (Teams, "configure your tab app in Entra"). */
const TEAMS_CLIENTS = ['1fec8e78-bce4-4aaf-ab1b-5451cc387264', '5e3ce6c0-2b1f-4285-8d4b-75ee78787346'];

export const identifierUri = (host: string, appId: string): string => `api://${host}/botid-${appId}`;

/** What is to change before anything else; Entra checks a pre-authorised app only against scopes that exist. What others added stays. */
export function differences(app: Application, wanted: WantedRegistration, permissions: GraphPermissions): Difference[] {
  return [tokenVersion(app), requiredAccess(app, wanted, permissions), redirect(app, wanted), identifier(app, wanted), scope(app)].filter((each) => each !== undefined);
}

/** Version 1 apps may not have an address of ours as their identifier. */
function tokenVersion({ api }: Application): Difference | undefined {
  if (api.requestedAccessTokenVersion === 2) return undefined;
  return { text: 'ask for access tokens of version 2', patch: { api: { requestedAccessTokenVersion: 2 } } };
}

/** INVARIANT: of Microsoft Graph exactly what is needed, nothing that was once needed. */
function requiredAccess({ requiredResourceAccess: all }: Application, wanted: WantedRegistration, permissions: GraphPermissions): Difference | undefined {
  const application = wanted.reader ? [] : wanted.application;
  const needed = [
    ...idsOf(permissions.application, application).map((id) => ({ id, type: 'Role' })), ...idsOf(permissions.delegated, wanted.delegated).map((id) => ({ id, type: 'Scope' })),
  ];
  const current = all.filter(({ resourceAppId }) => resourceAppId === permissions.appId).flatMap(({ resourceAccess }) => resourceAccess);
  const dropped = current.filter(({ id, type }) => !needed.some((each) => each.id === id && each.type === type));
  if (dropped.length === 0 && current.length === needed.length) return undefined;
  const others = all.filter(({ resourceAppId }) => resourceAppId !== permissions.appId);
  return {
    text: `ask for exactly these permissions of Microsoft Graph:${listed('application', application)}${listed('delegated', wanted.delegated)}${dropped.length > 0 ? `\n      and no longer for ${dropped.length} others` : ''}`,
    patch: { requiredResourceAccess: [...others, ...(needed.length > 0 ? [{ resourceAppId: permissions.appId, resourceAccess: needed }] : [])] },
  };
}

const listed = (kind: string, permissions: readonly NeededPermission[]): string => permissions.map(({ name, why }) => `\n      ${kind} \`${name}\`: ${why}`).join('');

function redirect({ web }: Application, { delegated }: WantedRegistration): Difference | undefined {
  if (delegated.length === 0 || web.redirectUris.includes(SIGN_IN_REDIRECT)) return undefined;
  return { text: `let people come back from signing in at ${SIGN_IN_REDIRECT}`, patch: { web: { redirectUris: [...web.redirectUris, SIGN_IN_REDIRECT] } } };
}

function identifier({ identifierUris, appId }: Application, { host }: WantedRegistration): Difference | undefined {
  const uri = identifierUri(host, appId);
  if (identifierUris.includes(uri)) return undefined;
  return { text: `answer to the name ${uri}`, patch: { identifierUris: [...identifierUris, uri] } };
}

function scope({ api: { oauth2PermissionScopes: scopes } }: Application): Difference | undefined {
  const own = scopes.find(({ value }) => value === TEAMS_SCOPE);
  if (own?.isEnabled === true) return undefined;
  const text = `expose the scope \`${TEAMS_SCOPE}\`, by which Teams vouches for people`;
  if (own) return { text, patch: { api: { oauth2PermissionScopes: scopes.map((each) => (each === own ? { ...own, isEnabled: true } : each)) } } };
  return { text, patch: { api: { oauth2PermissionScopes: [...scopes, teamsScope()] } } };
}

const teamsScope = (): Json => ({
  id: randomUUID(), value: TEAMS_SCOPE, type: 'User', isEnabled: true,
  adminConsentDisplayName: 'Use MFA Compliance in Teams', adminConsentDescription: 'Teams may open MFA Compliance for the person who is signed in to it.',
  userConsentDisplayName: 'Use MFA Compliance in Teams', userConsentDescription: 'Teams may open MFA Compliance for you.',
});

/** Once the scope is there. */
export function preAuthorization({ api: { oauth2PermissionScopes, preAuthorizedApplications: clients } }: Application): Difference | undefined {
  const id = oauth2PermissionScopes.find(({ value }) => value === TEAMS_SCOPE)?.id ?? '';
  const missing = TEAMS_CLIENTS.filter((appId) => !clients.some((each) => each.appId === appId && each.delegatedPermissionIds.includes(id)));
  if (missing.length === 0) return undefined;
  const kept = clients.filter(({ appId }) => !missing.includes(appId));
  const added = missing.map((appId) => ({ appId, delegatedPermissionIds: [...(clients.find((each) => each.appId === appId)?.delegatedPermissionIds ?? []), id] }));
  return { text: `let Teams use that scope without asking each person (${missing.join(', ')})`, patch: { api: { preAuthorizedApplications: [...kept, ...added] } } };
}
