import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startDemoTenant, type DemoTenant, type DemoTenantOptions } from '../../src/demo/index.js';

export interface Answer {
  status: number;
  headers: Headers;
  /** Parsed JSON; null without a body. */
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

export interface Ask {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
  token?: string;
}

export const eventual = { ConsistencyLevel: 'eventual' };

/** A demo tenant in a folder of its own, and everything to talk to it. */
export class Fixture {
  readonly dataDir = mkdtempSync(join(tmpdir(), 'demo-tenant-'));
  #tenants: DemoTenant[] = [];

  async start(options: Partial<DemoTenantOptions> = {}): Promise<DemoTenant> {
    const tenant = await startDemoTenant({ dataDir: this.dataDir, ...options });
    this.#tenants.push(tenant);
    return tenant;
  }

  async end(): Promise<void> {
    for (const tenant of this.#tenants) await tenant.close();
    rmSync(this.dataDir, { recursive: true });
  }
}

/** Asks by path (`/v1.0/users`) or by an absolute nextLink. */
export async function ask(
  tenant: DemoTenant,
  path: string,
  { method = 'GET', body, headers, token = tenant.token }: Ask = {},
): Promise<Answer> {
  const response = await fetch(path.startsWith('http') ? path : tenant.baseUrl + path, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    body: body === undefined ? null : JSON.stringify(body),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: text === '' ? null : JSON.parse(text) };
}

/** Every item of a list, page by page. */
// oxlint-disable-next-line typescript/no-explicit-any
export async function all(tenant: DemoTenant, path: string, headers: Record<string, string> = {}): Promise<any[]> {
  const items = [];
  for (let next: string | undefined = path; next !== undefined;) {
    const { status, body } = await ask(tenant, next, { headers });
    if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`);
    items.push(...body.value);
    next = body['@odata.nextLink'];
  }
  return items;
}
