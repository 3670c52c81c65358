import assert from 'node:assert/strict';
import type { IncomingMessage } from 'node:http';
import { ConfigError, loadConfig } from '../../src/config.js';
import { metricsGate } from '../../src/http/index.js';
import { runProduct, type RunningProduct } from '../bot/product.js';

const TOKEN = 'a-token-of-thirty-characters-x';

describe('who may read the metrics', function () {
  this.timeout(60_000);
  const products: RunningProduct[] = [];
  after(() => Promise.all(products.map((product) => product.close())));

  async function running(environment: Record<string, string>): Promise<(headers?: Record<string, string>) => Promise<{ status: number; text: string }>> {
    const product = await runProduct(environment);
    products.push(product);
    return async (headers = {}) => {
      const response = await fetch(`http://127.0.0.1:${product.port}/metrics`, { headers });
      return { status: response.status, text: await response.text() };
    };
  }

  it('is, with a token, who brings it: from wherever, and nobody else', async () => {
    const ask = await running({ METRICS_TOKEN: TOKEN });
    for (const authorization of [`Bearer ${TOKEN}`, `bearer ${TOKEN}`]) assert.match((await ask({ authorization, 'x-forwarded-for': '203.0.113.7' })).text, /# TYPE bot_activities_total counter/);
    for (const authorization of ['', 'Bearer', `Bearer ${TOKEN.slice(1)}`, `Bearer ${TOKEN}x`, `Basic ${TOKEN}`, TOKEN]) {
      const { status, text } = await ask(authorization ? { authorization } : {});
      assert.deepEqual([status, /METRICS_TOKEN/.test(text), /# TYPE/.test(text)], [401, true, false], authorization);
    }
  });

  it('is, without one, this machine, but nothing that a proxy on it passes on', async () => {
    const ask = await running({});
    assert.equal((await ask()).status, 200);
    for (const name of ['x-forwarded-for', 'forwarded', 'via', 'x-real-ip', 'x-forwarded-host']) assert.equal((await ask({ [name]: '127.0.0.1' })).status, 401, name);
  });

  it('is, without one, the private network', () => {
    const may = (remoteAddress: string | undefined): boolean => metricsGate(undefined)({ socket: { remoteAddress }, headers: {} } as IncomingMessage);
    for (const near of ['127.0.0.1', '::1', '::ffff:127.0.0.1', '10.1.2.3', '172.16.0.9', '192.168.1.1', '::ffff:10.1.2.3', 'fd00::1', '169.254.130.1']) assert.ok(may(near), near);
    for (const far of ['203.0.113.7', '8.8.8.8', '::ffff:8.8.8.8', '2001:4860::8888', '172.32.0.1', '100.64.0.1', 'nonsense', '', undefined]) assert.ok(!may(far), String(far));
  });

  it('names a token that is too short', () => {
    assert.throws(() => loadConfig({ METRICS_TOKEN: 'short' }), (error: unknown) => error instanceof ConfigError && error.message.startsWith('METRICS_TOKEN: must be at least 20'));
  });
});
