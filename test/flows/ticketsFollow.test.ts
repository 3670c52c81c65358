import assert from 'node:assert/strict';
import { bob, dana, sharedWorld, type TicketWorld } from './ticketWorld.js';

const bobId = bob.aadObjectId;

describe('tickets follow what a scan proves', function () {
  this.timeout(60_000);
  let world: TicketWorld;
  before(async () => (world = await sharedWorld()));
  beforeEach(async () => {
    await world.begin();
    await world.process().open(world.scan, { accountIds: [bobId], asking: dana });
  });
  afterEach(() => world.end());

  const status = async () => (await world.rows()).map((row) => row.status);
  const mended = () => world.later(world.repair(bobId));

  it('closes with a comment once the account is proved compliant, in two processes at once', async () => {
    const scan = mended();
    assert.equal(scan.report.accounts.find(({ id }) => id === bobId)!.verdict, 'compliant');
    await Promise.all(['one', 'two'].map((worker) => world.process({ worker }).sync(scan)));
    const [row] = await world.rows();
    assert.deepEqual([row!.status, row!.comments.length, world.site.kept[0]!.status], ['closed', 1, 'Done']);
    assert.match(row!.closedBecause!, /every sign-in of the account meets MFA/);
    assert.equal(world.site.kept[0]!.notes.filter((note) => note.includes('The scan proves it')).length, 1);
    assert.deepEqual(await world.events(), ['ticket.opened', 'ticket.closed']);
  });

  it('reopens it when the account falls back, and again closes it', async () => {
    await world.process().sync(mended());
    await world.process().sync(world.later());
    assert.deepEqual([await status(), world.site.kept[0]!.status], [['open'], 'To Do']);
    await world.process().sync(mended());
    assert.deepEqual([await status(), world.site.kept[0]!.status, world.site.kept.length], [['closed'], 'Done', 1]);
    assert.deepEqual(await world.events(), ['ticket.opened', 'ticket.closed', 'ticket.reopened', 'ticket.closed']);
  });

  it('opens that ticket again rather than a second one, where somebody asks before the next scan', async () => {
    await world.process().sync(mended());
    const outcome = await world.process().open(world.scan, { accountIds: [bobId], asking: dana });
    assert.deepEqual([outcome.kind === 'opened' && outcome.results[0]!.outcome, await status(), world.site.kept.length], ['reopened', ['open'], 1]);
  });

  it('closes when the account is disabled, or gone from a list that was read to its end', async () => {
    const accounts = world.scan.snapshot.accounts.map((account) => (account.id === bobId ? { ...account, accountEnabled: false } : account));
    await world.process().sync(world.later([], { accounts }));
    assert.deepEqual(await status(), ['closed']);
    await world.process().sync(world.later());
    assert.deepEqual(await status(), ['open']);
    // Only the account itself is taken away: positions in groups are told by the order.
    const report = { ...world.later(), isPreliminary: false };
    await world.process().sync({ ...report, report: { ...report.report, accounts: report.report.accounts.filter(({ id }) => id !== bobId) } });
    assert.match((await world.rows())[0]!.closedBecause!, /no longer in the tenant/);
  });

  describe('and nothing else', () => {
    const unproved = {
      'a preliminary scan': () => ({ ...mended(), isPreliminary: true }),
      'a scan that could not read everything': () => world.later(world.repair(bobId), { unavailable: [{ source: 'groups', reason: 'error', detail: 'the members of a group could not be read' }] }),
      'a list of accounts that broke off': () => world.later(world.repair(bobId), { accountsComplete: false }),
      'an unknown verdict': () => world.later([], { policies: undefined, securityDefaultsEnabled: undefined }),
      'an account that still has the gap': () => world.later(),
      'the scan it was opened from': () => world.scan,
    };
    for (const [name, scan] of Object.entries(unproved)) {
      it(`stays open after ${name}`, async () => {
        await world.process().sync(scan());
        assert.deepEqual([await status(), world.site.kept[0]!.status], [['open'], 'To Do']);
      });
    }

    it('stays open where closing by itself is switched off', async () => {
      await world.process({ autoClose: false }).sync(mended());
      assert.deepEqual(await status(), ['open']);
    });

    it('stays closed where a person closed it, whatever later scans find', async () => {
      await world.process().close({ number: 1, asking: dana });
      await world.process().sync(world.later());
      assert.deepEqual(await status(), ['closed']);
      const again = await world.process().open(world.scan, { accountIds: [bobId], asking: dana });
      assert.equal(again.kind === 'opened' && again.results[0]!.outcome, 'opened');
    });
  });
});
