import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { tenantId } from '../../../src/demo/index.js';
import { makeProposal } from '../../../src/flows/enforce/proposeForAccounts.js';
import { createGraph, createSettings } from '../../../src/graph/index.js';
import { encodeSnapshot } from '../../../src/store/snapshotCodec.js';
import type { PlanRecord } from '../../../src/store/index.js';
import { onEachDatabase, serverUrl } from '../../store/databases.js';
import { changeOf, checkAgreement } from './agreement.js';
import { Died, KillableProcess, type ProcessOptions, type StateReport } from './processes.js';
import { dana, EnforceWorld, etienne } from './world.js';

/** In all: three of four on PostgreSQL, where a process starts in no time; on the embedded database only where more are wanted than a few. */
const KILLS = Number(process.env.KILLS ?? 3);
const MODES = ['before', 'during', 'after'] as const;
const LEASE_MS = 120_000;

/** The same kills at every run (Park-Miller). */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => (state = (state * 48_271) % 2_147_483_647) % sides;
}

/** A tenant in this process, and what others need to change it. */
class Scene {
  #generation = 0;

  private constructor(readonly world: EnforceWorld, private readonly folder: string, private readonly database: Pick<ProcessOptions, 'databaseUrl'>, private readonly delegated: boolean) {}

  static async open(databaseUrl: string | undefined, delegated = false): Promise<Scene> {
    const world = await EnforceWorld.begin({ delegated });
    const folder = await mkdtemp(join(tmpdir(), 'mfa-kill-'));
    const scene = new Scene(world, folder, { databaseUrl }, delegated);
    await writeFile(join(folder, 'snapshot'), await encodeSnapshot(world.scan.snapshot));
    const accountIds = world.ids('marc-andre.vaillancourt', 'bob.lavoie', 'svc-ticketsync');
    await writeFile(join(folder, 'proposal.json'), JSON.stringify(await makeProposal(world.parts(), world.scan, dana, { accountIds, isNamed: true })));
    return scene;
  }

  async close(): Promise<void> {
    await this.world.end();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** Its clock is ahead of all before it, so that their leases have run out. */
  process(fate: Partial<ProcessOptions> = {}): Promise<KillableProcess> {
    this.#generation += 1;
    return this.contemporary(fate);
  }

  contemporary(fate: Partial<ProcessOptions> = {}): Promise<KillableProcess> {
    const { proxy, demo } = this.world;
    return KillableProcess.start({
      ...this.database, dataDir: join(this.folder, 'data'), key: this.folder, baseUrl: proxy.baseUrl, token: demo.token, personToken: demo.tokenFor(dana.accountId!), tenantId, person: dana, delegated: this.delegated,
      snapshotPath: join(this.folder, 'snapshot'), proposalPath: join(this.folder, 'proposal.json'), aheadMs: this.#generation * LEASE_MS, ...fate,
    });
  }

  /** Plan, steps, audit log and Graph agree; then everything is put back, and the proxy counts anew. */
  async check({ record, rows, verified }: StateReport): Promise<void> {
    await this.world.proxy.idle();
    assert.ok(verified.intact, JSON.stringify(verified));
    if (record.status === 'proposed') assert.deepEqual(this.world.proxy.taken, []);
    else await checkAgreement({ record, rows, taken: this.world.proxy.taken, settings: this.world.settings });
    await this.#putBack(record);
    this.world.proxy.heal();
  }

  async #putBack({ steps }: PlanRecord): Promise<void> {
    const graph = createGraph({ pace: 0.02, baseUrl: this.world.demo.baseUrl, getToken: () => Promise.resolve(this.world.demo.tokenFor(etienne.accountId!)) });
    const done = steps.filter(({ status }) => status === 'effective').map(changeOf);
    const outcomes = await createSettings(graph).write(done.map(({ ref, before }) => ({ ref, value: before })));
    assert.ok(outcomes.every(({ status }) => status === 'written'), JSON.stringify(outcomes));
  }
}

const told = (report: StateReport, event: string): number => report.rows.filter((row) => row.event === event && row.subject['plan'] === report.record.id).length;

describe('enforcing in a process that is killed', function () {
  this.timeout(600_000);

  onEachDatabase((name, where) => {
    const kills = name === 'PostgreSQL' ? Math.ceil((KILLS * 3) / 4) : Math.floor(KILLS / 4);

    if (kills > 0) it(`${name}: ${kills} kills at calls of the database and of Graph, and the next process finishes or tells`, async () => {
      const roll = dice(kills + 7);
      const scene = await Scene.open(where().databaseUrl);
      let open: string | undefined;
      let points = 60;
      try {
        for (let killed = 0; killed < kills;) {
          const fate = { killAt: 1 + roll(points), mode: MODES[roll(3)]!, afterMs: roll(4) };
          const process = await scene.process(fate);
          try {
            await process.ask({ do: 'recover' });
            if (open) await scene.check(await reportOf(process, open));
            // It may die in proposing: then there is no plan to ask for.
            open = undefined;
            open = await process.ask<string>({ do: 'propose' });
            await process.ask({ do: 'confirm', plan: open, times: 1 });
            const report = await reportOf(process, open);
            points = report.points;
            await scene.check(report);
            open = undefined;
            await process.end();
          } catch (cause) {
            if (!(cause instanceof Died)) throw cause;
            assert.equal(await process.ended, 'SIGKILL', process.stderr);
            await scene.world.proxy.idle();
            killed += 1;
          }
        }
        const last = await scene.process();
        await last.ask({ do: 'recover' });
        if (open) await scene.check(await reportOf(last, open));
        await last.end();
      } finally {
        await scene.close();
      }
    });
  });

  describe('on a server', () => {
    let databaseUrl: string;
    before(async function () {
      databaseUrl = await serverUrl(this);
    });

    it('with a person\'s own rights, which end with the process: what was not sent has failed and says so, what was sent is found done', async () => {
      const scene = await Scene.open(databaseUrl, true);
      try {
        const unsent = await diesAt(scene, () => ({ kind: 'reset', forwarded: false }));
        assert.ok(unsent.record.steps.every(({ status, note }) => status === 'failed' && /Interrupted before it was written; nothing was changed here/.test(note!)), JSON.stringify(unsent.record.steps));
        await scene.check(unsent);
        let writes = 0;
        const half = await diesAt(scene, () => ((writes += 1) === 1 ? undefined : { kind: 'silence', forwarded: true }));
        assert.ok(half.record.steps.every(({ status }) => status === 'effective'), JSON.stringify(half.record.steps));
        await scene.check(half);
      } finally {
        await scene.close();
      }
    });

    /** Killed from outside as soon as its last write is under way. */
    async function diesAt(scene: Scene, fault: EnforceWorld['proxy']['fault']): Promise<StateReport> {
      const process = await scene.process();
      const plan = await process.ask<string>({ do: 'propose' });
      scene.world.proxy.fault = (writes) => {
        const found = fault(writes);
        if (found) setTimeout(() => process.kill(), 50);
        return found;
      };
      await assert.rejects(process.ask({ do: 'confirm', plan, times: 1 }), Died);
      scene.world.proxy.fault = () => undefined;
      const next = await scene.process();
      assert.equal(await next.ask({ do: 'recover' }), 1);
      const report = await reportOf(next, plan);
      await next.end();
      return report;
    }

    it('two processes with five presses each on one plan write each change once', async () => {
      const scene = await Scene.open(databaseUrl);
      try {
        const two = [await scene.process(), await scene.contemporary()];
        for (let round = 0; round < 2; round += 1) {
          const plan = await two[round % 2]!.ask<string>({ do: 'propose' });
          const kinds = await Promise.all(two.map((each) => each.ask<string[]>({ do: 'confirm', plan, times: 5 })));
          assert.deepEqual(new Set(kinds.flat()), new Set(['plan']));
          const report = await finished(two[0]!, plan);
          assert.deepEqual([told(report, 'plan.confirmed'), told(report, 'step.writing'), told(report, 'plan.finished')], [1, 1, 1]);
          await scene.check(report);
        }
        for (const each of two) await each.end();
      } finally {
        await scene.close();
      }
    });
  });

  const reportOf = (process: KillableProcess, plan: string): Promise<StateReport> => process.ask<StateReport>({ do: 'report', plan });

  async function finished(process: KillableProcess, plan: string): Promise<StateReport> {
    for (;;) {
      const report = await reportOf(process, plan);
      if (report.record.status === 'finished') return report;
    }
  }
});

