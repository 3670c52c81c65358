import type { Call } from '../client/graph.js';

/** Addresses of the registration. All of them work with the person's own rights (delegated `Application.ReadWrite.All`; grants: see `steps.ts`). */
const MICROSOFT_GRAPH = '00000003-0000-0000-c000-000000000000';
const APPLICATION_FIELDS = 'id,appId,displayName,signInAudience,identifierUris,requiredResourceAccess,api,web,passwordCredentials';

const directory = (path: string): Call => ({ path, family: 'directory' });
const quoted = (text: string): string => encodeURIComponent(text.replaceAll("'", "''"));

/** Microsoft Graph as this tenant knows it: the ids of its permissions are read there, never remembered. */
export const graphPrincipal = directory(`/servicePrincipals(appId='${MICROSOFT_GRAPH}')?$select=id,appId,appRoles,oauth2PermissionScopes`);

export const applications = directory('/applications');
export const applicationsNamed = (name: string): Call => directory(`/applications?$filter=displayName eq '${quoted(name)}'&$select=${APPLICATION_FIELDS}`);
export const applicationWith = (appId: string): Call => directory(`/applications(appId='${quoted(appId)}')?$select=${APPLICATION_FIELDS}`);
export const application = (id: string): Call => directory(`/applications/${encodeURIComponent(id)}`);
export const addPassword = (id: string): Call => directory(`/applications/${encodeURIComponent(id)}/addPassword`);

export const servicePrincipals = directory('/servicePrincipals');
export const servicePrincipalOf = (appId: string): Call => directory(`/servicePrincipals(appId='${quoted(appId)}')?$select=id,appId`);
export const appRoleAssignments = (principalId: string): Call => directory(`/servicePrincipals/${encodeURIComponent(principalId)}/appRoleAssignments`);

export const permissionGrants = directory('/oauth2PermissionGrants');
export const permissionGrantsOf = (principalId: string): Call => directory(`/oauth2PermissionGrants?$filter=clientId eq '${quoted(principalId)}'`);
export const permissionGrant = (id: string): Call => directory(`/oauth2PermissionGrants/${encodeURIComponent(id)}`);
