import assert from 'node:assert/strict';
import type { TicketParts, Tickets } from '../../src/flows/index.js';
import { bob, dana, sharedWorld, type TicketWorld } from './ticketWorld.js';

const bobId = bob.aadObjectId;
const RECOVERY_MS = 5 * 60_000;

class Killed extends Error {}

/** The process dies after its n-th call of the database or the ticket system: it was carried out, and nobody hears the answer. */
class Fuse {
  calls = 0;
  isDead = false;

  constructor(private readonly at: number) {}

  on<T extends object>(target: T): T {
    return new Proxy(target, {
      get: (object, name) => {
        const member = Reflect.get(object, name) as unknown;
        return typeof member === 'function' ? (...given: unknown[]) => this.#call(() => (member as (...all: unknown[]) => unknown).apply(object, given)) : member;
      },
    });
  }

  async #call(work: () => unknown): Promise<unknown> {
    if (this.isDead) return this.#die();
    this.calls += 1;
    const isLast = this.calls === this.at;
    const result = await work();
    return isLast ? this.#die() : result;
  }

  #die(): never {
    this.isDead = true;
    throw new Killed();
  }
}

describe('tickets and a process that dies', function () {
  this.timeout(60_000);
  let world: TicketWorld;
  before(async () => (world = await sharedWorld()));

  async function dying(fuse: Fuse): Promise<Tickets> {
    const parts = world.parts({ worker: 'dying' });
    const wrapped: Partial<TicketParts> = { system: fuse.on(parts.system), tickets: Promise.resolve(fuse.on(await parts.tickets)), audit: Promise.resolve(fuse.on(await parts.audit)) };
    return world.process({ worker: 'dying', ...wrapped });
  }

  /** Every point of a deed, one after the other, until one run gets through. Then another process has its turn. */
  async function atEveryPoint(deed: (process: Tickets) => Promise<unknown>, prepare: () => Promise<unknown>, check: (isDone: boolean) => Promise<void>): Promise<number> {
    for (let at = 1; ; at += 1) {
      await world.begin();
      try {
        await prepare();
        const fuse = new Fuse(at);
        await deed(await dying(fuse)).catch((cause: unknown) => assert.ok(cause instanceof Killed, String(cause)));
        world.pass(RECOVERY_MS);
        await Promise.all(['next', 'other'].map((worker) => world.process({ worker }).sync()));
        await check(!fuse.isDead);
        if (!fuse.isDead) return at - 1;
      } finally {
        await world.end();
      }
    }
  }

  const open = (process: Tickets = world.process()) => process.open(world.scan, { accountIds: [bobId], asking: dana });
  /** A repeated audit row is the limit: never a lost one. */
  const told = async (event: string): Promise<boolean> => [1, 2].includes((await world.events()).filter((each) => each === event).length);

  it('opens one ticket there for each one here, killed after any call', async () => {
    const points = await atEveryPoint(open, async () => undefined, async (isDone) => {
      const rows = await world.rows();
      assert.equal(world.site.kept.length, rows.length);
      assert.ok(rows.length === 1 || !isDone);
      for (const { status, externalId, content } of rows) assert.deepEqual([status, externalId, (content as { pending: unknown[] }).pending], ['open', '10000', []]);
      if (rows.length > 0) assert.ok(await told('ticket.opened'));
      await open();
      assert.deepEqual([world.site.kept.length, (await world.rows()).length], [1, 1]);
    });
    assert.ok(points > 5, `${points} points`);
  });

  it('closes and comments in both places or in neither, killed after any call', async () => {
    const acting = { number: 1, asking: dana };
    const deed = async (process: Tickets): Promise<void> => {
      await process.comment(acting, 'called him');
      await process.close(acting);
    };
    const points = await atEveryPoint(deed, () => open(), async () => {
      const [row] = await world.rows();
      const [kept] = world.site.kept;
      assert.deepEqual([row!.status === 'closed', row!.comments.length > 0], [kept!.status === 'Done', kept!.notes.some((note) => note.includes('called him'))]);
      assert.deepEqual([row!.status === 'closed', row!.comments.length > 0], [await told('ticket.closed'), await told('ticket.commented')]);
      assert.ok(kept!.notes.filter((note) => note.includes('called him')).length <= 2);
      assert.deepEqual((row!.content as { pending: unknown[] }).pending, []);
    });
    assert.ok(points > 8, `${points} points`);
  });

  describe('and an answer that gets lost', () => {
    beforeEach(() => world.begin());
    afterEach(() => world.end());

    it('keeps the ticket, waits until the look-up can find it, and opens no second one', async () => {
      world.site.server.once(world.site.create, ({ body }) => {
        const { fields } = body as { fields: { labels: string[]; summary: string } };
        world.site.kept.push({ id: '10000', key: fields.labels[0]!, title: fields.summary, body: '', priority: '', due: '', status: 'To Do', assignee: undefined, notes: [] });
        return { fault: 'reset' };
      });
      const outcome = await open();
      assert.ok(outcome.kind === 'opened' && outcome.results[0]!.note);
      assert.equal((await world.rows())[0]!.status, 'opening');
      const asked = world.site.server.requests.length;
      await world.process({ worker: 'two' }).sync();
      await open();
      assert.equal(world.site.server.requests.length, asked, 'the look-up may still miss it');
      world.pass(RECOVERY_MS);
      await world.process({ worker: 'two' }).sync();
      assert.deepEqual([(await world.rows())[0]!.status, world.site.kept.length], ['open', 1]);
    });
  });
});
