import assert from 'node:assert/strict';
import type { AccountReport, Report } from '../../src/engine/index.js';
import { judge } from '../../src/findings/index.js';
import { createGraph, readSnapshot } from '../../src/graph/index.js';
import type { DemoTenant, DemoTenantOptions } from '../../src/demo/index.js';
import { groupId } from '../../src/demo/seed/groups.js';
import { locations } from '../../src/demo/seed/locations.js';
import { accountId } from '../../src/demo/seed/people/index.js';
import { policyId } from '../../src/demo/seed/policyShape.js';
import { showcases } from './showcases.js';
import { ask, Fixture } from './support.js';

/** The product's own scan, over HTTP, on a clock that doesn't make anybody wait. */
async function scan(tenant: DemoTenant): Promise<Report> {
  let clock = Date.UTC(2026, 10, 23, 13);
  const graph = createGraph({
    baseUrl: tenant.baseUrl,
    getToken: async () => tenant.token,
    now: () => clock,
    sleep: async (ms) => {
      clock += ms;
    },
  });
  return judge(await readSnapshot(graph, { isDemo: true }));
}

const accountOf = (report: Report, key: string): AccountReport => report.accounts.find(({ id }) => id === accountId(key))!;

describe('demo tenant: what a scan says', () => {
  const fixture = new Fixture();
  let report: Report;
  before(async () => {
    report = await scan(await fixture.start());
  });
  after(() => fixture.end());

  it('reads everything', () => {
    assert.deepEqual(report.unavailable, []);
    assert.equal(report.complete, true);
    assert.equal(report.tenant.displayName, 'Boréalis Services Gérés');
  });

  it('finds most accounts compliant and the gaps of the thread', () => {
    assert.deepEqual(report.summary, { accounts: 250, compliant: 212, nonCompliant: 25, unknown: 3, blocked: 10 });
  });

  for (const { key, verdict, findings, from } of showcases) {
    it(`${key}: ${[verdict, ...findings].join(' ')}`, () => {
      const account = accountOf(report, key);
      assert.equal(account.verdict, verdict);
      assert.deepEqual(account.findings.map(({ id }) => id).toSorted(), findings.toSorted());
      if (from !== undefined)
        assert.ok([account.witness!.location].flat().includes(locations.find((each) => each.displayName === from)!.id));
    });
  }

  it('has every account with a gap among the showcases', () => {
    const shown = new Set(showcases.map(({ key }) => accountId(key)));
    const forgotten = report.accounts.filter(({ id, verdict }) => !shown.has(id) && verdict !== 'compliant' && verdict !== 'blocked');
    assert.deepEqual(
      forgotten.map(({ userPrincipalName }) => userPrincipalName),
      [],
    );
  });
});

describe('demo tenant: writes change what scans say', () => {
  let fixture: Fixture;
  beforeEach(() => {
    fixture = new Fixture();
  });
  afterEach(() => fixture.end());

  const start = (options: Partial<DemoTenantOptions> = {}) => fixture.start(options);

  it('out of the nested exclusion group', async () => {
    const tenant = await start();
    await ask(tenant, `/v1.0/groups/${groupId('ticketing')}/members/${accountId('ticketSync')}/$ref`, { method: 'DELETE' });
    assert.equal(accountOf(await scan(tenant), 'ticketSync').verdict, 'compliant');
  });

  it('a location exclusion dropped, a report-only policy switched on', async () => {
    const tenant = await start();
    const policies = '/v1.0/identity/conditionalAccess/policies';
    await ask(tenant, `${policies}/${policyId('CA002')}`, {
      method: 'PATCH',
      body: { conditions: { locations: { excludeLocations: [] } } },
    });
    await ask(tenant, `${policies}/${policyId('CA018')}`, { method: 'PATCH', body: { state: 'enabled' } });
    const report = await scan(tenant);
    for (const key of ['carl', 'luc', 'josee', 'billing']) assert.equal(accountOf(report, key).verdict, 'compliant', key);
  });

  it('per-user MFA enforced', async () => {
    const tenant = await start();
    await ask(tenant, `/beta/users/${accountId('scanner')}/authentication/requirements`, {
      method: 'PATCH',
      body: { perUserMfaState: 'enforced' },
    });
    assert.equal(accountOf(await scan(tenant), 'scanner').verdict, 'compliant');
  });

  it('without a licence or a permission nobody becomes compliant', async () => {
    const whole = await scan(await start());
    for (const options of [
      { licence: 'none' as const },
      { deniedPermissions: ['Policy.Read.All'] },
      { deniedPermissions: ['GroupMember.Read.All'] },
    ]) {
      const part = await scan(await start(options));
      const gained = part.accounts.filter(
        ({ id, verdict }) => verdict === 'compliant' && whole.accounts.find((each) => each.id === id)!.verdict !== 'compliant',
      );
      assert.deepEqual(gained, []);
      assert.notEqual(part.unavailable.length, 0);
    }
  });
});
