import type { GraphHandler, GraphReply, GraphRequest, GraphServer } from './graphServer.js';
import { refusal } from './graphServer.js';

type Json = Record<string, unknown>;

/** A tenant in the shapes Graph answers with; each list is served in pages. */
export interface GraphTenant {
  organization: Json;
  subscribedSkus: Json[];
  domains: Json[];
  /** By domain. */
  federation: Record<string, Json[]>;
  users: Json[];
  registration: Json[];
  securityDefaults: Json;
  policies: Json[];
  namedLocations: Json[];
  strengths: Json[];
  crossTenantDefault: Json;
  crossTenantPartners: Json[];
  /** Tenant id by domain. */
  homeTenants: Record<string, string>;
  roleDefinitions: Json[];
  roleAssignments: Json[];
  roleEligibilities: Json[];
  /** Transitive user members by group. A group that isn't here is deleted. */
  groups: Record<string, { displayName: string; members: string[] }>;
}

export interface ServedTenant {
  pageSize: number;
  /** In front of `/v1.0` in nextLinks; Graph's own host unless told. */
  linkOrigin?: string;
}

const CA = '/v1.0/identity/conditionalAccess';
const ROLES = '/v1.0/roleManagement/directory';

/** The routes of a scan, by the source they serve. */
export const ROUTES = {
  organization: 'GET /v1.0/organization',
  subscribedSkus: 'GET /v1.0/subscribedSkus',
  domains: 'GET /v1.0/domains',
  federationConfiguration: 'GET /v1.0/domains/*',
  users: 'GET /v1.0/users',
  userRegistrationDetails: 'GET /v1.0/reports/authenticationMethods/userRegistrationDetails',
  securityDefaults: 'GET /v1.0/policies/identitySecurityDefaultsEnforcementPolicy',
  conditionalAccessPolicies: `GET ${CA}/policies`,
  namedLocations: `GET ${CA}/namedLocations`,
  authenticationStrengths: 'GET /v1.0/policies/authenticationStrengthPolicies',
  crossTenantDefault: 'GET /v1.0/policies/crossTenantAccessPolicy/default',
  crossTenantPartners: 'GET /v1.0/policies/crossTenantAccessPolicy/partners',
  homeTenants: 'GET /v1.0/tenantRelationships/*',
  roleDefinitions: `GET ${ROLES}/roleDefinitions`,
  roleAssignments: `GET ${ROLES}/roleAssignments`,
  roleEligibilities: `GET ${ROLES}/roleEligibilityScheduleInstances`,
  groups: 'GET /v1.0/groups/*',
  directoryObjects: 'POST /v1.0/directoryObjects/getByIds',
} as const;

export type Route = keyof typeof ROUTES;

/** Serves the tenant on the server; sources are only asked where the reader needs them. */
export function serveTenant(server: GraphServer, tenant: GraphTenant, options: ServedTenant): void {
  const handlers = handlersOf(tenant, options);
  for (const [name, route] of Object.entries(ROUTES)) server.maybe(route, handlers[name as Route]);
}

export function handlersOf(tenant: GraphTenant, options: ServedTenant): Record<Route, GraphHandler> {
  const list = (rows: unknown[]): GraphHandler => (request) => page(rows, request, options);
  return {
    organization: list([tenant.organization]),
    subscribedSkus: list(tenant.subscribedSkus),
    domains: list(tenant.domains),
    federationConfiguration: (request) => found(tenant.federation[request.path.split('/')[3]!], (rows) => page(rows, request, options)),
    users: list(tenant.users),
    userRegistrationDetails: list(tenant.registration),
    securityDefaults: () => ({ body: tenant.securityDefaults }),
    conditionalAccessPolicies: list(tenant.policies),
    namedLocations: list(tenant.namedLocations),
    authenticationStrengths: list(tenant.strengths),
    crossTenantDefault: () => ({ body: tenant.crossTenantDefault }),
    crossTenantPartners: list(tenant.crossTenantPartners),
    homeTenants: ({ path }) => found(tenant.homeTenants[/domainName='(.*)'/.exec(path)![1]!], (tenantId) => ({ body: { tenantId } })),
    roleDefinitions: list(tenant.roleDefinitions),
    roleAssignments: list(tenant.roleAssignments),
    roleEligibilities: list(tenant.roleEligibilities),
    groups: (request) => members(tenant, request, options),
    directoryObjects: (request) => ({ body: { value: namesOf(tenant, (request.body as { ids: string[] }).ids) } }),
  };
}

/** One page with a nextLink; `$skiptoken` counts rows. A page size of the reader's that is smaller wins. */
export function page(rows: unknown[], { path, query }: GraphRequest, { pageSize, linkOrigin = 'https://graph.microsoft.com' }: ServedTenant): GraphReply {
  const from = Number(query.get('$skiptoken') ?? 0);
  const size = Math.min(pageSize, Number(query.get('$top') ?? pageSize));
  const rest = new URLSearchParams([...query].filter(([name]) => name !== '$skiptoken'));
  const next = `${linkOrigin}${path}?${[rest, `$skiptoken=${from + size}`].join('&')}`;
  return { body: { value: rows.slice(from, from + size), ...(from + size < rows.length ? { '@odata.nextLink': next } : {}) } };
}

/** Refuses what the service refuses: a cast without the advanced-query header or count. */
function members(tenant: GraphTenant, request: GraphRequest, options: ServedTenant): GraphReply {
  const isAdvanced = request.headers['consistencylevel'] === 'eventual' && request.query.get('$count') === 'true';
  if (!isAdvanced) return { status: 400, body: refusal('Request_UnsupportedQuery') };
  return found(tenant.groups[request.path.split('/')[3]!], (group) => page(group.members.map((id) => ({ id })), request, options));
}

function namesOf(tenant: GraphTenant, ids: string[]): Json[] {
  const users = new Map(tenant.users.map((user) => [user['id'], user]));
  return ids.flatMap((id) => {
    const group = tenant.groups[id];
    if (group) return [{ '@odata.type': '#microsoft.graph.group', id, displayName: group.displayName }];
    return users.has(id) ? [{ '@odata.type': '#microsoft.graph.user', id, displayName: users.get(id)!['displayName'] }] : [];
  });
}

function found<T>(value: T | undefined, reply: (value: T) => GraphReply): GraphReply {
  return value === undefined ? { status: 404, body: refusal('Request_ResourceNotFound') } : reply(value);
}
