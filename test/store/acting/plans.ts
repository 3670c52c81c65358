import assert from 'node:assert/strict';
import { planStore } from '../../../src/store/plans.js';
import type { NewPlan, PlanMove, PlanRecord, PlanStore } from '../../../src/store/types.js';
import { dana, eli, fiveTimes, MENDED, UNFIT, type Given } from './given.js';

const T0 = '2026-03-02T09:00:00.000Z';
const T5 = '2026-03-02T09:05:00.000Z';
const T15 = '2026-03-02T09:15:00.000Z';
const T30 = '2026-03-02T09:30:00.000Z';
const NOWHERE = '00000000-0000-4000-8000-000000000000';
const forged = ['', '1', "' or true --", '\0', NOWHERE];

const aPlan = (plan: Partial<NewPlan> = {}): NewPlan => ({
  requestedBy: dana, conversationId: 'channel', expiresAt: T15, content: { rows: [1] }, changes: [{ set: 'a' }, { set: 'b' }], ...plan,
});
const confirmed = (worker = 'w1', until = T5): PlanMove => ({ from: ['proposed'], to: 'running', lease: { worker, until } });

/** What a journal of writes must keep, whoever presses and whichever process dies. */
export function planContract({ clock, database, other }: Given): void {
  describe('plans', () => {
    let tenant = 0;
    let plans: PlanStore;
    let elsewhere: PlanStore;
    const by = (index: number): PlanStore => (index % 2 === 0 ? plans : elsewhere);
    const running = async (worker?: string, until?: string): Promise<PlanRecord> => (await plans.move((await plans.propose(aPlan())).id, confirmed(worker, until)))!;

    beforeEach(() => {
      tenant += 1;
      clock.set(T0);
      plans = planStore(database(), `plans-${tenant}`, clock.now);
      elsewhere = planStore(other(), `plans-${tenant}`, clock.now);
    });

    it('keeps a plan as it was proposed', async () => {
      const proposed = await plans.propose(aPlan({ content: { text: 'Sûr? 🙂', unfit: UNFIT } }));
      const planned = { status: 'planned', note: undefined, requestId: undefined, updatedAt: T0 } as const;
      assert.deepEqual(proposed, {
        id: proposed.id, number: 1, status: 'proposed', requestedBy: dana, conversationId: 'channel', createdAt: T0, expiresAt: T15,
        confirmedAt: undefined, approvedBy: undefined, finishedAt: undefined, undoes: undefined, content: { text: 'Sûr? 🙂', unfit: MENDED }, place: undefined,
        steps: [{ position: 0, change: { set: 'a' }, ...planned }, { position: 1, change: { set: 'b' }, ...planned }],
      });
      assert.deepEqual([await plans.load(proposed.id), await plans.byNumber(1)], [proposed, proposed]);
    });

    it('counts up in each tenant, also for two processes at once, and shows no tenant the plans of another', async () => {
      const proposed = await fiveTimes((index) => by(index).propose(aPlan()));
      assert.deepEqual(proposed.map(({ number }) => number).toSorted(), [1, 2, 3, 4, 5]);
      const stranger = planStore(database(), `plans-${tenant}-stranger`, clock.now);
      const { id } = proposed[0]!;
      const seen = [await stranger.load(id), await stranger.byNumber(1), await stranger.move(id, confirmed()), await stranger.undoOf(id), ...(await stranger.recent({ since: T0, limit: 9 }))];
      assert.deepEqual(seen, [undefined, undefined, undefined, undefined]);
      assert.equal((await stranger.propose(aPlan())).number, 1);
    });

    it('finds nothing by an id that somebody made up', async () => {
      for (const id of forged) {
        const step = { position: 0, from: ['planned' as const], to: 'writing' as const };
        assert.deepEqual([await plans.load(id), await plans.move(id, confirmed()), await plans.undoOf(id), await plans.renew(id, 'w1', T5), await plans.step(id, 'w1', step)],
          [undefined, undefined, undefined, false, false]);
        await plans.place(id, { card: 1 });
      }
    });

    it('lets one of five confirms through, also from two processes', async () => {
      for (let round = 0; round < 5; round += 1) {
        const { id } = await plans.propose(aPlan());
        const won = (await fiveTimes((index) => by(index).move(id, confirmed(`w${index}`)))).filter((plan) => plan !== undefined);
        assert.equal(won.length, 1);
        assert.deepEqual(await plans.load(id), won[0]);
      }
    });

    it('moves only where every condition holds', async () => {
      const plan = await plans.propose(aPlan());
      const fitting: PlanMove = { ...confirmed(), requestedBy: dana.id, conversationId: 'channel', before: T0 };
      const unfitting: Partial<PlanMove>[] = [{ requestedBy: eli.id }, { conversationId: 'chat' }, { before: T15 }, { from: ['awaitingApproval', 'running'] }, { heldBy: 'w1' }];
      for (const each of unfitting) assert.equal(await plans.move(plan.id, { ...fitting, ...each }), undefined);
      assert.deepEqual(await plans.load(plan.id), plan);
      assert.equal((await plans.move(plan.id, fitting))?.status, 'running');
      assert.equal(await plans.move(plan.id, fitting), undefined);
    });

    it('keeps with a move who approved, when it was confirmed and when it ended', async () => {
      const { id } = await plans.propose(aPlan());
      clock.set(T5);
      const awaiting = (await plans.move(id, { from: ['proposed'], to: 'awaitingApproval', set: { expiresAt: T30, place: { card: 1 } } }))!;
      assert.deepEqual([awaiting.confirmedAt, awaiting.expiresAt, awaiting.place, awaiting.content], [T5, T30, { card: 1 }, { rows: [1] }]);
      clock.set(T15);
      const begun = (await plans.move(id, { from: ['awaitingApproval'], to: 'running', set: { approvedBy: eli, content: { rows: [2] } }, lease: { worker: 'w1', until: T30 } }))!;
      assert.deepEqual([begun.confirmedAt, begun.approvedBy, begun.content, begun.finishedAt], [T5, eli, { rows: [2] }, undefined]);
      await plans.place(id, { card: 2 });
      const ended = (await plans.move(id, { from: ['running'], to: 'finished', heldBy: 'w1' }))!;
      assert.deepEqual([ended.finishedAt, ended.approvedBy, ended.place], [T15, eli, { card: 2 }]);
      assert.equal(await plans.renew(id, 'w1', T30), false);
    });

    it('gives each plan of a dead worker to one other', async () => {
      const lapsed = [await running('dead'), await running('dead'), await running('dead', T5)];
      await running('alive', T15);
      await plans.propose(aPlan());
      assert.deepEqual(await plans.takeOver('early', T0, T15), []);
      const taken = await fiveTimes((index) => by(index).takeOver(`w${index}`, T5, T30));
      assert.deepEqual(taken.flat().map(({ number }) => number).toSorted(), lapsed.map(({ number }) => number));
      const winner = taken.findIndex((each) => each.length > 0);
      assert.deepEqual(taken[winner]![0]!.steps, lapsed[0]!.steps);
      assert.deepEqual([await plans.renew(lapsed[0]!.id, 'dead', T30), await plans.renew(lapsed[0]!.id, `w${winner}`, T30)], [false, true]);
      assert.deepEqual(await plans.takeOver('late', T15, T30), [await plans.byNumber(4)]);
    });

    it('lets only the worker that holds the plan write in the journal', async () => {
      const { id } = await running('w1');
      const writing = { position: 1, from: ['planned' as const], to: 'writing' as const };
      assert.equal(await plans.step(id, 'w2', writing), false);
      clock.set(T5);
      assert.equal(await plans.step(id, 'w1', writing), true);
      assert.equal(await plans.step(id, 'w1', writing), false);
      assert.equal(await plans.step(id, 'w1', { position: 1, from: ['writing'], to: 'sent', note: UNFIT, requestId: 'r-1' }), true);
      await plans.takeOver('w2', T15, T30);
      assert.equal(await plans.step(id, 'w1', { position: 1, from: ['sent'], to: 'effective' }), false);
      assert.equal(await plans.move(id, { from: ['running'], to: 'finished', heldBy: 'w1' }), undefined);
      assert.equal(await plans.step(id, 'w2', { position: 1, from: ['sent'], to: 'effective' }), true);
      const { steps } = (await plans.load(id))!;
      assert.deepEqual(steps.map(({ status, note, requestId, updatedAt }) => [status, note, requestId, updatedAt]),
        [['planned', undefined, undefined, T0], ['effective', MENDED, 'r-1', T5]]);
    });

    it('does not let a step slip in while the plan is taken over', async () => {
      const { id } = await running('w1');
      let late: Promise<boolean> | undefined;
      await other().transaction().execute(async (transaction) => {
        await planStore(transaction, `plans-${tenant}`, clock.now).takeOver('w2', T15, T30);
        late = plans.step(id, 'w1', { position: 0, from: ['planned'], to: 'writing' });
        await new Promise((resolve) => setTimeout(resolve, 50));
      });
      assert.equal(await late, false);
      assert.equal((await plans.load(id))?.steps[0]?.status, 'planned');
    });

    it('lists the newest first', async () => {
      for (const time of [T0, T5, T15]) {
        clock.set(time);
        await plans.propose(aPlan());
      }
      const numbers = async (since: string, limit: number) => (await plans.recent({ since, limit })).map(({ number, steps }) => [number, steps.length]);
      assert.deepEqual(await numbers(T5, 9), [[3, 2], [2, 2]]);
      assert.deepEqual(await numbers(T0, 1), [[3, 2]]);
    });

    it('lets one of several undos of a plan run, whoever is first', async () => {
      const { id } = await running();
      await plans.move(id, { from: ['running'], to: 'finished' });
      const undos = await Promise.all([0, 1, 2, 3, 4].map(() => plans.propose(aPlan({ undoes: id }))));
      const started = await Promise.all(undos.map((undo, index) => by(index).move(undo.id, confirmed(`w${index}`))));
      assert.equal(started.filter(Boolean).length, 1);
    });

    it('knows the undo that was confirmed, and none that was only shown', async () => {
      const { id } = await running();
      const undo = (): Promise<PlanRecord> => plans.propose(aPlan({ undoes: id }));
      const [shown, awaiting, declined, done] = [await undo(), await undo(), await undo(), await undo()];
      assert.deepEqual([shown.undoes, await plans.undoOf(id)], [id, undefined]);
      await plans.move(declined.id, { from: ['proposed'], to: 'declined' });
      await plans.move(awaiting.id, { from: ['proposed'], to: 'awaitingApproval' });
      assert.equal((await plans.undoOf(id))?.id, awaiting.id);
      clock.set(T15);
      assert.equal(await plans.undoOf(id), undefined, 'nobody can approve it any more');
      await plans.move(done.id, confirmed());
      assert.equal((await plans.undoOf(id))?.id, done.id);
      await plans.move(done.id, { from: ['running'], to: 'finished' });
      assert.equal((await plans.undoOf(id))?.id, done.id);
    });

    it('keeps a plan of thousands of steps in their order', async () => {
      const changes = Array.from({ length: 2500 }, (_, index) => ({ index }));
      const { steps } = await plans.propose(aPlan({ changes }));
      assert.deepEqual(steps.map(({ change }) => change), changes);
    });
  });
}
