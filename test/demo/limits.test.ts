import assert from 'node:assert/strict';
import { ask, Fixture } from './support.js';

const report = '/v1.0/reports/authenticationMethods/userRegistrationDetails';

describe('demo tenant: limits and time', () => {
  let fixture: Fixture;
  let clock: number;
  const now = () => new Date(clock);
  beforeEach(() => {
    fixture = new Fixture();
    clock = Date.UTC(2026, 10, 23, 13);
  });
  afterEach(() => fixture.end());

  it('lets five reports through in ten seconds and then says when to come back', async () => {
    const tenant = await fixture.start({ throttling: true, now });
    for (let n = 0; n < 5; n += 1) assert.equal((await ask(tenant, report)).status, 200);
    clock += 4_000;
    const { status, headers, body } = await ask(tenant, report);
    assert.deepEqual([status, body.error.code, headers.get('retry-after')], [429, 'TooManyRequests', '6']);
    clock += 6_000;
    assert.equal((await ask(tenant, report)).status, 200);
  });

  it('lets one Conditional Access call through in a second and never says when', async () => {
    const tenant = await fixture.start({ throttling: true, now });
    assert.equal((await ask(tenant, '/v1.0/identity/conditionalAccess/policies')).status, 200);
    const refused = await ask(tenant, '/v1.0/identity/conditionalAccess/namedLocations');
    assert.deepEqual([refused.status, refused.headers.get('retry-after')], [429, null]);
    clock += 1_000;
    assert.equal((await ask(tenant, '/v1.0/identity/conditionalAccess/namedLocations')).status, 200);
  });

  it('throttles the parts of a batch one by one', async () => {
    const tenant = await fixture.start({ throttling: true, now });
    const requests = Array.from({ length: 7 }, (_, n) => ({ id: String(n), method: 'GET', url: report.replace('/v1.0', '') }));
    const { status, body } = await ask(tenant, '/v1.0/$batch', { method: 'POST', body: { requests } });
    assert.equal(status, 200);
    const refused = body.responses.filter((each: { status: number }) => each.status === 429);
    assert.equal(refused.length, 2);
    assert.equal(refused[0].headers['Retry-After'], '10');
  });

  it('has no limits unless told', async () => {
    const tenant = await fixture.start({ now });
    for (let n = 0; n < 8; n += 1) assert.equal((await ask(tenant, report)).status, 200);
  });

  it('waits as long as the latency option says', async () => {
    const waits: number[] = [];
    const tenant = await fixture.start({ latencyMs: 200, sleep: async (ms) => void waits.push(ms) });
    await ask(tenant, '/v1.0/organization');
    assert.deepEqual(waits, [200]);
  });

  it('forgets page tokens after their lifetime', async () => {
    const tenant = await fixture.start({ now, pageSize: 10, pageTokenLifetimeMs: 60_000 });
    const { body } = await ask(tenant, '/v1.0/users');
    clock += 60_001;
    const late = await ask(tenant, body['@odata.nextLink']);
    assert.deepEqual([late.status, late.body.error.code], [400, 'Directory_ExpiredPageToken']);
  });

  it('shows a write to reads only after the replication delay', async () => {
    const tenant = await fixture.start({ now, replicationDelayMs: 5_000 });
    const path = '/beta/users/bob.lavoie@borealis.example/authentication/requirements';
    assert.equal((await ask(tenant, path, { method: 'PATCH', body: { perUserMfaState: 'enforced' } })).status, 204);
    assert.equal((await ask(tenant, path)).body.perUserMfaState, 'disabled');
    clock += 5_000;
    assert.equal((await ask(tenant, path)).body.perUserMfaState, 'enforced');
  });
});
