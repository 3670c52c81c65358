import assert from 'node:assert/strict';
import { propose } from '../../../src/flows/enforce/propose.js';
import { confirmPlan, recoverPlans, type PlanState } from '../../../src/flows/index.js';
import type { SettingChange } from '../../../src/graph/index.js';
import type { Fault } from '../../support/faultProxy.js';
import { dana, EnforceWorld, planIn, refusalIn, textOf, type WorldOptions } from './world.js';

const MINUTE = 60_000;
const throttled = (retryAfter?: number): Fault => ({ kind: 'refused', status: 429, code: 'TooManyRequests', ...(retryAfter !== undefined && { retryAfter }) });
const unavailable: Fault = { kind: 'refused', status: 503, code: 'ServiceUnavailable' };
const denied: Fault = { kind: 'refused', status: 403, code: 'Authorization_RequestDenied' };

/** What is set, by a name for whom: a DELETE in a batch, a PATCH on its own. */
const KINDS = { 'a membership': 'bob.lavoie', 'a policy': 'marc-andre.vaillancourt' } as const;

describe('enforcing, and faults in mid-write', function () {
  this.timeout(60_000);
  let world: EnforceWorld;
  const begin = async (options?: WorldOptions): Promise<void> => void (world = await EnforceWorld.begin(options));
  beforeEach(() => begin());
  afterEach(() => world.end());

  async function carriedOut(name: string, faults: Fault[]): Promise<PlanState> {
    world.proxy.next(...faults);
    return world.confirmed([name]);
  }
  const statuses = ({ steps }: PlanState): string[] => steps.map(({ status }) => status);

  for (const [kind, name] of Object.entries(KINDS)) {
    describe(kind, () => {
      const mended: Record<string, Fault[]> = {
        'the answer lost, the write not done': [{ kind: 'reset', forwarded: false }],
        '429 with Retry-After': [throttled(7)], '429 without Retry-After': [throttled(), throttled()], 'a 503': [unavailable, unavailable],
      };
      for (const [what, faults] of Object.entries(mended)) {
        it(`${what}: written once, in the end`, async () => {
          const state = await carriedOut(name, faults);
          assert.deepEqual(statuses(state), ['effective']);
          await world.agrees(state.id, state);
        });
      }

      it('refused with 403: not done, with the right that is missing, and the account as it was', async () => {
        const state = await carriedOut(name, [denied]);
        assert.deepEqual(statuses(state), ['failed']);
        assert.match(textOf(state), /^Not done:[^]*needs the permission[^]*Can sign in without MFA|^Not done:[^]*needs the permission/);
        assert.equal(state.undoableUntil, undefined);
        await world.agrees(state.id, state);
      });

      it('throttled to the end: certainly not done', async () => {
        world.proxy.fault = () => throttled();
        const state = await world.confirmed([name]);
        assert.deepEqual(statuses(state), ['failed']);
        assert.match(textOf(state), /throttled and took nothing/);
        await world.agrees(state.id, state);
      });

      it('a write that got lost although it was answered is sent, not done', async () => {
        const began = world.clock.now();
        const state = await carriedOut(name, [{ kind: 'lost' }]);
        assert.deepEqual(statuses(state), ['sent']);
        assert.match(textOf(state), /^Sent, but not effective yet/);
        assert.ok(world.clock.now() - began > 5 * MINUTE, 'with patience');
        await world.agrees(state.id, state);
      });

      it('no answer to the end: Graph is asked what is, and nothing is called done', async () => {
        world.proxy.fault = () => ({ kind: 'reset', forwarded: false });
        const state = await world.confirmed([name]);
        assert.deepEqual(statuses(state), ['sent']);
        assert.match(textOf(state), /The answer of Graph got lost, and Graph does not show the change/);
        await world.agrees(state.id, state);
      });
    });
  }

  it('a membership whose answer got lost is not taken twice', async () => {
    const state = await carriedOut('bob.lavoie', [{ kind: 'reset', forwarded: true }]);
    assert.deepEqual(statuses(state), ['effective']);
    await world.agrees(state.id, state);
  });

  it('a policy whose answer got lost is set again to the same value, for setting twice is setting once', async () => {
    const state = await carriedOut('marc-andre.vaillancourt', [{ kind: 'reset', forwarded: true }]);
    assert.deepEqual(statuses(state), ['effective']);
    const [first, second, ...more] = world.proxy.taken;
    assert.deepEqual([first!.body, more], [second!.body, []]);
  });

  it('an answer that never comes, with the write done, is found done', async () => {
    const state = await carriedOut('bob.lavoie', [{ kind: 'silence', forwarded: true }]);
    assert.deepEqual(statuses(state), ['effective']);
    await world.agrees(state.id, state);
  });

  it('parts of a batch are judged one by one', async () => {
    const ids = world.ids('bob.lavoie', 'carl.nguyen', 'anna.kowalska');
    world.proxy.next({ ...denied, only: ({ path }) => path.includes(ids[1]!) });
    const state = await world.confirmed(['bob.lavoie', 'carl.nguyen', 'anna.kowalska']);
    assert.deepEqual(statuses(state).toSorted(), ['effective', 'effective', 'failed']);
    assert.match(textOf(state), /^Partly done:[^]*2 of 3 accounts now/);
    assert.deepEqual(ids.map((id) => state.verdicts[id]), ['compliant', 'nonCompliant', 'compliant']);
    await world.agrees(state.id, state);
  });

  it('replication that takes its time: shown as sent meanwhile, done when Graph shows it', async () => {
    await world.end();
    await begin({ replicationDelayMs: MINUTE });
    const { id } = await world.propose(['bob.lavoie']);
    const seen: string[] = [];
    const state = planIn(await confirmPlan(world.parts(), dana, id, (each) => seen.push(statuses(each).join())));
    assert.deepEqual([...new Set(seen)], ['writing', 'sent', 'effective']);
    assert.deepEqual(statuses(state), ['effective']);
    await world.agrees(id, state);
  });

  it('reads that fail while it waits only take patience', async () => {
    const { id } = await world.propose(['bob.lavoie']);
    const state = planIn(await confirmPlan(world.parts(), dana, id, (each) => {
      const asked = world.clock.now();
      if (statuses(each).join() === 'sent') world.proxy.failsToRead = (path) => path.includes('memberOf') && world.clock.now() < asked + MINUTE;
    }));
    assert.deepEqual(statuses(state), ['effective']);
    await world.agrees(id, state);
  });

  it('Graph that cannot be read at the confirm: nothing is written', async () => {
    const { id } = await world.propose(['bob.lavoie']);
    world.proxy.failsToRead = (path) => path.includes('memberOf');
    assert.match(refusalIn(await confirmPlan(world.parts(), dana, id)), /Graph could not tell .* so nothing was written: confirm again in a minute/);
    assert.deepEqual([world.proxy.taken.length, (await world.record(id)).status], [0, 'proposed']);
    world.proxy.heal();
    const state = planIn(await confirmPlan(world.parts(), dana, id));
    await world.agrees(id, state);
  });

  /** The database fails from the n-th row of the audit log on. */
  async function withoutAuditFrom(event: string) {
    const parts = world.parts();
    const audit = await parts.audit;
    return { ...parts, audit: Promise.resolve({ ...audit, append: (entry: Parameters<typeof audit.append>[0]) => (entry.event === event ? Promise.reject(new Error('the disk is full')) : audit.append(entry)) }) };
  }

  for (const [event, before] of [['plan.confirmed', 0], ['step.writing', 0], ['step.written', 1], ['plan.finished', 1]] as const) {
    it(`a database that fails at \`${event}\`: told as interrupted, taken up again, written once`, async () => {
      const { id } = await world.propose(['bob.lavoie']);
      const state = planIn(await confirmPlan(await withoutAuditFrom(event), dana, id));
      assert.deepEqual([state.status, world.proxy.taken.length], ['running', before]);
      assert.match(textOf(state), /It was interrupted\. What is done so far stands/);
      assert.equal(await recoverPlans(world.parts({ worker: 'two' }), async () => undefined), 0, 'whoever works on it is given time');
      world.clock.time += 2 * MINUTE;
      const told: PlanState[] = [];
      assert.equal(await recoverPlans(world.parts({ worker: 'two' }), async (_record, each) => void told.push(each)), 1);
      assert.match(textOf(told[0]!), /^Done: Enforce MFA for `Bob Lavoie`/);
      await world.agrees(id, told[0]);
      assert.ok((await world.events()).includes('plan.confirmed'));
    });
  }

  it('a worker that was thought dead stops where another has taken over', async () => {
    world.proxy.next({ kind: 'lost' });
    const { id } = await world.propose(['bob.lavoie']);
    let taken = 0;
    const sleep = async (ms: number): Promise<void> => {
      if (taken === 0) {
        world.clock.time += 5 * MINUTE;
        taken = await recoverPlans(world.parts({ worker: 'two' }), async () => undefined);
      }
      await world.clock.sleep(ms);
    };
    const state = planIn(await confirmPlan({ ...world.parts(), sleep }, dana, id));
    assert.deepEqual([taken, state.status, statuses(state)], [1, 'finished', ['sent']]);
    assert.equal((await world.events()).filter((event) => event === 'plan.finished').length, 1);
    await world.agrees(id, state);
  });

  it('a plan of several batches keeps its lease while each of them takes long', async () => {
    const noc = [...world.scan.snapshot.groups.values()].find(({ displayName }) => displayName === 'NOC Montréal')!.id;
    const others = world.scan.report.accounts.filter(({ verdict, userType }) => verdict === 'compliant' && userType === 'member').slice(0, 50);
    const changes = others.map(({ id, displayName }): SettingChange => ({
      ref: { kind: 'membership', groupId: noc, accountId: id }, before: false, after: true, edits: [{ kind: 'addToGroup', groupId: noc, accountId: id }], accountIds: [id], text: `add ${displayName}`,
    }));
    const { content } = await world.propose(['dana.whitfield']);
    const { id } = await propose(world.parts(), dana, { id: dana.accountId!, name: 'Dana' }, { content, changes });
    let request = 0;
    world.proxy.fault = () => ((request += 1) % 2 === 1 ? throttled(25) : undefined);
    const rivals: Promise<number>[] = [];
    const began = world.clock.now();
    const state = planIn(await confirmPlan(world.parts(), dana, id, () => rivals.push(recoverPlans(world.parts({ worker: 'two' }), async () => undefined))));
    assert.ok(world.clock.now() - began > MINUTE);
    assert.deepEqual([...new Set(await Promise.all(rivals))], [0]);
    assert.ok(statuses(state).every((each) => each === 'effective'));
    await world.agrees(id, state);
  });
});
