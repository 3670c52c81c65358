import { randomUUID } from 'node:crypto';
import assert from 'node:assert/strict';
import { READ_PERMISSIONS, PLANNER_PERMISSION, SIGN_IN_PERMISSIONS, writePermissions } from '../../src/graph/permissions/table.js';
import { refusal, type GraphReply, type GraphRequest, type GraphServer } from '../support/graphServer.js';

type Row = Record<string, unknown>;

export const TENANT_ID = '11111111-2222-4333-8444-555555555555';
export const GRAPH_APP_ID = '00000003-0000-0000-c000-000000000000';
const GRAPH_PRINCIPAL = 'principal-of-graph';

/** Entra's registrations behind Graph: keeps what is written, and refuses what the service refuses. */
export class Entra {
  readonly apps: Row[] = [];
  readonly principals: Row[] = [];
  readonly roles: Row[] = [];
  readonly grants: Row[] = [];
  readonly writes: string[] = [];
  /** How often an app made a moment ago is still unknown to the rest of Entra. */
  unknownFor = 0;
  readonly #refused = new Map<string, GraphReply[]>();

  constructor(server: GraphServer) {
    server.maybe('GET /v1.0/*', (request) => this.#read(request));
    for (const method of ['POST', 'PATCH', 'DELETE']) server.maybe(`${method} /v1.0/*`, (request) => this.#write(request));
  }

  /** The next write of this kind, such as `POST applications`, is answered like this. */
  refuse(kind: string, ...replies: GraphReply[]): void {
    this.#refused.set(kind, replies);
  }

  permissionId(kind: 'Role' | 'Scope', name: string): string {
    return `${kind}:${name}`;
  }

  #read({ path, query }: GraphRequest): GraphReply {
    const [collection, rest] = split(path);
    if (collection === 'organization') return { body: { value: [{ id: TENANT_ID, displayName: 'Contoso' }] } };
    if (collection === `servicePrincipals(appId='${GRAPH_APP_ID}')`) return { body: graphPrincipal(this) };
    if (collection === 'applications') return { body: { value: this.apps.filter((app) => query.get('$filter') === `displayName eq '${String(app.displayName).replaceAll("'", "''")}'`) } };
    const key = /^(applications|servicePrincipals)\(appId='([^']+)'\)$/.exec(collection);
    if (key) return found((key[1] === 'applications' ? this.apps : this.principals).find(({ appId }) => appId === key[2]));
    if (collection === 'servicePrincipals' && rest[1] === 'appRoleAssignments') return { body: { value: this.roles.filter(({ principalId }) => principalId === rest[0]) } };
    if (collection === 'oauth2PermissionGrants') return { body: { value: this.grants.filter(({ clientId }) => query.get('$filter') === `clientId eq '${clientId}'`) } };
    throw new Error('no such read');
  }

  #write({ method, path, body }: GraphRequest): GraphReply {
    const [collection, [id, action]] = split(path);
    const kind = `${method} ${action ?? collection}`;
    const refused = this.#refused.get(kind)?.shift();
    if (refused) return refused;
    if (this.unknownFor > 0 && kind !== 'POST applications') {
      this.unknownFor -= 1;
      return { status: method === 'PATCH' ? 404 : 400, body: refusal('Request_ResourceNotFound') };
    }
    this.writes.push(kind);
    return this.#done(kind, id ?? '', body as Row);
  }

  #done(kind: string, id: string, body: Row): GraphReply {
    if (kind === 'POST applications') return made(this.apps, { ...emptyApp(), ...body });
    if (kind === 'PATCH applications') return this.#patch(this.apps.find((app) => app.id === id), body);
    if (kind === 'POST addPassword') return this.#addPassword(this.apps.find((app) => app.id === id)!, body.passwordCredential as Row);
    if (kind === 'POST servicePrincipals') return made(this.principals, { id: randomUUID(), ...body });
    if (kind === 'POST appRoleAssignments') return this.#assign(id, body);
    if (kind === 'POST oauth2PermissionGrants') return made(this.grants, { id: 'grant-1', ...body });
    if (kind === 'PATCH oauth2PermissionGrants') return (Object.assign(this.grants.find((grant) => grant.id === id)!, body), { status: 204, body: '' });
    throw new Error('no such write');
  }

  #addPassword(app: Row, credential: Row): GraphReply {
    (app.passwordCredentials as Row[]).push(credential);
    return { body: { ...credential, secretText: 'a~very.secret~text' } };
  }

  #assign(principalId: string, body: Row): GraphReply {
    assert.deepEqual([body.principalId, body.resourceId], [principalId, GRAPH_PRINCIPAL]);
    if (this.roles.some((role) => role.principalId === principalId && role.appRoleId === body.appRoleId)) return { status: 400, body: refusal('Request_BadRequest', 'Permission being assigned already exists') };
    return made(this.roles, body);
  }

  /** Parts of `api` and `web` that aren't sent stay; a client can be pre-authorised only for a scope that is there. */
  #patch(app: Row | undefined, body: Row): GraphReply {
    if (!app) return { status: 404, body: refusal('Request_ResourceNotFound') };
    const { api = {}, web = {}, ...rest } = body as Record<string, Row>;
    const scopes = ((app.api as Row).oauth2PermissionScopes as Row[]).map(({ id }) => id);
    const asked = ((api.preAuthorizedApplications ?? []) as { delegatedPermissionIds: string[] }[]).flatMap(({ delegatedPermissionIds }) => delegatedPermissionIds);
    if (asked.some((id) => !scopes.includes(id))) return { status: 400, body: refusal('InvalidValue', 'permission id not found') };
    Object.assign(app, rest, { api: { ...(app.api as Row), ...api }, web: { ...(app.web as Row), ...web } });
    return { status: 204, body: '' };
  }
}

export const emptyApp = (): Row => ({
  id: randomUUID(), appId: randomUUID(), identifierUris: [], requiredResourceAccess: [], passwordCredentials: [],
  api: { requestedAccessTokenVersion: null, oauth2PermissionScopes: [], preAuthorizedApplications: [] }, web: { redirectUris: [] },
});

function graphPrincipal(entra: Entra): Row {
  const all = [...READ_PERMISSIONS, PLANNER_PERMISSION, ...SIGN_IN_PERMISSIONS, ...writePermissions({ roleGroups: true })].map(({ name }) => name);
  const rows = (kind: 'Role' | 'Scope'): Row[] => [...new Set(all)].map((value) => ({ id: entra.permissionId(kind, value), value, isEnabled: true }));
  return { id: GRAPH_PRINCIPAL, appId: GRAPH_APP_ID, appRoles: rows('Role'), oauth2PermissionScopes: rows('Scope') };
}

function made(into: Row[], row: Row): GraphReply {
  into.push(row);
  return { status: 201, body: row };
}

const found = (row: Row | undefined): GraphReply => (row ? { body: row } : { status: 404, body: refusal('Request_ResourceNotFound') });

function split(path: string): [string, string[]] {
  const [collection, ...rest] = path.replace('/v1.0/', '').split('/');
  return [collection!, rest];
}
