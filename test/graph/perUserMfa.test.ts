import assert from 'node:assert/strict';
import type { Snapshot } from '../../src/engine/index.js';
import { GraphServer, refusal, type GraphRequest } from '../support/graphServer.js';
import { ROUTES, serveTenant, type GraphTenant } from '../support/graphTenant.js';
import { contoso } from './contoso.js';
import { scan } from './harness.js';

interface Part {
  id: string;
  url: string;
}
type Answer = (part: Part) => Record<string, unknown>;

const BATCH = 'POST /beta/$batch';
const enforced: Answer = () => ({ status: 200, body: { perUserMfaState: 'enforced' } });
const partsOf = ({ body }: GraphRequest): Part[] => (body as { requests: Part[] }).requests;

describe('per-user MFA state', () => {
  let server: GraphServer;
  before(async () => { server = await GraphServer.start(); });
  after(() => server.close());
  afterEach(() => server.verify());

  it('comes with the accounts, without a call of its own', async () => {
    serveTenant(server, contoso(), { pageSize: 50 });
    assert.deepEqual(new Set(states(await scan(server))), new Set(['disabled', 'enforced']));
  });

  it('missing on some accounts is unread for those only', async () => {
    const tenant = contoso();
    delete tenant.users[0]!['perUserMfaState'];
    serveTenant(server, tenant, { pageSize: 50 });
    const snapshot = await scan(server);
    assert.equal(snapshot.accounts[0]!.perUserMfaState, undefined);
    assert.equal(states(snapshot).filter((state) => state === undefined).length, 1);
    assert.deepEqual(snapshot.unavailable.map(({ source }) => source), ['perUserMfaState']);
  });

  it('missing on every account is asked 20 to a request, for accounts that can sign in', async () => {
    serveTenant(server, withoutStates(45), { pageSize: 50 });
    serveBatch(enforced);
    const snapshot = await scan(server);
    assert.deepEqual(server.asked(BATCH).map((request) => partsOf(request).length).toSorted(), [20, 20, 4]);
    assert.deepEqual([states(snapshot).filter((state) => state === 'enforced').length, snapshot.unavailable], [44, []]);
  });

  it('is asked account by account where the service refuses the property', async () => {
    serveTenant(server, withoutStates(3), { pageSize: 50 });
    server.once(ROUTES.users, { status: 400, body: refusal('BadRequest') });
    serveBatch(enforced);
    assert.deepEqual(states(await scan(server)), ['enforced', 'enforced', undefined]);
  });

  it('throttled inside a batch is asked again, for those accounts only and not before its time', async () => {
    serveTenant(server, withoutStates(5), { pageSize: 50 });
    const refused = new Set<string>();
    serveBatch((part) => {
      if (!part.url.includes('user-2') || refused.has(part.url)) return enforced(part);
      refused.add(part.url);
      return { status: 429, headers: { 'Retry-After': '11' }, body: refusal('TooManyRequests') };
    });
    assert.deepEqual(states(await scan(server)).slice(0, 4), Array(4).fill('enforced'));
    assert.deepEqual(server.asked(BATCH).map((request) => partsOf(request).length), [4, 1]);
  });

  it('throttled without end, missing from the answer or unknown stays unread', async () => {
    const odd: Record<string, Answer> = {
      'user-0': () => ({ status: 429, body: refusal('TooManyRequests') }),
      'user-1': () => ({ status: 'fine' }),
      'user-2': () => ({ status: 200, body: { perUserMfaState: 'optional' } }),
      'user-3': () => ({ status: 404, body: refusal('Request_ResourceNotFound') }),
    };
    serveTenant(server, withoutStates(6), { pageSize: 50 });
    serveBatch((part) => (odd[part.url.split('/')[2]!] ?? enforced)(part));
    const snapshot = await scan(server);
    assert.deepEqual(states(snapshot), [undefined, undefined, undefined, undefined, 'enforced', undefined]);
    assert.deepEqual(snapshot.unavailable.map(({ source }) => source), ['perUserMfaState']);
  });

  it('refused is asked for no further', async () => {
    serveTenant(server, withoutStates(400), { pageSize: 999 });
    serveBatch(() => ({ status: 403, body: refusal('Authorization_RequestDenied') }));
    const snapshot = await scan(server);
    assert.ok(server.asked(BATCH).length <= 4, 'one batch of each worker at most');
    assert.deepEqual(snapshot.unavailable.map(({ source, reason }) => [source, reason]), [['perUserMfaState', 'permission']]);
  });

  function serveBatch(answer: Answer): void {
    server.on(BATCH, (request) => ({ body: { responses: partsOf(request).map((part) => ({ id: part.id, ...answer(part) })).toReversed() } }));
  }
});

/** The last one is disabled. */
function withoutStates(count: number): GraphTenant {
  const users = Array.from({ length: count }, (_, index) => ({
    id: `user-${index}`, userPrincipalName: `user-${index}@contoso.com`, displayName: `user-${index}`, userType: 'Member', accountEnabled: index < count - 1,
  }));
  return { ...contoso(), users };
}

const states = (snapshot: Snapshot): (string | undefined)[] => snapshot.accounts.map(({ perUserMfaState }) => perUserMfaState);
