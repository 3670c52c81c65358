import { startDemoTenant, tenantId, type DemoTenant, type DemoTenantOptions, type Persona } from '../../src/demo/index.js';
import { groupId, type GroupKey } from '../../src/demo/seed/groups.js';
import { policyId } from '../../src/demo/seed/policyShape.js';
import { roles, type RoleName } from '../../src/demo/seed/roles.js';
import { judge } from '../../src/findings/index.js';
import { createGraph, readSnapshot } from '../../src/graph/index.js';
import { openStore } from '../../src/store/index.js';

const DAY = 86_400_000;

/** The demo tenant as somebody else's: the product is told where it is, and it is changed over Graph while the product doesn't look. */
export class Neighbour {
  private constructor(readonly demo: DemoTenant) {}

  static async start(dataDir: string, options: Omit<DemoTenantOptions, 'dataDir'> = {}): Promise<Neighbour> {
    return new Neighbour(await startDemoTenant({ dataDir, ...options }));
  }

  get environment(): Record<string, string> {
    return { GRAPH_BASE_URL: this.demo.baseUrl, GRAPH_ACCESS_TOKEN: this.demo.token };
  }

  async join(group: GroupKey, account: Pick<Persona, 'aadObjectId'>, by: Persona): Promise<void> {
    await this.call(by, 'POST', `/groups/${groupId(group)}/members/$ref`, { '@odata.id': `${this.demo.baseUrl}/v1.0/directoryObjects/${account.aadObjectId}` });
  }

  async leave(group: GroupKey, account: Persona, by: Persona): Promise<void> {
    await this.call(by, 'DELETE', `/groups/${groupId(group)}/members/${account.aadObjectId}/$ref`);
  }

  /** A new account, which has registered nothing. */
  async create(displayName: string, by: Persona): Promise<Persona> {
    const userPrincipalName = `${displayName.toLowerCase().replace(/[^a-z]+/g, '.')}@borealis.example`;
    const { id } = await this.call(by, 'POST', '/users', { displayName, userPrincipalName, accountEnabled: true });
    return { aadObjectId: String(id), displayName, userPrincipalName };
  }

  async edit(policy: string, by: Persona, body: object): Promise<void> {
    await this.call(by, 'PATCH', `/identity/conditionalAccess/policies/${policyId(policy)}`, body);
  }

  async give(role: RoleName, to: Persona, by: Persona): Promise<void> {
    await this.call(by, 'POST', '/roleManagement/directory/roleAssignments', { principalId: to.aadObjectId, roleDefinitionId: roles[role], directoryScopeId: '/' });
  }

  /** Resolves to what Graph answers. */
  async call(by: Persona, method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await fetch(`${this.demo.baseUrl}/v1.0${path}`, {
      method, headers: { authorization: `Bearer ${this.demo.tokenFor(by.aadObjectId)}`, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
    return (text ? JSON.parse(text) : {}) as Record<string, unknown>;
  }

  /** Scans of the days before, so that there is a trend: some more gaps on each earlier day. */
  async past(dataDir: string, days: number, now: number): Promise<void> {
    const graph = createGraph({ pace: 0.02, baseUrl: this.demo.baseUrl, getToken: async () => this.demo.token });
    const snapshot = await readSnapshot(graph);
    const { summary } = judge(snapshot);
    const store = await openStore({ databaseUrl: undefined, dataDir, now: () => now, log: () => undefined });
    for (let ago = days; ago >= 1; ago -= 1) {
      const more = Math.round(ago / 3) + (ago % 4);
      const scan = { snapshot: { ...snapshot, scannedAt: new Date(now - ago * DAY).toISOString() }, summary: { ...summary, nonCompliant: summary.nonCompliant + more, compliant: summary.compliant - more } };
      await store.scans(tenantId).save(scan, now - ago * DAY);
    }
    await store.close();
  }
}
