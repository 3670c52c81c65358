import { routes } from '../routes/index.js';
import type { Account } from '../tenant/account.js';
import type { Tenant } from '../tenant/tenant.js';
import { badRequest, GraphError, insufficientPrivileges, unknownSegment } from './errors.js';
import { matcher, type Call, type Reply, type Route } from './route.js';

export interface Request {
  method: string;
  /** With the version: `/v1.0/users?$top=5`. */
  url: string;
  headers: Record<string, string>;
  body: unknown;
}

const table = routes.map((route) => ({ route, match: matcher(route.path) }));

/** Finds the route, checks what Graph checks first, and runs the handler. @throws GraphError */
export function dispatch(tenant: Tenant, caller: Account, request: Request): Reply {
  const { version, path: asked, query } = locate(request.url);
  const path = asked.replace(/^\/me(?=\/)/, `/users/${caller.id}`);
  const { route, params } = find(request.method, path, version);
  const call: Call = { ...request, version, path, query, params, tenant, caller };
  if (tenant.settings.throttling) tenant.throttle.spend(route.family ?? 'directory', route.cost ?? 1);
  checkRights(call, route);
  return route.handle(call);
}

function locate(url: string): { version: 'v1.0' | 'beta'; path: string; query: URLSearchParams } {
  const { pathname, searchParams } = new URL(url, 'http://localhost');
  const [, version, path] = /^\/(v1\.0|beta)(\/.*)$/.exec(pathname) ?? [];
  if (version !== 'v1.0' && version !== 'beta') throw badRequest('Invalid version.');
  return { version, path: decoded(path!), query: searchParams };
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    throw badRequest('The address is not properly encoded.');
  }
}

function find(method: string, path: string, version: string): { route: Route; params: Record<string, string> } {
  let pathIsKnown = false;
  for (const { route, match } of table) {
    const params = route.version === undefined || route.version === version ? match(path) : undefined;
    if (params === undefined) continue;
    if (route.method === method) return { route, params };
    pathIsKnown = true;
  }
  throw pathIsKnown
    ? new GraphError(405, 'Request_BadRequest', 'Specified HTTP method is not allowed for the request target.')
    : unknownSegment(path);
}

/** The application's permission, and for writes a role of the person whose token it is. */
function checkRights({ tenant, caller }: Call, route: Route): void {
  if (tenant.settings.deniedPermissions.includes(route.permission)) throw insufficientPrivileges();
  if (route.roles === undefined) return;
  const held = tenant.view.rolesOf(caller);
  if (!held.some((role) => role === 'Global Administrator' || route.roles!.includes(role))) throw insufficientPrivileges();
}
