import assert from 'node:assert/strict';
import { otherPersonas, type DemoTenant, type DemoTenantOptions } from '../../src/demo/index.js';
import { groupId } from '../../src/demo/seed/groups.js';
import { accountId } from '../../src/demo/seed/people/index.js';
import { policyId } from '../../src/demo/seed/policyShape.js';
import type { Snapshot, TenantEdit } from '../../src/engine/index.js';
import { createGraph, createResolver, createSettings, isReached, readSnapshot, type Graph, type SettingChange } from '../../src/graph/index.js';
import { all, ask, Fixture } from '../demo/support.js';
import { VirtualClock } from './harness.js';

const POLICIES = '/v1.0/identity/conditionalAccess/policies';
const CA001 = policyId('CA001');

/** Paced by a clock of its own: Conditional Access would cost a second a request. */
function graphOf(tenant: DemoTenant, token = tenant.token): Graph {
  const { now, sleep } = new VirtualClock();
  return createGraph({ baseUrl: tenant.baseUrl, getToken: () => Promise.resolve(token), now, sleep });
}

/** All that the writer can change, as Graph tells it; not when it was changed. */
async function state(tenant: DemoTenant): Promise<string> {
  const policies = (await all(tenant, POLICIES, { Prefer: 'include-unknown-enum-members' })).map((policy) => ({ ...policy, modifiedDateTime: '' }));
  const defaults = (await ask(tenant, '/v1.0/policies/identitySecurityDefaultsEnforcementPolicy')).body;
  const states = await all(tenant, '/v1.0/users?$top=999&$select=id,perUserMfaState');
  const members = await Promise.all(['ticketing', 'interns', 'mfaExceptions'].map((key) => all(tenant, `/v1.0/groups/${groupId(key as 'interns')}/members?$select=id`)));
  return JSON.stringify({ policies, defaults, states, members });
}

const KINDS: Record<string, TenantEdit[]> = {
  'a policy switched on': [{ kind: 'setPolicyState', policyId: policyId('CA018'), state: 'enabled' }],
  'an account no longer excluded': [{ kind: 'dropExclusion', policyId: CA001, dimension: 'users', entry: accountId('marcAndre') }],
  'guests no longer excluded': [{ kind: 'dropExclusion', policyId: CA001, dimension: 'guests' }],
  'a location no longer excluded': [{ kind: 'dropExclusion', policyId: policyId('CA002'), dimension: 'locations' }],
  'a location excluded where there was none': [{ kind: 'excludeLocation', policyId: CA001, locationId: 'AllTrusted' }],
  'a group and an account excluded': [
    { kind: 'excludeGroup', policyId: CA001, groupId: groupId('ticketing') }, { kind: 'excludeUser', policyId: CA001, accountId: accountId('bob') },
  ],
  'every condition of a policy widened': (['locations', 'applications', 'clients', 'platforms', 'risks', 'devices'] as const)
    .map((dimension) => ({ kind: 'widenScope', policyId: policyId('CA002'), dimension })),
  'a member taken out': [{ kind: 'removeFromGroup', groupId: groupId('mfaExceptions'), accountId: accountId('ticketSync') }],
  'a member added': [{ kind: 'addToGroup', groupId: groupId('interns'), accountId: accountId('bob') }],
  'per-user MFA': [{ kind: 'setPerUserMfa', accountId: accountId('chloe'), state: 'enforced' }],
};

describe('settings of the demo tenant', () => {
  let fixture: Fixture;
  let tenant: DemoTenant;
  let snapshot: Snapshot;
  const start = async (options: Partial<DemoTenantOptions> = {}): Promise<Graph> => {
    tenant = await fixture.start(options);
    const graph = graphOf(tenant);
    snapshot = await readSnapshot(graph);
    return graph;
  };
  beforeEach(() => {
    fixture = new Fixture();
  });
  afterEach(() => fixture.end());

  const afters = (changes: SettingChange[]) => changes.map(({ ref, after }) => ({ ref, value: after }));
  const befores = (changes: SettingChange[]) => changes.map(({ ref, before }) => ({ ref, value: before }));

  it('are written, read back and undone to the byte, each kind', async () => {
    const graph = await start();
    const settings = createSettings(graph);
    for (const [name, edits] of Object.entries(KINDS)) {
      const before = await state(tenant);
      const { changes, impossible } = await createResolver(graph).resolve(snapshot, edits);
      assert.ok(changes.length > 0, name);
      const outcomes = await settings.write(afters(changes));
      assert.deepEqual(outcomes.map(({ status }) => status), changes.map(() => 'written'), `${name}: ${JSON.stringify([outcomes, impossible])}`);
      const now = await settings.read(changes);
      changes.forEach(({ ref, after }, index) => assert.ok('value' in now[index]! && isReached(ref, after, now[index].value), `${name} was not read back`));
      assert.notEqual(await state(tenant), before, name);
      assert.ok((await settings.write(befores(changes))).every(({ status }) => status === 'written'));
      assert.equal(await state(tenant), before, `${name} was not undone`);
    }
  });

  it('go from Conditional Access to security defaults and back', async () => {
    const graph = await start();
    const settings = createSettings(graph);
    const before = await state(tenant);
    const off = snapshot.policies!.filter(({ state: each }) => each === 'enabled').map(({ id }): TenantEdit => ({ kind: 'setPolicyState', policyId: id, state: 'disabled' }));
    const policies = await createResolver(graph).resolve(snapshot, off);
    await settings.write(afters(policies.changes));
    const defaults = await createResolver(graph).resolve(snapshot, [{ kind: 'setSecurityDefaults', enabled: true }]);
    assert.deepEqual((await settings.write(afters(defaults.changes))).map(({ status }) => status), ['written']);
    assert.deepEqual(await settings.read(defaults.changes), [{ value: true }]);
    const [refused] = await settings.write(befores(policies.changes.slice(0, 1)));
    assert.ok(refused!.status === 'refused' && /while security defaults are on/.test(refused!.mend));
    await settings.write([...befores(defaults.changes), ...befores(policies.changes)]);
    assert.equal(await state(tenant), before);
  });

  it('drop every alternative to MFA of every policy that has one, and take that back', async () => {
    const graph = await start();
    const settings = createSettings(graph);
    const before = await state(tenant);
    const edits = snapshot.policies!.map(({ id }): TenantEdit => ({ kind: 'requireMfa', policyId: id }));
    const { changes } = await createResolver(graph).resolve(snapshot, edits);
    assert.ok(changes.length > 4);
    for (const change of changes) {
      const [done] = await settings.write(afters([change]));
      assert.equal(done!.status, 'written', `${change.text}: ${JSON.stringify(done)}`);
      await settings.write(befores([change]));
    }
    assert.equal(await state(tenant), before);
  });

  it('count as written where they are so already', async () => {
    const settings = createSettings(await start());
    const isIn = { ref: { kind: 'membership', groupId: groupId('ticketing'), accountId: accountId('ticketSync') }, value: true } as const;
    const isOut = { ref: { kind: 'membership', groupId: groupId('ticketing'), accountId: accountId('bob') }, value: false } as const;
    assert.deepEqual((await settings.write([isIn, isOut])).map(({ status }) => status), ['written', 'written']);
  });

  it('of twenty accounts take one request to write and one to read', async () => {
    const graph = await start();
    const settings = createSettings(graph);
    const members = snapshot.groups.get(groupId('contractors'))!.members!;
    const twenty = snapshot.accounts.filter((_, position) => !members.has(position)).slice(0, 20);
    const targets = twenty.map(({ id }) => ({ ref: { kind: 'membership', groupId: groupId('contractors'), accountId: id } as const, value: true, before: false }));
    const sent = graph.requests;
    assert.ok((await settings.write(targets)).every(({ status }) => status === 'written'));
    assert.equal(graph.requests - sent, 1);
    assert.ok((await settings.read(targets)).every((each) => 'value' in each && each.value === true));
    assert.equal(graph.requests - sent, 2);
  });

  it('tell what Graph says, while a write is still on its way', async () => {
    let now = new Date('2026-11-23T06:00:00Z');
    const settings = createSettings(await start({ replicationDelayMs: 5_000, now: () => now }));
    const target = { ref: { kind: 'perUserMfa', accountId: accountId('chloe') }, value: 'enforced', before: 'disabled' } as const;
    assert.equal((await settings.write([target]))[0]!.status, 'written');
    assert.deepEqual(await settings.read([target]), [{ value: 'disabled' }]);
    now = new Date('2026-11-23T06:00:06Z');
    assert.deepEqual(await settings.read([target]), [{ value: 'enforced' }]);
  });

  it('are refused to who may not, with the permission and the role it takes', async () => {
    await start();
    const settings = createSettings(graphOf(tenant, tenant.tokenFor(otherPersonas.helpdesk.aadObjectId)));
    const outcomes = await settings.write([
      { ref: { kind: 'policy', policyId: CA001 }, value: { state: 'disabled' } },
      { ref: { kind: 'membership', groupId: groupId('interns'), accountId: accountId('bob') }, value: true },
      { ref: { kind: 'perUserMfa', accountId: accountId('bob') }, value: 'enforced' },
      { ref: { kind: 'securityDefaults' }, value: false },
    ]);
    const expected = [
      ['Policy.ReadWrite.ConditionalAccess', 'Conditional Access Administrator'], ['GroupMember.ReadWrite.All', 'Groups Administrator'],
      ['Policy.ReadWrite.AuthenticationMethod', 'Authentication Policy Administrator'], ['Policy.ReadWrite.SecurityDefaults', 'Conditional Access Administrator'],
    ];
    outcomes.forEach((outcome, index) => {
      assert.ok(outcome.status === 'refused' && outcome.code === 'Authorization_RequestDenied');
      for (const word of expected[index]!) assert.ok(outcome.mend.includes(`\`${word}`) || outcome.mend.includes(word), outcome.mend);
      assert.ok(outcome.requestId);
    });
  });

  it('keep security defaults and Conditional Access apart, and say so', async () => {
    const settings = createSettings(await start());
    const [refused] = await settings.write([{ ref: { kind: 'securityDefaults' }, value: true }]);
    assert.ok(refused!.status === 'refused' && /can't be on beside enabled Conditional Access policies; switch those off first/.test(refused!.mend));
  });

  it('say which of several went wrong', async () => {
    const settings = createSettings(await start());
    const [gone, fine, synced] = await settings.write([
      { ref: { kind: 'perUserMfa', accountId: 'nobody' }, value: 'enforced' },
      { ref: { kind: 'perUserMfa', accountId: accountId('chloe') }, value: 'enforced' },
      { ref: { kind: 'membership', groupId: groupId('auroreMigration'), accountId: accountId('bob') }, value: true },
    ]);
    assert.equal(fine!.status, 'written');
    assert.ok(gone!.status === 'refused' && /gone \(404/.test(gone!.mend));
    assert.ok(synced!.status === 'refused' && /synchronised from on premises/.test(synced!.mend));
    const reads = await settings.read([
      { ref: { kind: 'perUserMfa', accountId: 'nobody' }, before: 'disabled' }, { ref: { kind: 'policy', policyId: 'none' }, before: { state: '' } },
      { ref: { kind: 'membership', groupId: 'none', accountId: accountId('bob') }, before: true }, { ref: { kind: 'securityDefaults' }, before: false },
    ]);
    assert.ok('error' in reads[0]! && reads[0].error.isNotFound);
    assert.ok('error' in reads[1]! && reads[1].error.isNotFound);
    assert.deepEqual(reads.slice(2), [{ value: false }, { value: false }]);
  });
});
