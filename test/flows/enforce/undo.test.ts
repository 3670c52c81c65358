import assert from 'node:assert/strict';
import { confirmPlan, lookAtPlan, proposeTenantChange, proposeUndo, type PlanState } from '../../../src/flows/index.js';
import type { Snapshot } from '../../../src/engine/index.js';
import { essence } from '../../graph/harness.js';
import { changeOf } from './agreement.js';
import { dana, EnforceWorld, etienne, maria, planIn, refusalIn, scanOf, textOf } from './world.js';

const DAY = 86_400_000;

describe('undoing', function () {
  this.timeout(60_000);
  let world: EnforceWorld;
  beforeEach(async () => (world = await EnforceWorld.begin()));
  afterEach(() => world.end());

  const proposed = async (id: string): Promise<PlanState> => planIn(await proposeUndo(world.parts(), world.scan, dana, id));
  const undone = async (id: string): Promise<PlanState> => planIn(await confirmPlan(world.parts(), dana, (await proposed(id)).id));
  const policies = async (): Promise<unknown> => {
    const response = await fetch(`${world.demo.baseUrl}/v1.0/identity/conditionalAccess/policies`, { headers: { authorization: `Bearer ${world.demo.token}` } });
    const { value } = (await response.json()) as { value: { modifiedDateTime: unknown }[] };
    return value.map((policy) => ({ ...policy, modifiedDateTime: undefined }));
  };
  const tenant = async (): Promise<unknown> => {
    const snapshot = (await world.read()) as Snapshot;
    return essence({ ...snapshot, policies: snapshot.policies!.map((policy) => ({ ...policy, modifiedDateTime: undefined })) });
  };
  async function put(step: PlanState, accountId: string): Promise<void> {
    const ref = (await world.record(step.id)).steps.map(changeOf).map((each) => each.ref).find((each) => each.kind === 'membership' && each.accountId === accountId);
    assert.ok(ref?.kind === 'membership');
    await world.request('POST', `/groups/${ref.groupId}/members/$ref`, { '@odata.id': `${world.demo.baseUrl}/v1.0/directoryObjects/${accountId}` });
  }

  it('puts memberships and policies back as they were, to the byte', async () => {
    const before = [await policies(), await tenant()];
    const done = await world.confirmed(['marc-andre.vaillancourt', 'bob.lavoie', 'svc-ticketsync', 'raymond.cloutier']);
    assert.notDeepEqual([await policies(), await tenant()], before);
    world.scan = scanOf(await world.read());
    world.proxy.heal();
    const preview = await proposed(done.id);
    assert.match(textOf(preview), /Undo plan \d+[^]*4 accounts can sign in without MFA again afterwards/);
    const undo = planIn(await confirmPlan(world.parts(), dana, preview.id));
    assert.deepEqual([await policies(), await tenant()], before);
    await world.agrees(undo.id, undo);
    assert.deepEqual([...new Set(Object.values(undo.verdicts))], ['nonCompliant']);
    assert.equal(planIn(await lookAtPlan(world.parts(), done.id)).undoneBy, undo.number);
  });

  it('puts a policy\'s state back', async () => {
    const before = await policies();
    const policyId = world.scan.snapshot.policies!.find(({ state }) => state === 'enabledForReportingButNotEnforced')!.id;
    const { id } = planIn(await proposeTenantChange(world.parts(), world.scan, dana, [{ kind: 'setPolicyState', policyId, state: 'enabled' }]));
    planIn(await confirmPlan(world.parts(), dana, id));
    assert.notDeepEqual(await policies(), before);
    await undone(id);
    assert.deepEqual(await policies(), before);
  });

  it('leaves alone what somebody changed since, and says what', async () => {
    const done = await world.confirmed(['marc-andre.vaillancourt']);
    const { ref } = changeOf((await world.record(done.id)).steps[0]!);
    assert.ok(ref.kind === 'policy');
    await world.request('PATCH', `/identity/conditionalAccess/policies/${ref.policyId}`, { conditions: { users: { includeUsers: ['All'], excludeUsers: [dana.accountId] } } });
    const writes = world.proxy.taken.length;
    assert.match(refusalIn(await proposeUndo(world.parts(), world.scan, dana, done.id)), /somebody has changed it since \(.*excludeUsers.*\)/);
    assert.equal(world.proxy.taken.length, writes);
  });

  it('puts back in part what can be, and tells the rest', async () => {
    const [bob, carl] = world.ids('bob.lavoie', 'carl.nguyen');
    const done = await world.confirmed(['bob.lavoie', 'carl.nguyen']);
    await put(done, bob!);
    const preview = await proposed(done.id);
    assert.deepEqual([preview.steps.length, preview.content.rows.map(({ account }) => account.id)], [1, [carl]]);
    assert.match(preview.content.warnings.join(), /Bob Lavoie.*as it was before already/);
    const undo = planIn(await confirmPlan(world.parts(), dana, preview.id));
    await world.agrees(undo.id, undo);
  });

  it('of a write that never took effect has nothing to put back', async () => {
    world.proxy.next({ kind: 'lost' });
    const sent = await world.confirmed(['bob.lavoie']);
    assert.match(refusalIn(await proposeUndo(world.parts(), world.scan, dana, sent.id)), /Nothing of plan \d+ can be put back\. .*as it was before already/);
  });

  it('that moved between its preview and its confirm is asked for again', async () => {
    const done = await world.confirmed(['bob.lavoie']);
    const preview = await proposed(done.id);
    await put(done, world.account('bob.lavoie').id);
    assert.match(refusalIn(await confirmPlan(world.parts(), dana, preview.id)), /Ask for the undo again/);
  });

  it('has thirty days', async () => {
    const done = await world.confirmed(['bob.lavoie']);
    world.clock.time += 30 * DAY - 60_000;
    await proposed(done.id);
    world.clock.time += 60_000;
    assert.match(refusalIn(await proposeUndo(world.parts(), world.scan, dana, done.id)), /more than 30 days old/);
  });

  it('happens once: asked for again, confirmed twice, or from two previews', async () => {
    const done = await world.confirmed(['bob.lavoie']);
    const [first, second] = [await proposed(done.id), await proposed(done.id)];
    const undo = planIn(await confirmPlan(world.parts(), dana, first.id));
    assert.equal(planIn(await confirmPlan(world.parts(), dana, first.id)).id, undo.id);
    assert.match(refusalIn(await confirmPlan(world.parts(), dana, second.id)), new RegExp(`Plan ${undo.number} takes the same thing back already`));
    assert.equal((await proposed(done.id)).undoneBy, undo.number);
    assert.equal(world.proxy.taken.length, 2);
    await world.agrees(undo.id, undo);
  });

  it('of an undo is refused', async () => {
    const undo = await undone((await world.confirmed(['bob.lavoie'])).id);
    assert.equal(undo.undoableUntil, undefined);
    assert.match(refusalIn(await proposeUndo(world.parts(), world.scan, dana, undo.id)), /took another one back already/);
  });

  it('of an undo that nobody confirmed means the plan that it would take back', async () => {
    const done = await world.confirmed(['bob.lavoie']);
    const again = planIn(await proposeUndo(world.parts(), world.scan, dana, (await proposed(done.id)).id));
    assert.deepEqual([again.status, again.content.title], ['proposed', `Undo plan ${done.number}: ${done.content.title}`]);
    assert.equal((await world.record(again.id)).undoes, done.id);
  });

  it('of what was never written, or of nothing, or by somebody without the right, is refused', async () => {
    const { id } = await world.propose(['bob.lavoie']);
    assert.match(refusalIn(await proposeUndo(world.parts(), world.scan, dana, id)), /wrote nothing/);
    assert.match(refusalIn(await proposeUndo(world.parts(), world.scan, dana, 'nothing')), /no such plan/);
    const done = planIn(await confirmPlan(world.parts(), dana, id));
    refusalIn(await proposeUndo(world.parts(), world.scan, maria, done.id));
    assert.equal(planIn(await proposeUndo(world.parts(), world.scan, etienne, done.id)).requestedBy.name, 'Étienne Gauthier');
  });
});
