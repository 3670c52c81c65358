import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createAdapter } from '../../src/bot/teams/adapter.js';
import { Delivery } from '../../src/bot/teams/delivery.js';
import { createSender } from '../../src/bot/teams/proactive.js';

const presented = { card: { type: 'AdaptiveCard', version: '1.5', body: [] }, text: 'Good morning\nmore' };

describe('speaking without being spoken to', function () {
  this.timeout(60_000);
  let connector: Server;
  let answer: { status: number; headers?: Record<string, string>; hangs?: boolean; breaks?: boolean };
  const asked: string[] = [];
  before((done) => {
    connector = createServer((request, response) => {
      asked.push(decodeURIComponent(request.url!));
      if (answer.hangs) return;
      if (answer.breaks) return void request.destroy();
      // Two statements: restify's patches, where they are loaded, give writeHead no answer.
      response.writeHead(answer.status, { 'content-type': 'application/json', ...answer.headers });
      response.end(JSON.stringify(answer.status === 200 ? { id: 'out-1' } : { error: { code: 'Because', message: 'no' } }));
    }).listen(0, '127.0.0.1', done);
  });
  after(() => {
    connector.closeAllConnections();
    connector.close();
  });

  const send = (id = 'a:chat', timeoutMs = 30_000) => {
    const adapter = createAdapter(undefined);
    const reference = { channelId: 'msteams', serviceUrl: `http://127.0.0.1:${(connector.address() as AddressInfo).port}`, bot: { id: '28:bot', name: 'MFA Bot' }, conversation: { id } };
    return createSender(adapter, new Delivery(adapter, true, assert.fail), timeoutMs).send(reference, presented);
  };

  it('tells the id of what it sent', async () => {
    answer = { status: 200 };
    assert.deepEqual(await send(), { kind: 'sent', activityId: 'out-1' });
  });

  it('starts a thread of its own in a channel', async () => {
    answer = { status: 200 };
    await send('19:channel@thread.tacv2;messageid=1700000000000');
    assert.match(asked.at(-1)!, /^\/v3\/conversations\/19:channel@thread\.tacv2\/activities/);
  });

  for (const [status, kind] of [[403, 'refused'], [404, 'refused'], [412, 'busy'], [413, 'failed'], [400, 'failed'], [401, 'busy']] as const) {
    it(`takes ${status} for ${kind}`, async () => {
      answer = { status };
      assert.deepEqual(await send(), { kind, because: `Teams answered ${status} (Because)` });
    });
  }

  for (const [status, headers, mayHaveArrived] of [[429, { 'retry-after': '1' }, undefined], [500, {}, undefined], [502, {}, true], [504, {}, true]] as const) {
    it(`posts once where Teams answers ${status}: when it is repeated is decided where it is paced`, async () => {
      answer = { status, headers };
      const before = asked.length;
      const outcome = await send();
      assert.equal(asked.length - before, 1);
      assert.deepEqual(outcome, { kind: 'busy', because: `Teams answered ${status} (Because)`, ...(status === 429 && { retryAfterMs: 1_000 }), ...(mayHaveArrived && { mayHaveArrived }) });
    });
  }

  it('knows neither that it arrived nor that it did not, when nothing answers in time', async () => {
    answer = { status: 200, hangs: true };
    assert.deepEqual(await send('a:chat', 200), { kind: 'busy', because: 'Teams did not answer within 0.2 seconds', mayHaveArrived: true, isUnanswered: true });
  });

  it('takes an address that nothing listens on for busy', async () => {
    const adapter = createAdapter(undefined);
    const outcome = await createSender(adapter, new Delivery(adapter, true, assert.fail)).send({ channelId: 'msteams', serviceUrl: 'http://127.0.0.1:1', bot: { id: 'b' }, conversation: { id: 'a' } }, presented);
    assert.deepEqual([outcome.kind, outcome.kind === 'busy' && outcome.mayHaveArrived], ['busy', false]);
  });

  it('posts once where the connection breaks, and does not know whether it arrived', async () => {
    answer = { status: 200, breaks: true };
    const before = asked.length;
    const outcome = await send();
    assert.deepEqual([asked.length - before, outcome.kind === 'busy' && outcome.mayHaveArrived], [1, true]);
  });
});
