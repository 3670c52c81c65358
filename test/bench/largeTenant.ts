import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { rawPolicy } from '../support/tenant.js';

type Json = Record<string, unknown>;

/** What the formula of a scan's requests counts. */
export interface Dimensions {
  accounts: number;
  /** Accounts in the registration report: the enabled ones. */
  registered: number;
  federatedDomains: number;
  /** Transitive members by group. */
  groups: number[];
  roleAssignments: number;
}

const GLOBAL_ADMIN = '62e90394-69f5-4237-9190-012177145e10';
const SMALL_GROUPS = 11;
const PAGE = 999;

export function dimensionsOf(accounts: number): Dimensions {
  const registered = accounts - Math.floor(accounts / 33);
  return { accounts, registered, federatedDomains: 1, groups: [accounts, ...Array<number>(SMALL_GROUPS).fill(25)], roleAssignments: 40 };
}

/** A large tenant whose rows are made as they are asked for, behind a service with latency that enforces the published limits. */
export class LargeTenant {
  /** Requests refused for their pace. */
  throttled = 0;
  readonly #server: Server;
  readonly #limits = { reports: new Window(5, 10_000), conditionalAccess: new Window(1, 1_000) };

  constructor(private readonly size: Dimensions, latencyMs: number) {
    this.#server = createServer((request, response) => {
      const refusal = this.#paceOf(request.url!);
      setTimeout(() => this.#serve(request, response, refusal), latencyMs);
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  #serve(request: IncomingMessage, response: ServerResponse, refusal: Record<string, string> | undefined): void {
    request.resume();
    if (refusal) this.throttled += 1;
    const body = refusal ? { error: { code: 'TooManyRequests' } } : this.#answer(new URL(request.url!, 'http://graph'));
    response.writeHead(refusal ? 429 : 200, { 'Content-Type': 'application/json', ...refusal }).end(JSON.stringify(body));
  }

  /** Headers of a refusal where the pace is too fast: Conditional Access sends no Retry-After. */
  #paceOf(path: string): Record<string, string> | undefined {
    const arrivedAt = performance.now();
    if (path.includes('/reports/')) return this.#limits.reports.admits(arrivedAt) ? undefined : { 'Retry-After': '10' };
    if (path.includes('/identity/conditionalAccess/')) return this.#limits.conditionalAccess.admits(arrivedAt) ? undefined : {};
    return undefined;
  }

  #answer({ pathname, searchParams }: URL): Json {
    const path = pathname.replace('/v1.0', '');
    const from = Number(searchParams.get('$skiptoken') ?? 0);
    const page = (total: number, row: (index: number) => Json): Json => {
      const value = Array.from({ length: Math.min(PAGE, total - from) }, (_, index) => row(from + index));
      return { value, ...(from + PAGE < total ? { '@odata.nextLink': `https://graph.microsoft.com${pathname}?$skiptoken=${from + PAGE}` } : {}) };
    };
    const group = /^\/groups\/group-(\d+)\//.exec(path)?.[1];
    if (group !== undefined) return page(this.size.groups[Number(group)]!, (index) => ({ id: idOf(index) }));
    if (path === '/users') return page(this.size.accounts, user);
    if (path.endsWith('/userRegistrationDetails')) return page(this.size.registered, registration);
    if (path.endsWith('/roleAssignments')) return page(this.size.roleAssignments, assignment);
    return this.#small(path);
  }

  #small(path: string): Json {
    const answers: Record<string, Json> = {
      '/organization': list({ id: 'tenant', displayName: 'Large' }),
      '/subscribedSkus': list({ id: 'sku', capabilityStatus: 'Enabled', servicePlans: [{ servicePlanName: 'AAD_PREMIUM_P2', provisioningStatus: 'Success' }] }),
      '/domains': list({ id: 'large.example', authenticationType: 'Managed' }, { id: 'idp.large.example', authenticationType: 'Federated' }),
      '/domains/idp.large.example/federationConfiguration': list({ id: 'f', federatedIdpMfaBehavior: null }),
      '/policies/identitySecurityDefaultsEnforcementPolicy': { isEnabled: false },
      '/policies/crossTenantAccessPolicy/default': { inboundTrust: null },
      '/identity/conditionalAccess/policies': list(...this.size.groups.map((_, index) => policy(index))),
      '/roleManagement/directory/roleDefinitions': list({ id: GLOBAL_ADMIN, templateId: GLOBAL_ADMIN, displayName: 'Global Administrator' }),
      '/directoryObjects/getByIds': list(...this.size.groups.map((_, index) => ({ '@odata.type': '#microsoft.graph.group', id: `group-${index}` })),
        ...Array.from({ length: this.size.roleAssignments }, (_, index) => ({ '@odata.type': '#microsoft.graph.user', id: idOf(index) }))),
    };
    return answers[path] ?? list();
  }
}

/** A sliding window over arrivals. */
class Window {
  #arrivals: number[] = [];

  constructor(private readonly limit: number, private readonly windowMs: number) {}

  admits(at: number): boolean {
    this.#arrivals = this.#arrivals.filter((arrival) => at - arrival < this.windowMs);
    if (this.#arrivals.length >= this.limit) return false;
    this.#arrivals.push(at);
    return true;
  }
}

const list = (...value: Json[]): Json => ({ value });
const idOf = (index: number): string => `${String(index).padStart(8, '0')}-0000-4000-8000-${String(index * 7919).padStart(12, '0')}`;

function user(index: number): Json {
  const name = `first${index % 997}.last${index}`;
  return {
    id: idOf(index), userPrincipalName: `${name}@large.example`, displayName: `First ${index % 997} Last ${index}`, mail: `${name}@large.example`,
    accountEnabled: index % 33 !== 32, userType: index % 20 === 19 ? 'Guest' : 'Member', onPremisesSyncEnabled: true, isResourceAccount: false,
    createdDateTime: `2024-01-0${(index % 9) + 1}T08:00:00Z`, perUserMfaState: 'disabled',
  };
}

const METHODS = [['microsoftAuthenticatorPush'], ['mobilePhone'], ['microsoftAuthenticatorPush', 'softwareOneTimePasscode'], []];
const registration = (index: number): Json => ({ id: idOf(index), isMfaRegistered: index % 4 !== 3, methodsRegistered: METHODS[index % 4] });
const assignment = (index: number): Json => ({ id: `assignment-${index}`, roleDefinitionId: GLOBAL_ADMIN, principalId: idOf(index), directoryScopeId: '/' });

/** MFA for the whole staff, each small group excluded once. */
const policy = (index: number): Json => rawPolicy({
  id: `policy-${index}`,
  conditions: { users: { includeUsers: [], includeGroups: ['group-0'], excludeGroups: index === 0 ? [] : [`group-${index}`] } },
});
