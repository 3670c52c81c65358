import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { everybody } from '../../src/bot/admission.js';
import { ConfigError, loadConfig } from '../../src/config.js';
import { serve } from '../../src/serve.js';
import { runProduct, type RunningProduct } from '../bot/product.js';
import { TeamsClient } from '../bot/teamsClient.js';

describe('the server without an app id', function () {
  this.timeout(60_000);
  let product: RunningProduct;
  let teams: TeamsClient;
  let base: string;

  before(async () => {
    product = await runProduct();
    teams = await TeamsClient.open(product.port);
    base = `http://127.0.0.1:${product.port}`;
  });
  after(async () => {
    await teams.close();
    await product.close();
  });

  const post = async (body: string, type = 'application/json') => {
    const response = await fetch(`${base}/api/messages`, { method: 'POST', headers: { 'content-type': type }, body });
    return { status: response.status, body: (await response.json()) as { code: string; message: string } };
  };

  it('tells its health, its readiness and its metrics', async () => {
    assert.deepEqual(await (await fetch(`${base}/healthz`)).json(), { status: 'ok' });
    assert.deepEqual(await (await fetch(`${base}/readyz`)).json(), { status: 'ready' });
    await teams.say('hello');
    const metrics = await (await fetch(`${base}/metrics`)).text();
    assert.match(metrics, /bot_activities_total\{status="200"\} [1-9]/);
    assert.match(metrics, /bot_activity_seconds_bucket/);
  });

  for (const address of ['https://evil.example/', 'http://169.254.169.254/latest', 'http://127.0.0.1.evil.example/', 'http://10.0.0.5/', 'http://localhost@evil.example/', 'http://[::ffff:10.0.0.5]/']) {
    it(`refuses the service address ${address}`, async () => {
      const { status } = await teams.post(teams.activity('message', { text: 'hello', serviceUrl: address }));
      assert.equal(status, 403);
    });
  }

  const bad: [string, string, number][] = [
    ['half a JSON', '{"type":', 400], ['no object', '[1,2]', 400], ['a string', '"hello"', 400], ['null', 'null', 400], ['nothing', '', 400], ['no type', '{}', 400],
    ['only a type', '{"type":"message"}', 400], ['a service address that is none', '{"type":"message","channelId":"x","serviceUrl":"javascript:1","from":{"id":"1"},"recipient":{"id":"2"},"conversation":{"id":"3"}}', 400],
    ['300 KB', JSON.stringify({ type: 'x'.repeat(300 * 1024) }), 413],
  ];
  for (const [what, body, status] of bad) {
    it(`answers ${status} to ${what}, without an inner error's text`, async () => {
      const answer = await post(body);
      assert.equal(answer.status, status);
      assert.deepEqual(Object.keys(answer.body), ['code', 'message']);
      assert.doesNotMatch(answer.body.message, /Error|at |JSON\.parse|position|undefined/);
    });
  }

  it('answers 404 elsewhere and 405 to another method, and names no server', async () => {
    const nowhere = await fetch(`${base}/nowhere`);
    assert.deepEqual([nowhere.status, await nowhere.json()], [404, { code: 'NotFound', message: 'There is nothing here. Activities go to POST /api/messages.' }]);
    assert.equal((await fetch(`${base}/api/messages`)).status, 405);
    assert.equal(nowhere.headers.get('server') || null, null);
    assert.deepEqual([nowhere.headers.get('x-content-type-options'), nowhere.headers.get('cache-control')], ['nosniff', 'no-store']);
  });

  it('names PORT where the port is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const starting = serve({ tenants: [{ answersTo: () => undefined, turn: product.app.bot, admission: everybody }], config: loadConfig({ PORT: String(port) }), isDemo: true, language: Promise.resolve(), log: () => undefined });
    await assert.rejects(starting, (error: unknown) => error instanceof ConfigError && /PORT/.test(error.message) && error.message.includes(String(port)));
    other.close();
  });

  it('has written nothing to the log', () => {
    assert.deepEqual(product.log, []);
  });
});
