import assert from 'node:assert/strict';
import { otherPersonas } from '../../../src/demo/index.js';
import type { TenantEdit } from '../../../src/engine/index.js';
import { approvePlan, confirmPlan, lookAtPlan, proposeTenantChange, proposeUndo, withdrawPlan, type EnforceParts, type PlanState } from '../../../src/flows/index.js';
import { dana, EnforceWorld, etienne, maria, planIn, pressing, priya, refusalIn, scanOf, textOf } from './world.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const guest = pressing(otherPersonas.guest);

describe('confirming', function () {
  this.timeout(60_000);
  let world: EnforceWorld;
  beforeEach(async () => (world = await EnforceWorld.begin()));
  afterEach(() => world.end());

  const nothingWritten = async (): Promise<void> => {
    await world.proxy.idle();
    assert.deepEqual(world.proxy.taken, []);
    assert.ok(!(await world.events()).some((event) => event.startsWith('step.')));
  };
  const written = (times: number): void => assert.equal(world.proxy.taken.length, times);
  const plansMade = async (): Promise<number> => (await world.plans.recent({ since: '2020-01-01T00:00:00Z', limit: 100 })).length;
  /** Somebody else takes an account out of a group, beside the bot. */
  async function somebodyElseMends(id: string): Promise<void> {
    const { ref } = (await world.record(id)).steps[0]!.change as { ref: { groupId: string; accountId: string } };
    await world.request('DELETE', `/groups/${ref.groupId}/members/${ref.accountId}/$ref`);
  }

  const strangers = {
    'another admin': [etienne, /Only Dana Whitfield can confirm plan \d+/], 'a helpdesk admin': [priya, /changing the tenant needs one of these roles active/],
    'a reader': [maria, /You may look/], 'a guest': [guest, /Guests can't change anything/],
    'the same person of another tenant': [{ ...dana, tenantId: '11111111-1111-4111-8111-111111111111' }, /another tenant/],
    'nobody the channel vouches for': [{ personId: dana.personId, conversationId: 'chat-1', tenantId: dana.tenantId! }, /can't tell who you are/],
    'the same person in another conversation': [{ ...dana, conversationId: 'chat-9' }, /belongs to another conversation/],
  } as const;
  for (const [who, [person, because]] of Object.entries(strangers)) {
    it(`is refused to ${who}, and the log says so`, async () => {
      const { id } = await world.propose(['bob.lavoie']);
      assert.match(refusalIn(await confirmPlan(world.parts(), person, id)), because);
      const [row] = (await world.rows()).slice(-1);
      assert.deepEqual([row!.event, row!.subject['plan']], ['plan.refused', id]);
      await nothingWritten();
      assert.equal((await world.record(id)).status, 'proposed');
    });
  }

  it('of a plan that nobody made is refused, whatever its id looks like', async () => {
    for (const id of ['', '41', "' or 1=1", '20000000-0000-4000-8000-00000000dead', 'x'.repeat(5_000)]) {
      assert.match(refusalIn(await confirmPlan(world.parts(), dana, id)), /I know no such plan/);
    }
    await nothingWritten();
  });

  it('a preview of another tenant of the same database is unknown', async () => {
    const { id } = await world.propose(['bob.lavoie']);
    const parts = world.parts({ plans: Promise.resolve(world.store.plans('elsewhere')), audit: Promise.resolve(world.store.audit('elsewhere')) });
    refusalIn(await confirmPlan(parts, dana, id));
    await nothingWritten();
  });

  it('after a quarter of an hour gives a new preview, which can be confirmed; the old one can\'t', async () => {
    const old = await world.propose(['bob.lavoie']);
    world.clock.time += 15 * MINUTE;
    const anew = planIn(await confirmPlan(world.parts(), dana, old.id));
    await nothingWritten();
    assert.deepEqual([anew.status, anew.id === old.id, (await world.record(old.id)).status], ['proposed', false, 'superseded']);
    assert.match(textOf(anew), /older than a quarter of an hour/);
    assert.equal(planIn(await confirmPlan(world.parts(), dana, old.id)).status, 'superseded');
    assert.equal(planIn(await confirmPlan(world.parts(), dana, anew.id)).status, 'finished');
    written(1);
  });

  it('pressed twice, an hour later, and after the undo: writes once, and the card goes on telling what came of it', async () => {
    const done = await world.confirmed(['bob.lavoie']);
    const again = planIn(await confirmPlan(world.parts(), dana, done.id));
    assert.equal(textOf(again), textOf(done));
    world.clock.time += HOUR;
    assert.match(textOf(planIn(await confirmPlan(world.parts(), dana, done.id))), /^Done:[^]*Compliant now/);
    written(1);
    await world.agrees(done.id, done);
    const undo = planIn(await proposeUndo(world.parts(), world.scan, dana, done.id));
    planIn(await confirmPlan(world.parts(), dana, undo.id));
    written(2);
    const afterUndo = planIn(await confirmPlan(world.parts(), dana, done.id));
    assert.deepEqual([afterUndo.undoneBy, afterUndo.undoableUntil], [undo.number, undefined]);
    written(2);
  });

  it('pressed five times at once writes once, and makes no second plan', async () => {
    const { id } = await world.propose(['bob.lavoie', 'carl.nguyen']);
    const parts = world.parts();
    const outcomes = await Promise.all(Array.from({ length: 5 }, () => confirmPlan(parts, dana, id)));
    written(2);
    assert.deepEqual(new Set(outcomes.map((outcome) => planIn(outcome).id)), new Set([id]));
    assert.equal(await plansMade(), 1);
    await world.agrees(id);
    assert.equal((await world.events()).filter((event) => event === 'plan.confirmed').length, 1);
  });

  it('after somebody else changed the tenant: a new preview that says so, and nothing written', async () => {
    const { id } = await world.propose(['bob.lavoie', 'carl.nguyen']);
    await somebodyElseMends(id);
    const anew = planIn(await confirmPlan(world.parts(), dana, id));
    await nothingWritten();
    assert.match(textOf(anew), /The tenant has changed since the preview/);
    assert.deepEqual([anew.content.rows.length, anew.content.heldBack.map(({ because }) => because)], [1, ['It is compliant already: MFA is required at every sign-in.']]);
    assert.equal(planIn(await confirmPlan(world.parts(), dana, anew.id)).status, 'finished');
    written(1);
  });

  it('pressed five times at once after the tenant moved makes one new preview', async () => {
    const { id } = await world.propose(['bob.lavoie', 'carl.nguyen']);
    await somebodyElseMends(id);
    const parts = world.parts();
    await Promise.all(Array.from({ length: 5 }, () => confirmPlan(parts, dana, id)));
    await nothingWritten();
    assert.equal(await plansMade(), 2);
  });

  it('after a withdrawal does nothing; by nobody else can a preview be withdrawn', async () => {
    const { id } = await world.propose(['bob.lavoie']);
    assert.match(refusalIn(await withdrawPlan(world.parts(), etienne, id)), /Only Dana Whitfield can withdraw/);
    refusalIn(await withdrawPlan(world.parts(), maria, id));
    assert.equal(planIn(await withdrawPlan(world.parts(), dana, id)).status, 'withdrawn');
    assert.match(textOf(planIn(await confirmPlan(world.parts(), dana, id))), /was withdrawn[^]*Nothing was changed/);
    await nothingWritten();
  });

  it('at the same moment as a withdrawal: one of the two, and the other is told', async () => {
    for (let round = 0; round < 3; round += 1) {
      const { id } = await world.propose([['bob.lavoie', 'carl.nguyen', 'anna.kowalska'][round]!]);
      const before = world.proxy.taken.length;
      await Promise.all([withdrawPlan(world.parts(), dana, id), confirmPlan(world.parts(), dana, id)]);
      const { status } = await world.record(id);
      assert.equal(world.proxy.taken.length - before, status === 'finished' ? 1 : 0);
      assert.ok(['finished', 'withdrawn'].includes(status), status);
    }
  });

  describe('with a second person', () => {
    const approving = (change: Partial<EnforceParts> = {}): EnforceParts => world.parts({ approvals: 'on', ...change });
    async function waiting(names: string[], parts = approving({ approvalAbove: 0 })): Promise<PlanState> {
      const { id } = await world.propose(names, parts);
      const state = planIn(await confirmPlan(parts, dana, id));
      assert.equal(state.status, 'awaitingApproval');
      return state;
    }
    const because = async (names: string[], parts: EnforceParts): Promise<string | undefined> => (await world.propose(names, parts)).content.approvalBecause;

    it('is needed above the limit, for admins and for the whole tenant', async () => {
      assert.equal(await because(['bob.lavoie', 'carl.nguyen'], approving({ approvalAbove: 2 })), undefined);
      assert.match((await because(['bob.lavoie', 'carl.nguyen'], approving({ approvalAbove: 1 })))!, /more than 1 account/);
      assert.match((await because(['marc-andre.vaillancourt'], approving()))!, /Marc-André Vaillancourt` holds an admin role/);
      assert.equal(await because(['marc-andre.vaillancourt'], approving({ approvals: 'off' })), undefined);
      const policyId = world.scan.snapshot.policies!.find(({ state }) => state === 'enabledForReportingButNotEnforced')!.id;
      const edits: TenantEdit[] = [{ kind: 'setPolicyState', policyId, state: 'enabled' }];
      assert.match(planIn(await proposeTenantChange(approving(), world.scan, dana, edits)).content.approvalBecause!, /tenant-wide/);
    });

    it('is not asked for where there is only one who could press, and is where nobody knows', async () => {
      const alone = scanOf({ ...world.scan.snapshot, roleAssignments: world.scan.snapshot.roleAssignments!.filter(({ principalId }) => principalId === dana.accountId) });
      const unknown = scanOf({ ...world.scan.snapshot, roleAssignments: undefined });
      const known = world.scan;
      world.scan = alone;
      assert.equal(await because(['bob.lavoie'], approving({ approvalAbove: 0 })), undefined);
      world.scan = unknown;
      const { authority } = approving();
      assert.equal(await authority.enforcers(), undefined);
      world.scan = known;
      assert.ok(await because(['bob.lavoie'], approving({ approvalAbove: 0, authority })));
    });

    it('is written with the second person\'s rights, and names both', async () => {
      const { id } = await waiting(['bob.lavoie']);
      await nothingWritten();
      const done = planIn(await approvePlan(approving(), etienne, id));
      await world.agrees(id, done);
      assert.match(textOf(done), /^Done:[^]*asked for by Dana Whitfield, approved by Étienne Gauthier/);
      assert.deepEqual((await world.rows()).filter(({ event }) => /confirmed|approved/.test(event)).map(({ event, actor }) => `${event} ${actor.name}`), ['plan.confirmed Dana Whitfield', 'plan.approved Étienne Gauthier']);
    });

    it('who isn\'t the first one, and holds the right', async () => {
      const { id } = await waiting(['bob.lavoie']);
      assert.match(refusalIn(await approvePlan(approving(), dana, id)), /that can't be you/);
      for (const person of [priya, maria, guest, { ...etienne, tenantId: 'elsewhere' }]) refusalIn(await approvePlan(approving(), person, id));
      assert.equal(planIn(await confirmPlan(approving(), dana, id)).status, 'awaitingApproval', 'a second press is no approval');
      await nothingWritten();
    });

    it('can\'t approve what wasn\'t confirmed', async () => {
      const { id } = await world.propose(['bob.lavoie'], approving({ approvalAbove: 0 }));
      assert.equal(planIn(await approvePlan(approving(), etienne, id)).status, 'proposed');
      await nothingWritten();
    });

    it('declines, the first one takes it back, and neither can be approved afterwards', async () => {
      const declined = await waiting(['bob.lavoie']);
      assert.equal(planIn(await withdrawPlan(approving(), etienne, declined.id)).status, 'declined');
      const withdrawn = await waiting(['bob.lavoie']);
      assert.equal(planIn(await withdrawPlan(approving(), dana, withdrawn.id)).status, 'withdrawn');
      for (const { id } of [declined, withdrawn]) await approvePlan(approving(), etienne, id);
      await nothingWritten();
    });

    it('who approves and declines, or approves five times, at the same moment gets one of it', async () => {
      const { id } = await waiting(['bob.lavoie']);
      await Promise.all([withdrawPlan(approving(), dana, id), ...Array.from({ length: 5 }, () => approvePlan(approving(), etienne, id))]);
      const { status } = await world.record(id);
      written(status === 'finished' ? 1 : 0);
      const other = await waiting(['carl.nguyen']);
      const before = world.proxy.taken.length;
      await Promise.all(Array.from({ length: 5 }, () => approvePlan(approving(), etienne, other.id)));
      written(before + 1);
      await world.agrees(other.id);
    });

    it('has a day', async () => {
      const { id } = await waiting(['bob.lavoie']);
      world.clock.time += 23 * HOUR;
      assert.equal(planIn(await lookAtPlan(approving(), id)).status, 'awaitingApproval');
      world.clock.time += HOUR;
      assert.equal(planIn(await approvePlan(approving(), etienne, id)).status, 'expired');
      await nothingWritten();
    });

    it('gets a new preview in the first one\'s name where the tenant moved meanwhile', async () => {
      const { id } = await waiting(['bob.lavoie', 'carl.nguyen']);
      await somebodyElseMends(id);
      const anew = planIn(await approvePlan(approving({ approvalAbove: 0 }), etienne, id));
      await nothingWritten();
      assert.deepEqual([anew.status, anew.requestedBy.name, (await world.record(anew.id)).conversationId], ['proposed', 'Dana Whitfield', 'chat-1']);
      assert.match(refusalIn(await confirmPlan(approving(), etienne, anew.id)), /Only Dana/);
    });
  });
});

describe('confirming with the person\'s own rights', function () {
  this.timeout(60_000);
  let world: EnforceWorld;
  beforeEach(async () => (world = await EnforceWorld.begin({ delegated: true })));
  afterEach(() => world.end());
  const signedIn = { ...dana, ownToken: () => Promise.resolve({ kind: 'token' as const, token: world.demo.tokenFor(dana.accountId!) }) };

  it('asks to sign in first, and goes on with the same plan', async () => {
    const { id } = await world.propose(['bob.lavoie']);
    assert.deepEqual(await confirmPlan(world.parts(), { ...dana, ownToken: () => Promise.resolve({ kind: 'signIn' }) }, id), { kind: 'signIn', planId: id });
    assert.match(refusalIn(await confirmPlan(world.parts(), dana, id)), /OAUTH_CONNECTION_NAME/);
    assert.match(refusalIn(await confirmPlan(world.parts(), { ...dana, ownToken: () => Promise.resolve({ kind: 'refused', because: 'consent was declined' }) }, id)), /consent was declined/);
    assert.deepEqual([world.proxy.taken.length, (await world.record(id)).status], [0, 'proposed']);
    const done = planIn(await confirmPlan(world.parts(), signedIn, id));
    await world.agrees(id, done);
    assert.equal(done.steps[0]!.status, 'effective');
  });

  it('whoever lacks the role in Entra is told so by Graph, and nothing is done', async () => {
    const { id } = await world.propose(['bob.lavoie']);
    const poor = { ...dana, ownToken: () => Promise.resolve({ kind: 'token' as const, token: world.demo.tokenFor(maria.accountId!) }) };
    const state = planIn(await confirmPlan(world.parts(), poor, id));
    assert.match(textOf(state), /^Not done:[^]*the role `Groups Administrator`/);
    await world.agrees(id, state);
  });
});
