import { startDemoTenant, tenantId, type DemoTenant, type Persona } from '../../src/demo/index.js';
import { groupId, type GroupKey } from '../../src/demo/seed/groups.js';
import { judge } from '../../src/findings/index.js';
import { createGraph, readSnapshot } from '../../src/graph/index.js';
import { openStore } from '../../src/store/index.js';

const DAY = 86_400_000;

/** The demo tenant as somebody else's: the product is told where it is, and it is changed over Graph while the product doesn't look. */
export class Neighbour {
  private constructor(readonly demo: DemoTenant) {}

  static async start(dataDir: string): Promise<Neighbour> {
    return new Neighbour(await startDemoTenant({ dataDir }));
  }

  get environment(): Record<string, string> {
    return { GRAPH_BASE_URL: this.demo.baseUrl, GRAPH_ACCESS_TOKEN: this.demo.token };
  }

  join(group: GroupKey, account: Persona, by: Persona): Promise<void> {
    return this.call(by, 'POST', `/groups/${groupId(group)}/members/$ref`, { '@odata.id': `${this.demo.baseUrl}/v1.0/directoryObjects/${account.aadObjectId}` });
  }

  leave(group: GroupKey, account: Persona, by: Persona): Promise<void> {
    return this.call(by, 'DELETE', `/groups/${groupId(group)}/members/${account.aadObjectId}/$ref`);
  }

  async call(by: Persona, method: string, path: string, body?: object): Promise<void> {
    const response = await fetch(`${this.demo.baseUrl}/v1.0${path}`, {
      method, headers: { authorization: `Bearer ${this.demo.tokenFor(by.aadObjectId)}`, 'content-type': 'application/json' }, ...(body && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  /** Scans of the days before, so that there is a trend: some more gaps on each earlier day. */
  async past(dataDir: string, days: number, now: number): Promise<void> {
    const graph = createGraph({ baseUrl: this.demo.baseUrl, getToken: async () => this.demo.token });
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
