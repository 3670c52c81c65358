import assert from 'node:assert/strict';
import { judge } from '../../src/findings/index.js';
import type { Snapshot } from '../../src/engine/index.js';
import { GraphServer, refusal } from '../support/graphServer.js';
import { ROUTES, serveTenant } from '../support/graphTenant.js';
import { rawPolicy } from '../support/tenant.js';
import { VERDICTS, contoso } from './contoso.js';
import { essence, graphOn, scan } from './harness.js';
import { readSnapshot } from '../../src/graph/index.js';

describe('readSnapshot', () => {
  let server: GraphServer;
  before(async () => { server = await GraphServer.start(); });
  after(() => server.close());
  afterEach(() => server.verify());

  it('reads a tenant whole, so that every account gets its verdict', async () => {
    serveTenant(server, contoso(), { pageSize: 3 });
    const snapshot = await scan(server);
    assert.deepEqual(snapshot.unavailable, []);
    assert.equal(snapshot.accountsComplete, true);
    assert.deepEqual(verdicts(snapshot), VERDICTS);
    assert.deepEqual(snapshot.tenant, { id: 'tenant-contoso', displayName: 'Contoso', cloud: 'public', hasPremiumLicence: true, isDemo: false });
  });

  it('resolves groups, names and deleted groups', async () => {
    serveTenant(server, contoso(), { pageSize: 2 });
    const { groups, accounts, roleNames } = await scan(server);
    assert.deepEqual([...groups.keys()].toSorted(), ['g-admins', 'g-deleted', 'g-excluded']);
    const excluded = [...groups.get('g-excluded')!.members!].map((position) => accounts[position]!.displayName).toSorted();
    assert.deepEqual(excluded, ['enforced', 'excluded', 'excluded-twice', 'federated']);
    assert.equal(groups.get('g-excluded')!.displayName, 'Excluded');
    assert.deepEqual([groups.get('g-deleted')!.isDeleted, groups.get('g-deleted')!.members!.size], [true, 0]);
    assert.deepEqual([...roleNames.values()], ['Exchange Administrator']);
  });

  it('takes ids for the same in either case', async () => {
    const tenant = contoso();
    const groups = Object.fromEntries(Object.entries(tenant.groups as Record<string, { members: string[] }>).map(([id, group]) =>
      [id, { ...group, members: group.members.map((member) => member.toUpperCase()) }]));
    const roleAssignments = (tenant.roleAssignments as { roleDefinitionId: string }[]).map((row) => ({ ...row, roleDefinitionId: row.roleDefinitionId.toUpperCase() }));
    serveTenant(server, { ...tenant, groups: groups as never, roleAssignments: roleAssignments as never }, { pageSize: 3 });
    assert.deepEqual(verdicts(await scan(server)), VERDICTS);
  });

  it('takes the words among users for the same in either case', async () => {
    serveTenant(server, { ...contoso(), policies: [rawPolicy({ conditions: { users: { excludeUsers: ['all'] } } })] }, { pageSize: 50 });
    assert.equal(verdicts(await scan(server))['covered'], 'nonCompliant');
  });

  it('asks once for each page, sends the header that nested members need, and nothing per account', async () => {
    serveTenant(server, contoso(), { pageSize: 999 });
    const snapshot = await scan(server);
    // 12 sources, one federated domain, registration, eligibilities, names, 4 groups or what may be one, 2 home domains.
    assert.equal(snapshot.requests, 22);
    assert.equal(server.requests.length, 22);
    assert.deepEqual(server.requests.filter(({ headers }) => headers.authorization !== 'Bearer token'), []);
    assert.equal(server.asked(ROUTES.conditionalAccessPolicies)[0]!.headers.prefer, 'include-unknown-enum-members');
  });

  it('follows pages at the address they came from, also plain http on loopback', async () => {
    serveTenant(server, contoso(), { pageSize: 3, linkOrigin: server.baseUrl });
    assert.deepEqual(verdicts(await scan(server)), VERDICTS);
  });

  it('collapses rows that come twice and passes over empty pages', async () => {
    const tenant = contoso();
    serveTenant(server, { ...tenant, users: [...tenant.users.slice(0, 4), ...tenant.users] }, { pageSize: 3 });
    server.once(ROUTES.users, { body: { value: [], '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users?$skiptoken=0' } });
    const snapshot = await scan(server);
    assert.equal(snapshot.accounts.length, tenant.users.length);
    assert.deepEqual(verdicts(snapshot), VERDICTS);
  });

  it('without P1 asks for no registration report and no eligible roles, and judges all the same', async () => {
    serveTenant(server, { ...contoso(), subscribedSkus: [] }, { pageSize: 50 });
    const snapshot = await scan(server);
    assert.equal(server.asked(ROUTES.userRegistrationDetails).length + server.asked(ROUTES.roleEligibilities).length, 0);
    assert.deepEqual(snapshot.unavailable.map(({ source, reason }) => `${source} ${reason}`).toSorted(), ['roleEligibilities licence', 'userRegistrationDetails licence']);
    assert.equal(snapshot.tenant.hasPremiumLicence, false);
    assert.deepEqual(verdicts(snapshot), VERDICTS);
  });

  it('asks a licensed tenant once more that is refused for want of a licence', async () => {
    serveTenant(server, contoso(), { pageSize: 50 });
    server.once(ROUTES.userRegistrationDetails, { status: 403, body: refusal('Authentication_RequestFromNonPremiumTenantOrB2CTenant') });
    const snapshot = await scan(server);
    assert.deepEqual(snapshot.unavailable, []);
    assert.equal(snapshot.accounts.find(({ displayName }) => displayName === 'covered')!.isMfaRegistered, true);
  });

  it('offers everything but the registrations early, and leaves that snapshot alone afterwards', async () => {
    serveTenant(server, contoso(), { pageSize: 50 });
    let release!: () => void;
    const held = new Promise<void>((resolve) => { release = resolve; });
    server.once(ROUTES.userRegistrationDetails, async () => {
      await held;
      return { body: { value: contoso().registration } };
    });
    let early: Snapshot | undefined;
    const final = await readSnapshot(graphOn(server), { onPreliminary: (snapshot) => { early = snapshot; release(); } });
    assert.deepEqual(verdicts(early!), VERDICTS);
    assert.deepEqual(early!.accounts.map(({ isMfaRegistered }) => isMfaRegistered).filter((each) => each !== undefined), []);
    assert.equal(final.accounts.find(({ displayName }) => displayName === 'covered')!.isMfaRegistered, true);
  });

  it('tells how far it is', async () => {
    serveTenant(server, contoso(), { pageSize: 5 });
    const seen: { accounts: number; done: readonly string[] }[] = [];
    await scan(server, { onProgress: (progress) => seen.push(progress) });
    assert.deepEqual([...new Set(seen.map(({ accounts }) => accounts))].filter(Boolean), [5, 10, 13]);
    assert.ok(['users', 'conditionalAccessPolicies', 'groups', 'userRegistrationDetails'].every((source) => seen.at(-1)!.done.includes(source)));
  });

  it('asks for no home tenants where nothing hangs on them', async () => {
    const tenant = contoso();
    const policies = tenant.policies.slice(1);
    serveTenant(server, { ...tenant, policies, crossTenantPartners: [{ tenantId: 'tenant-quiet', inboundTrust: null }] }, { pageSize: 50 });
    await scan(server);
    assert.equal(server.asked(ROUTES.homeTenants).length, 0);
  });

  it('keeps a policy and a location it cannot make out, and says so', async () => {
    const tenant = contoso();
    serveTenant(server, { ...tenant, policies: [...tenant.policies, { id: 'odd', conditions: 'none of our business' }], namedLocations: [{ '@odata.type': '#microsoft.graph.orbitNamedLocation', id: 'orbit', displayName: 'Orbit' }] }, { pageSize: 50 });
    const snapshot = await scan(server);
    assert.equal(snapshot.policies!.length, tenant.policies.length + 1);
    assert.deepEqual(snapshot.unavailable.map(({ source }) => source).toSorted(), ['conditionalAccessPolicies', 'namedLocations']);
  });

  it('reads no locations at all where one may or may not be trusted', async () => {
    const office = { '@odata.type': '#microsoft.graph.ipNamedLocation', id: 'hq', displayName: 'HQ', isTrusted: true, ipRanges: [{ cidrAddress: '203.0.113.0/24' }] };
    for (const odd of [{ isTrusted: 'yes' }, { isTrusted: null }, { id: 7 }, { isTrusted: undefined, '@odata.type': undefined }]) {
      serveTenant(server, { ...contoso(), namedLocations: [{ ...office, ...odd }] }, { pageSize: 50 });
      const snapshot = await scan(server);
      assert.equal(snapshot.namedLocations, undefined);
      assert.equal(verdicts(snapshot)['at-the-office'], 'unknown');
    }
  });

  it('takes a trusted location whose ranges it cannot read for a gap of unknown size', async () => {
    const odd = { '@odata.type': '#microsoft.graph.ipNamedLocation', id: 'hq', displayName: 'HQ', isTrusted: true, ipRanges: [{ around: 'the block' }] };
    serveTenant(server, { ...contoso(), namedLocations: [odd] }, { pageSize: 50 });
    assert.notEqual(verdicts(await scan(server))['at-the-office'], 'compliant');
  });

  it('fails with one line and the mend where the accounts cannot be read at all', async () => {
    serveTenant(server, contoso(), { pageSize: 50 });
    server.once(ROUTES.users, { status: 403, body: refusal('Authorization_RequestDenied') });
    await assert.rejects(scan(server), { name: 'ScanError', message: /403.*grant the permission `User\.Read\.All`/ });
  });

  it('gives the same snapshot whatever the size of its pages', async () => {
    serveTenant(server, contoso(), { pageSize: 999 });
    const whole = essence(await scan(server));
    server.verify();
    serveTenant(server, contoso(), { pageSize: 1 });
    assert.deepEqual(essence(await scan(server)), whole);
  });
});

function verdicts(snapshot: Snapshot): Record<string, string> {
  return Object.fromEntries(judge(snapshot).accounts.map(({ displayName, verdict }) => [displayName, verdict]));
}
