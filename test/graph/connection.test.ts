import assert from 'node:assert/strict';
import { createGraph, GraphError, TokenError, type Graph } from '../../src/graph/index.js';
import { readList } from '../../src/graph/client/pages.js';
import type { Call } from '../../src/graph/client/graph.js';
import { GraphServer, refusal } from '../support/graphServer.js';
import { graphOn, VirtualClock } from './harness.js';

const USERS: Call = { path: '/users', family: 'directory' };

/** nextLinks that a server, or whoever stands in front of it, might send to get the token. */
const hostile = (port: string): Record<string, string> => ({
  'another host': 'https://evil.example/v1.0/users',
  'a host that begins like ours': 'https://graph.microsoft.com.evil.example/v1.0/users',
  'another scheme': `https://127.0.0.1:${port}/v1.0/users`,
  'plain http to the canonical host': 'http://graph.microsoft.com/v1.0/users',
  'another port': `http://127.0.0.1:${Number(port) + 1}/v1.0/users`,
  'the canonical host at another port': 'https://graph.microsoft.com:8443/v1.0/users',
  'our origin as a user name': `http://127.0.0.1:${port}@evil.example/v1.0/users`,
  'a user name and password': `http://me:secret@127.0.0.1:${port}/v1.0/users`,
  'a backslash': `https://evil.example\\@127.0.0.1:${port}/v1.0/users`,
  'another name of the same machine': `http://localhost:${port}/v1.0/users`,
  'a national cloud': 'https://graph.microsoft.us/v1.0/users',
  'no host': '/v1.0/users?$skiptoken=2',
  'a scheme without host': 'file:///etc/passwd',
  'no URL at all': 'next page',
});

describe('the connection to Graph', () => {
  let server: GraphServer;
  before(async () => { server = await GraphServer.start(); });
  after(() => server.close());
  afterEach(() => server.verify());

  describe('where the token goes', () => {
    for (const baseUrl of ['http://graph.example', 'http://10.0.0.7:8080', 'http://127.0.0.1.evil.example', 'ftp://127.0.0.1']) {
      it(`refuses the base URL \`${baseUrl}\`, which would send it unprotected`, () => {
        assert.throws(() => connect(baseUrl), /use https/);
      });
    }

    for (const baseUrl of ['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1', 'https://graph.microsoft.us', 'https://dod-graph.microsoft.us']) {
      it(`accepts the base URL \`${baseUrl}\``, () => assert.doesNotThrow(() => connect(baseUrl)));
    }

    for (const [trick] of Object.entries(hostile('1'))) {
      it(`follows no nextLink with ${trick}`, async () => {
        const asked: string[] = [];
        const nextLink = hostile(new URL(server.baseUrl).port)[trick];
        server.once('GET /v1.0/users', { body: { value: [], '@odata.nextLink': nextLink } });
        const fetch: typeof globalThis.fetch = (url, init) => {
          asked.push(new URL(url as string).origin);
          return globalThis.fetch(url, init);
        };
        await assert.rejects(readList(graphOn(server, { fetch }), USERS), { code: 'LinkRefused' });
        assert.deepEqual(asked, [server.baseUrl]);
      });
    }

    it('follows no redirect', async () => {
      const elsewhere = await GraphServer.start();
      server.on('GET /v1.0/users', { status: 307, headers: { Location: `${elsewhere.baseUrl}/v1.0/users` } });
      await assert.rejects(graphOn(server).get(USERS), { code: 'Redirected', status: 307 });
      elsewhere.verify();
      await elsewhere.close();
    });

    it('brings canonical links back to a loopback base, byte by byte', async () => {
      const link = '/v1.0/users?$skiptoken=a%2Bb%3D%3D&x=1&$select=id&$select=mail';
      let seen = '';
      const fetch: typeof globalThis.fetch = (url, init) => {
        seen = url as string;
        return globalThis.fetch(url, init);
      };
      server.once('GET /v1.0/users', { body: { value: [], '@odata.nextLink': `https://graph.microsoft.com${link}` } });
      server.once('GET /v1.0/users', { body: { value: [] } });
      await readList(graphOn(server, { fetch }), USERS);
      assert.equal(seen, server.baseUrl + link);
    });
  });

  describe('the token', () => {
    it('is renewed once when it is refused, for all requests that were refused with it', async () => {
      const { graph, asked } = withTokens(server, ['old', 'new']);
      server.on('GET /v1.0/users', ({ headers }) => (headers.authorization === 'Bearer new' ? { body: {} } : { status: 401, body: refusal('InvalidAuthenticationToken') }));
      await Promise.all([graph.get(USERS), graph.get(USERS), graph.get(USERS)]);
      assert.deepEqual(asked.filter((refresh) => refresh), [true]);
    });

    it('that stays refused ends the request', async () => {
      const { graph } = withTokens(server, ['old', 'as bad']);
      server.on('GET /v1.0/users', { status: 401, body: refusal('InvalidAuthenticationToken') });
      await assert.rejects(graph.get(USERS), { status: 401, reason: 'permission' });
      assert.equal(server.requests.length, 2);
    });

    it('that cannot be renewed is not sent a second time', async () => {
      server.on('GET /v1.0/users', { status: 401, body: refusal('InvalidAuthenticationToken') });
      await assert.rejects(graphOn(server).get(USERS), { status: 401 });
      assert.equal(server.requests.length, 1);
    });

    it('that cannot be had ends the request before it is sent', async () => {
      const graph = graphOn(server, { getToken: () => Promise.reject(new Error('the authority said no')) });
      await assert.rejects(graph.get(USERS), (error: unknown) => error instanceof TokenError && /the authority said no/.test(error.message));
      assert.equal(server.requests.length, 0);
    });
  });

  describe('patience', () => {
    it('is bounded, and backs off longer each time', async () => {
      const { slept, sent } = await attempts(server, { status: 503 });
      assert.deepEqual(slept, [750, 1500, 3000, 6000, 12000]);
      assert.equal(sent, 6);
    });

    it('spreads the back-off between half and whole', async () => {
      assert.deepEqual((await attempts(server, { status: 429 }, 0)).slept, [500, 1000, 2000, 4000, 8000]);
      server.verify();
      assert.deepEqual((await attempts(server, { status: 429 }, 1)).slept, [1000, 2000, 4000, 8000, 16000]);
    });

    it('honours Retry-After in seconds and as a date, and caps it', async () => {
      assert.deepEqual((await attempts(server, { status: 429, headers: { 'Retry-After': '17' } })).slept, Array(5).fill(17_000));
      server.verify();
      assert.equal((await attempts(server, { status: 503, headers: { 'Retry-After': 'Mon, 23 Nov 2026 06:00:42 GMT' } })).slept[0], 42_000);
      server.verify();
      assert.equal((await attempts(server, { status: 429, headers: { 'Retry-After': '86400' } })).slept[0], 180_000);
    });

    it('is not wasted on a refusal', async () => {
      const { sent, error } = await attempts(server, { status: 403, headers: { 'request-id': 'abc' }, body: refusal('Authorization_RequestDenied', 'Insufficient privileges') });
      assert.equal(sent, 1);
      assert.deepEqual([error.status, error.code, error.reason, error.requestId], [403, 'Authorization_RequestDenied', 'permission', 'abc']);
    });

    it('ends with the session', async () => {
      const stop = new AbortController();
      server.on('GET /v1.0/users', () => { stop.abort(); return { status: 503 }; });
      await assert.rejects(graphOn(server).session(stop.signal).get(USERS), { name: 'AbortError' });
      assert.equal(server.requests.length, 1);
    });

    it('has an end where the service never answers', async () => {
      let release!: () => void;
      const held = new Promise<void>((resolve) => { release = resolve; });
      server.on('GET /v1.0/users', async () => { await held; return {}; });
      await assert.rejects(graphOn(server, { timeoutMs: 5 }).get(USERS), { code: 'Timeout', status: 0 });
      release();
    });
  });

  it('counts each session by itself, retries included', async () => {
    const graph = graphOn(server);
    const [one, two] = [graph.session(), graph.session()];
    server.once('GET /v1.0/users', { status: 503 }).on('GET /v1.0/users', { body: {} });
    await one.get(USERS);
    await two.get(USERS);
    assert.deepEqual([one.requests, two.requests], [2, 1]);
  });
});

function connect(baseUrl: string): Graph {
  return createGraph({ baseUrl, getToken: () => Promise.resolve('token') });
}

function withTokens(server: GraphServer, tokens: string[]): { graph: Graph; asked: boolean[] } {
  const asked: boolean[] = [];
  let current = 0;
  const getToken = ({ refresh = false } = {}): Promise<string> => {
    asked.push(refresh);
    if (refresh) current += 1;
    return Promise.resolve(tokens[current]!);
  };
  return { graph: graphOn(server, { getToken }), asked };
}

/** Asks once of a service that always answers the same. */
async function attempts(server: GraphServer, reply: Parameters<GraphServer['on']>[1], random = 0.5): Promise<{ slept: number[]; sent: number; error: GraphError }> {
  const clock = new VirtualClock();
  server.on('GET /v1.0/users', reply);
  const graph = graphOn(server, { random: () => random }, clock);
  const error = await graph.get(USERS).then(() => assert.fail('no error'), (thrown: GraphError) => thrown);
  return { slept: clock.slept, sent: server.requests.length, error };
}
