import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { judge } from '../../src/findings/index.js';
import type { Snapshot } from '../../src/engine/index.js';
import { ScanError } from '../../src/graph/index.js';
import { GraphServer, refusal, type GraphHandler, type GraphReply, type GraphRequest } from '../support/graphServer.js';
import { ROUTES, handlersOf, serveTenant, type Route } from '../support/graphTenant.js';
import { contoso } from './contoso.js';
import { essence, scan } from './harness.js';

const PAGES = { pageSize: 3 };
const html = '<html><body>Service unavailable</body></html>';

/** Faults that pass: asked again, the service answers. Each spoils the first or the second answer of a source. */
const PASSING: Record<string, GraphReply> = {
  'a 429 with Retry-After in seconds': { status: 429, headers: { 'Retry-After': '7' }, body: refusal('TooManyRequests') },
  'a 429 with Retry-After as a date': { status: 429, headers: { 'Retry-After': 'Mon, 23 Nov 2026 06:00:30 GMT' }, body: refusal('TooManyRequests') },
  'a 429 without Retry-After': { status: 429, body: refusal('TooManyRequests') },
  'a 500': { status: 500, body: refusal('InternalServerError') },
  'a 502 with an HTML page': { status: 502, headers: { 'Content-Type': 'text/html' }, body: html },
  'a 503': { status: 503, body: refusal('ServiceUnavailable') },
  'a 504 with an empty body': { status: 504, body: '' },
  'a reset connection': { fault: 'reset' },
  'a body that breaks off': { fault: 'cut', body: { value: [] } },
  'truncated JSON': { fault: 'truncate', body: { value: [{ id: 'id-covered' }] } },
  'an HTML page with status 200': { headers: { 'Content-Type': 'text/html' }, body: html },
  'an expired access token': { status: 401, body: refusal('InvalidAuthenticationToken') },
};

/** Faults that stay: the source is lost. */
const LASTING: Record<string, GraphReply> = {
  'no permission': { status: 403, body: refusal('Authorization_RequestDenied') },
  'no licence (403)': { status: 403, body: refusal('Authentication_RequestFromNonPremiumTenantOrB2CTenant') },
  'no licence (400)': { status: 400, body: refusal('AadPremiumLicenseRequired') },
  'throttling without end': { status: 429, body: refusal('TooManyRequests') },
  'a 503 without end': { status: 503, headers: { 'Content-Type': 'text/html' }, body: html },
  'resets without end': { fault: 'reset' },
  'truncated JSON without end': { fault: 'truncate', body: { value: [{ id: 'id-covered' }] } },
  'a 400 with an odd body': { status: 400, body: '{"error":null}' },
  'an error as a text': { status: 409, body: '{"error":"conflict","innerError":null}' },
  'a page token that expires at once': { status: 400, body: refusal('Directory_ExpiredPageToken') },
  'a 410': { status: 410, body: refusal('syncStateNotFound') },
  'a redirect elsewhere': { status: 302, headers: { Location: 'https://elsewhere.example/v1.0' } },
  'no rows at all': { body: {} },
  'rows that are no list': { body: { value: 'nobody' } },
  'rows that are null': { body: { value: [null] } },
  'rows of numbers': { body: { value: [1, 2] } },
  'rows without ids': { body: { value: [{ displayName: 'who?' }] } },
  'an answer that is no object': { body: '"fine"' },
  'an answer that is null': { body: 'null' },
  'a nextLink to another host': { body: { value: [], '@odata.nextLink': 'https://graph.microsoft.com.evil.example/v1.0/users' } },
  'a nextLink that is no text': { body: { value: [], '@odata.nextLink': 7 } },
  'a nextLink that leads in a circle': { body: { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/circle' } },
};

const ROUTE_NAMES = Object.keys(ROUTES) as Route[];

describe('faults of the service', () => {
  let server: GraphServer;
  let healthy: Snapshot;
  let truth: Map<string, string>;
  const tokens = { asked: 0 };

  before(async () => {
    server = await GraphServer.start();
    serveTenant(server, contoso(), PAGES);
    healthy = await scan(server);
    truth = verdicts(healthy);
    server.verify();
  });
  afterEach(() => server.forget());
  after(() => server.close());

  for (const [fault, reply] of Object.entries(PASSING)) {
    it(`${fault}, once on every source, costs nothing`, async () => {
      serveTenant(server, contoso(), PAGES);
      for (const route of ROUTE_NAMES) spoil(server, route, reply);
      assert.deepEqual(essence(await scan(server, {}, refreshing(tokens))), essence(healthy));
      server.verify();
    });
  }

  for (const [fault, reply] of Object.entries(LASTING)) {
    it(`${fault} on any source never makes an account compliant`, async () => {
      for (const route of ROUTE_NAMES) {
        serveTenant(server, contoso(), PAGES);
        server.maybe('GET /v1.0/circle', { body: { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/circle' } });
        breakDown(server, route, () => reply);
        await failsClosed(`${fault} on ${route}`, route);
        server.verify();
      }
    });
  }

  it('a list that breaks off after its first page never makes an account compliant', async () => {
    for (const route of ROUTE_NAMES) {
      serveTenant(server, contoso(), { pageSize: 1 });
      const answer = handlersOf(contoso(), { pageSize: 1 })[route];
      breakDown(server, route, (request) => (request.query.has('$skiptoken') ? { status: 403, body: refusal('Authorization_RequestDenied') } : answer(request)));
      const snapshot = await scan(server);
      assertNoFalseCompliant(snapshot, `breaking off on ${route}`);
      const brokeOff = server.asked(ROUTES[route]).some(({ query }) => query.has('$skiptoken'));
      assert.equal(snapshot.unavailable.some(({ source }) => source === sourceOf(route)), brokeOff, route);
      server.verify();
    }
  });

  it('keeps the accounts read before the list of accounts broke off, and says that some are missing', async () => {
    serveTenant(server, contoso(), PAGES);
    const answer = handlersOf(contoso(), PAGES).users;
    breakDown(server, 'users', (request) => (request.query.get('$skiptoken') === '6' ? { status: 503 } : answer(request)));
    const snapshot = await scan(server);
    assert.deepEqual([snapshot.accounts.length, snapshot.accountsComplete], [6, false]);
    assert.deepEqual(snapshot.unavailable.map(({ source }) => source), ['users']);
    server.verify();
  });

  it('starts a list again when its page token expires, on whatever page', async () => {
    for (const route of ROUTE_NAMES) {
      serveTenant(server, contoso(), { pageSize: 1 });
      const answer = handlersOf(contoso(), { pageSize: 1 })[route];
      let expired = false;
      server.maybe(ROUTES[route], answer);
      breakDown(server, route, (request) => {
        if (expired || !request.query.has('$skiptoken')) return answer(request);
        expired = true;
        return { status: 400, body: refusal('Directory_ExpiredPageToken') };
      });
      assert.deepEqual(essence(await scan(server)), essence(healthy), route);
      server.verify();
    }
  });

  it('no mix of faults, anywhere and at any time, makes an account compliant', async () => {
    const fault = fc.record({ route: fc.constantFrom(...ROUTE_NAMES), from: fc.nat(3), reply: fc.constantFrom(...Object.values({ ...PASSING, ...LASTING })) });
    await fc.assert(fc.asyncProperty(fc.array(fault, { minLength: 1, maxLength: 6 }), async (faults) => {
      server.forget();
      serveTenant(server, contoso(), PAGES);
      for (const each of faults) breakFrom(server, each);
      const snapshot = await scan(server).catch((error: unknown) => assert.ok(error instanceof ScanError, String(error)));
      if (snapshot) assertNoFalseCompliant(snapshot, 'a mix of faults');
    }), { numRuns: Number(process.env.PROPERTY_RUNS ?? 40), seed: 20261123 });
  });

  /** Either nothing is lost, or the loss is written down; and nobody is better off for it. */
  async function failsClosed(what: string, route: Route): Promise<void> {
    const snapshot = await scan(server).catch((error: unknown) => {
      assert.ok(error instanceof ScanError && route === 'users', `${what}: ${String(error)}`);
      return undefined;
    });
    if (!snapshot) return;
    assertNoFalseCompliant(snapshot, what);
    const isWrittenDown = snapshot.unavailable.some(({ source }) => source === sourceOf(route));
    if (!isWrittenDown) assert.deepEqual(essence(snapshot), essence(healthy), `${what} is written down`);
  }

  function assertNoFalseCompliant(snapshot: Snapshot, what: string): void {
    for (const [id, verdict] of verdicts(snapshot)) {
      if (verdict === 'compliant' || verdict === 'blocked') assert.equal(verdict, truth.get(id), `${what}: ${id}`);
    }
  }
});

const verdicts = (snapshot: Snapshot): Map<string, string> => new Map(judge(snapshot).accounts.map(({ id, verdict }) => [id, verdict]));

/** The first answer of a source, or where it has more than one, the second. */
function spoil(server: GraphServer, route: Route, reply: GraphReply): void {
  const answer: GraphHandler = handlersOf(contoso(), PAGES)[route];
  const isPaged = ['users', 'userRegistrationDetails', 'conditionalAccessPolicies', 'groups'].includes(route);
  if (isPaged) server.once(ROUTES[route], answer);
  server.once(ROUTES[route], reply);
}

function breakDown(server: GraphServer, route: Route, handler: (request: GraphRequest) => GraphReply | Promise<GraphReply>): void {
  server.override(ROUTES[route], handler);
}

/** A source that answers well a few times and then no more. */
function breakFrom(server: GraphServer, { route, from, reply }: { route: Route; from: number; reply: GraphReply }): void {
  const answer = handlersOf(contoso(), PAGES)[route];
  let asked = 0;
  breakDown(server, route, (request) => ((asked += 1) > from ? reply : answer(request)));
}

const sourceOf = (route: Route): string => (route.startsWith('crossTenant') ? 'crossTenantAccess' : route);

const refreshing = (tokens: { asked: number }) => ({ getToken: () => Promise.resolve(`token ${(tokens.asked += 1)}`) });
