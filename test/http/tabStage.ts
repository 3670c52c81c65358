import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPersona, startDemoTenant, tenantId } from '../../src/demo/index.js';
import { runProduct, type RunningProduct } from '../bot/product.js';
import { APP_ID, SigningAuthority, StubCredentialsFactory } from './signedTeams.js';

export const HOST_AUDIENCE = `api://bot.contoso.example/botid-${APP_ID}`;

/** The product as it runs in Teams, watching a tenant that isn't "the demo", with an authority that signs tokens for whatever claims. */
export class TabStage {
  private constructor(readonly product: RunningProduct, private readonly authority: SigningAuthority, readonly graph: Awaited<ReturnType<typeof startDemoTenant>>, private readonly dataDir: string) {}

  static async open(environment: Record<string, string> = {}, options: Parameters<typeof runProduct>[1] = {}): Promise<TabStage> {
    const dataDir = await mkdtemp(join(tmpdir(), 'mfa-tab-'));
    const authority = await SigningAuthority.open();
    const graph = await startDemoTenant({ dataDir });
    const product = await runProduct({
      ...authority.environment, GRAPH_BASE_URL: graph.baseUrl, GRAPH_ACCESS_TOKEN: graph.token, TAB_KEYS_URL: `${authority.url}/keys`, TAB_AUDIENCE: HOST_AUDIENCE, GRAPH_WRITES: 'application', ...environment,
    }, { credentials: new StubCredentialsFactory(), ...options });
    return new TabStage(product, authority, graph, dataDir);
  }

  get address(): string {
    return `http://127.0.0.1:${this.product.port}`;
  }

  /** What Entra would issue to Teams for a person, unless a claim says otherwise; undefined takes a claim away. */
  token(claims: object = {}, header: object = {}, key?: KeyObject): string {
    return this.authority.token('', {
      iss: `https://login.microsoftonline.com/${tenantId}/v2.0`, aud: APP_ID, tid: tenantId, oid: demoPersona.aadObjectId, name: 'Dana', scp: 'access_as_user', ver: '2.0', ...claims,
    }, header, key);
  }

  /** The same, signed by somebody else. */
  forged(): string {
    return this.token({}, {}, generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey);
  }

  async ask(path: string, token: string | undefined, init: { method?: string; body?: object } = {}): Promise<{ status: number; text: string; headers: Headers }> {
    const headers = { ...(token !== undefined && { authorization: token.startsWith('raw:') ? token.slice(4) : `Bearer ${token}` }), ...(init.body && { 'content-type': 'application/json' }) };
    const response = await fetch(`${this.address}${path}`, { method: init.method ?? 'GET', headers, ...(init.body && { body: JSON.stringify(init.body) }) });
    return { status: response.status, text: await response.text(), headers: response.headers };
  }

  async close(): Promise<void> {
    await this.product.close();
    await this.graph.close();
    await this.authority.close();
    await rm(this.dataDir, { recursive: true, force: true });
  }
}
