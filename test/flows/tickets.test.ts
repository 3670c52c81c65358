import assert from 'node:assert/strict';
import { asking, bob, dana, priya, sharedWorld, type TicketWorld } from './ticketWorld.js';
import { otherPersonas } from '../../src/demo/index.js';
import type { OpenOutcome, TicketOutcome } from '../../src/flows/index.js';

const bobId = bob.aadObjectId;
const results = (outcome: OpenOutcome) => {
  assert(outcome.kind === 'opened');
  return outcome.results;
};
const only = (outcome: OpenOutcome) => {
  const [one, ...others] = results(outcome);
  assert.equal(others.length, 0);
  return one!;
};
const noteOf = (outcome: TicketOutcome): string => {
  assert(outcome.kind === 'done' || outcome.kind === 'unchanged', outcome.kind);
  return outcome.note;
};

describe('tickets', function () {
  this.timeout(60_000);
  let world: TicketWorld;
  before(async () => (world = await sharedWorld()));
  beforeEach(() => world.begin());
  afterEach(() => world.end());

  const open = (accountIds = [bobId], who = dana) => world.process().open(world.scan, { accountIds, asking: who });

  describe('opening', () => {
    it('says what is wrong, which sign-in passes, what to do, and where to read more', async () => {
      const { outcome, ticket } = only(await open());
      assert.equal(outcome, 'opened');
      assert.deepEqual([ticket!.status, ticket!.number, ticket!.externalUrl, ticket!.openedBy.name], ['open', 1, `${world.site.server.baseUrl}/browse/SEC-10000`, 'Dana Whitfield']);
      const [kept] = world.site.kept;
      const text = world.site.textOf(kept!);
      assert.match(text, /Bob Lavoie \(bob\.lavoie@borealis\.example\) can sign in without MFA/);
      for (const heading of ['Account', 'What was found', 'A sign-in that passes without a second factor', 'What to do', 'Read more']) assert.ok(text.includes(heading), heading);
      assert.ok(text.includes(ticket!.content.witness!));
      assert.match(text, /1\. .*\./);
      assert.match(text, /https:\/\/learn\.microsoft\.com/);
      assert.deepEqual([kept!.key, ticket!.content.pending], [ticket!.id, []]);
      assert.deepEqual(await world.events(), ['ticket.opened']);
    });

    it('takes priority and due day from the worst finding', async () => {
      const days = { high: 3, medium: 10, low: 30 };
      const ids = world.gaps(16);
      for (const { ticket, account } of results(await open(ids))) {
        const worst = world.scan.report.accounts.find(({ id }) => id === account.id)!.findings.map(({ severity }) => ['high', 'medium', 'low', 'info'].indexOf(severity));
        assert.equal(ticket!.priority, ['high', 'medium', 'low', 'low'][Math.min(...worst)]);
        assert.equal(Date.parse(ticket!.dueAt) - world.now, days[ticket!.priority] * 86_400_000);
      }
    });

    it('shows the one that exists when asked again', async () => {
      const first = only(await open());
      const again = only(await open([bobId], priya));
      assert.deepEqual([again.outcome, again.ticket!.id], ['existing', first.ticket!.id]);
      assert.equal(world.site.kept.length, 1);
    });

    it('opens one of five parallel presses in two processes', async () => {
      const [one, two] = [world.process({ worker: 'one' }), world.process({ worker: 'two' })];
      const opened = await Promise.all([one, two, one, two, one].map((process) => process.open(world.scan, { accountIds: [bobId], asking: dana })));
      assert.deepEqual(opened.map((each) => only(each).outcome).toSorted(), ['existing', 'existing', 'existing', 'existing', 'opened']);
      assert.deepEqual([world.site.kept.length, (await world.rows()).length, (await world.events()).length], [1, 1, 1]);
    });

    it('opens many with at most four at the ticket system at a time', async () => {
      let [inside, most] = [0, 0];
      const parts = world.parts();
      const { system } = parts;
      const counting: typeof system = Object.assign(Object.create(system) as typeof system, {
        open: async (draft: Parameters<typeof system.open>[0]) => {
          most = Math.max(most, (inside += 1));
          return system.open(draft).finally(() => (inside -= 1));
        },
      });
      const ids = world.gaps(12);
      const opened = results(await world.process({ system: counting }).open(world.scan, { accountIds: [...ids, ids[0]!, 'no-such-id'], asking: dana }));
      assert.deepEqual(opened.map(({ account }) => account.id), ids);
      assert.ok(most > 1 && most <= 4, `${most} at a time`);
      assert.equal(world.site.kept.length, ids.length);
    });

    it('opens none about an account without a gap, and says so', async () => {
      const compliant = world.scan.report.accounts.find(({ verdict, findings }) => verdict === 'compliant' && findings.every(({ severity }) => severity === 'info'))!;
      const { outcome, note } = only(await open([compliant.id]));
      assert.deepEqual([outcome, note], ['nothing', 'It is compliant: there is nothing to open a ticket about.']);
      assert.deepEqual(await world.rows(), []);
    });
  });

  describe('who may', () => {
    for (const persona of [otherPersonas.employee, otherPersonas.auditor, otherPersonas.guest]) {
      it(`refuses ${persona.displayName} everything, and writes it down`, async () => {
        await open();
        const [process, acting] = [world.process(), { number: 1, asking: asking(persona) }];
        const refused = [await open([world.gaps(1)[0]!], asking(persona)), await process.assign(acting, undefined), await process.comment(acting, 'x'), await process.close(acting), await process.reopen(acting)];
        assert.deepEqual(refused.map(({ kind }) => kind), Array(5).fill('refused'));
        const [row, ...others] = await world.rows();
        assert.deepEqual([others.length, row!.status, row!.assignee, row!.comments, world.site.kept[0]!.notes], [0, 'open', undefined, [], []]);
        assert.deepEqual((await world.audit()).slice(1).map(({ event, actor, details }) => [event, actor.id, (details as { wanted: string }).wanted]),
          ['open', 'assign', 'comment', 'close', 'reopen'].map((wanted) => ['ticket.refused', persona.aadObjectId, wanted]));
      });
    }
  });

  describe('working on one', () => {
    beforeEach(async () => void await open());

    it('is told to the other system and written down, each deed once', async () => {
      const [process, acting] = [world.process(), { number: 1, asking: priya }];
      const twice = (deed: () => Promise<TicketOutcome>) => Promise.all([deed(), deed()]).then((both) => both.map(({ kind }) => kind).toSorted());
      assert.deepEqual(await twice(() => process.assign(acting, 'priya@borealis.example')), ['done', 'unchanged']);
      assert.deepEqual(await twice(() => process.comment(acting, 'called him')), ['done', 'unchanged']);
      assert.deepEqual(await twice(() => process.close(acting)), ['done', 'unchanged']);
      assert.deepEqual(await twice(() => process.reopen(acting)), ['done', 'unchanged']);
      await process.sync();
      const [row] = await world.rows();
      assert.deepEqual([row!.status, row!.assignee!.name, row!.comments.map(({ text }) => text)], ['open', 'Priya Raman', ['called him', 'Reopened by Priya Raman.']]);
      const [kept] = world.site.kept;
      assert.deepEqual([kept!.status, kept!.notes.filter((note) => note.includes('called him')).length], ['To Do', 1]);
      assert.deepEqual(await world.events(), ['ticket.opened', 'ticket.assigned', 'ticket.commented', 'ticket.closed', 'ticket.reopened']);
    });

    it('stands here while the other system is away, and is told there later', async () => {
      world.site.server.override('POST /rest/api/3/issue/*', { status: 503 }).override('GET /rest/api/3/issue/*', { status: 503 });
      const process = world.process();
      assert.match(noteOf(await process.close({ number: 1, asking: dana })), /^Closed\. Jira doesn't know it yet and will be told again: /);
      assert.equal((await world.rows())[0]!.status, 'closed');
      const { kept } = world.site;
      await world.site.server.close();
      const back = await import('../tickets/standIns/jira.js').then(({ jiraSite }) => jiraSite());
      back.kept.push(...kept);
      world.site = back;
      await world.process().sync();
      assert.equal(back.kept[0]!.status, 'Done');
      assert.deepEqual((await world.rows())[0]!.content, { ...(await world.rows())[0]!.content, pending: [] });
    });

    it('knows no ticket of another number, and no empty comment', async () => {
      const process = world.process();
      assert.equal((await process.close({ number: 99, asking: dana })).kind, 'unknown');
      assert.match(noteOf(await process.comment({ number: 1, asking: dana }, '  ')), /no text/);
    });

    it('lists open, mine and closed, with what is overdue', async () => {
      const process = world.process();
      await open([world.gaps(1)[0]!]);
      await process.assign({ number: 2, asking: dana }, undefined);
      await process.close({ number: 1, asking: dana });
      const numbers = async (filter: 'open' | 'mine' | 'closed') => (await process.list({ filter, personId: dana.personId })).tickets.map(({ number }) => number);
      assert.deepEqual([await numbers('open'), await numbers('mine'), await numbers('closed')], [[2], [2], [1]]);
      assert.equal((await process.list({ filter: 'mine', personId: priya.personId })).total, 0);
      world.pass(31 * 86_400_000);
      assert.deepEqual([(await process.list({ personId: dana.personId })).overdue, (await process.list({ filter: 'closed', personId: dana.personId })).overdue], [1, 0]);
    });
  });

  describe('in step with the other system', () => {
    beforeEach(async () => void await open());

    it('closes what was closed there, and reopens what was reopened there', async () => {
      const process = world.process();
      world.site.kept[0]!.status = "Won't Do";
      await process.sync();
      const [closed] = await world.rows();
      assert.deepEqual([closed!.status, closed!.closedBecause], ['closed', "Closed in Jira (Won't Do)."]);
      Object.assign(world.site.kept[0]!, { status: 'In Progress', assignee: 'Sam Desk' });
      await process.sync();
      const [reopened] = await world.rows();
      assert.deepEqual([reopened!.status, reopened!.content], ['open', { ...reopened!.content, there: { status: 'open', label: 'In Progress', assignee: 'Sam Desk' } }]);
      assert.deepEqual(world.site.kept[0]!.notes, [], 'what they did themselves needs no telling');
    });

    it('leaves alone what it can no longer find there', async () => {
      world.site.kept.length = 0;
      await world.process().sync();
      assert.equal((await world.rows())[0]!.status, 'open');
    });
  });
});
