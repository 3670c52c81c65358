import assert from 'node:assert/strict';
import { sql } from 'kysely';
import { ticketStore } from '../../../src/store/tickets.js';
import type { NewTicket, TicketRecord, TicketStore } from '../../../src/store/types.js';
import { bot, dana, eli, fiveTimes, MENDED, UNFIT, type Given } from './given.js';

const T0 = '2026-03-02T09:00:00.000Z';
const T1 = '2026-03-03T09:00:00.000Z';
const DUE = '2026-03-09T09:00:00.000Z';
const after = (iso: string, ms: number): string => new Date(Date.parse(iso) + ms).toISOString();

const aTicket = (ticket: Partial<NewTicket> = {}): NewTicket => ({
  accountId: 'ada', findings: ['location-exclusion', 'app-scope'], system: 'builtIn', title: 'Ada signs in without MFA', content: { steps: ['one'] },
  priority: 'high', dueAt: DUE, openedBy: dana, ...ticket,
});

/** One ticket that isn't closed for each account and finding, whoever opens, closes and reopens. */
export function ticketContract({ clock, database, other }: Given): void {
  describe('tickets', () => {
    let count = 0;
    let tenant = '';
    let tickets: TicketStore;
    let elsewhere: TicketStore;
    const by = (index: number): TicketStore => (index % 2 === 0 ? tickets : elsewhere);
    const opened = async (ticket: Partial<NewTicket> = {}): Promise<TicketRecord> => (await tickets.open(aTicket(ticket))).ticket;
    const close = (id: string) => tickets.update(id, { set: { status: 'closed', closedBecause: 'compliant' } });

    beforeEach(() => {
      count += 1;
      tenant = `tickets-${count}`;
      clock.set(T0);
      tickets = ticketStore(database(), tenant, clock.now);
      elsewhere = ticketStore(other(), tenant, clock.now);
    });

    it('keeps a ticket as it was opened', async () => {
      const { ticket, isNew } = await tickets.open(aTicket({ title: UNFIT, findings: ['location-exclusion', 'app-scope', 'location-exclusion'] }));
      assert.deepEqual([isNew, ticket], [true, {
        id: ticket.id, number: 1, status: 'opening', accountId: 'ada', findings: ['location-exclusion', 'app-scope'], system: 'builtIn', externalId: undefined,
        externalUrl: undefined, title: MENDED, content: { steps: ['one'] }, priority: 'high', dueAt: DUE, assignee: undefined, openedBy: dana, openedAt: T0,
        closedAt: undefined, closedBecause: undefined, comments: [], updatedAt: T0,
      }]);
      assert.deepEqual([await tickets.load(ticket.id), await tickets.byNumber(1)], [ticket, ticket]);
    });

    it('shows no tenant the tickets of another, and nothing for an id that somebody made up', async () => {
      const { id } = await opened();
      const stranger = ticketStore(database(), `${tenant}-stranger`, clock.now);
      assert.deepEqual([await stranger.load(id), await stranger.byNumber(1), await stranger.update(id, { set: { priority: 'low' } }), await stranger.comment(id, { by: eli, text: 'x' })],
        [undefined, undefined, undefined, undefined]);
      assert.deepEqual([await stranger.list({ limit: 9 }), (await stranger.open(aTicket())).isNew], [{ tickets: [], total: 0 }, true]);
      for (const forged of ['', '1', '\0']) assert.deepEqual([await tickets.load(forged), await tickets.update(forged, { set: {} }), await tickets.comment(forged, { by: eli, text: 'x' })], [undefined, undefined, undefined]);
    });

    it('opens one where five ask at once, also in two processes', async () => {
      for (const accountId of ['ada', 'bob', 'cyd']) {
        const answers = await fiveTimes((index) => by(index).open(aTicket({ accountId, findings: index < 2 ? ['app-scope'] : ['client-scope', 'app-scope'] })));
        assert.equal(answers.filter(({ isNew }) => isNew).length, 1);
        assert.equal(new Set(answers.map(({ ticket }) => ticket.id)).size, 1);
      }
      assert.equal((await tickets.list({ limit: 9 })).total, 3);
    });

    it('shows the ticket that has one of the findings; another finding or account gets its own', async () => {
      const first = await opened();
      const again = await tickets.open(aTicket({ findings: ['client-scope', 'app-scope'], openedBy: eli }));
      assert.deepEqual(again, { ticket: first, isNew: false });
      assert.deepEqual([(await tickets.open(aTicket({ findings: ['client-scope'] }))).isNew, (await tickets.open(aTicket({ accountId: 'bob' }))).isNew], [true, true]);
      await assert.rejects(tickets.open(aTicket({ findings: [] })), /needs at least one finding/);
    });

    it('lets a finding have a new ticket once its ticket is closed', async () => {
      const first = await opened();
      clock.set(T1);
      const closed = (await tickets.update(first.id, { from: ['opening', 'open'], set: { status: 'closed', closedBecause: 'compliant' } }))!;
      assert.deepEqual([closed.status, closed.closedAt, closed.closedBecause, closed.findings], ['closed', T1, 'compliant', first.findings]);
      const second = await tickets.open(aTicket({ findings: ['app-scope'] }));
      assert.deepEqual([second.isNew, second.ticket.number], [true, 2]);
      assert.equal(await tickets.update(first.id, { set: { status: 'open', priority: 'low' } }), undefined, 'the second one has the finding');
      assert.deepEqual(await tickets.load(first.id), closed);
      await close(second.ticket.id);
      const reopened = (await tickets.update(first.id, { from: ['closed'], set: { status: 'open' } }))!;
      assert.deepEqual([reopened.status, reopened.closedAt, reopened.closedBecause], ['open', undefined, undefined]);
      assert.equal(await tickets.update(second.ticket.id, { set: { status: 'open' } }), undefined);
    });

    it('reopens one of two at once', async () => {
      const ids: string[] = [];
      for (let each = 0; each < 5; each += 1) {
        const { id } = await opened();
        ids.push(id);
        await close(id);
      }
      const reopened = await fiveTimes((index) => by(index).update(ids[index]!, { from: ['closed'], set: { status: 'open' } }));
      assert.equal(reopened.filter((ticket) => ticket !== undefined).length, 1);
    });

    it('takes other findings, but none that another ticket has', async () => {
      const { id } = await opened();
      await opened({ findings: ['client-scope'] });
      assert.equal(await tickets.update(id, { set: { findings: ['client-scope'] } }), undefined);
      assert.deepEqual((await tickets.load(id))?.findings, ['location-exclusion', 'app-scope']);
      assert.deepEqual((await tickets.update(id, { set: { findings: ['risk-scope', 'app-scope'] } }))?.findings, ['risk-scope', 'app-scope']);
      assert.equal((await tickets.open(aTicket({ findings: ['location-exclusion'] }))).isNew, true);
      await assert.rejects(tickets.update(id, { set: { findings: [] } }), /needs at least one finding/);
    });

    it('is guarded by the database itself', async () => {
      const { id } = await opened({ findings: ['app-scope'] });
      const closed = await opened({ findings: ['client-scope'] });
      await close(closed.id);
      const claim = (status: string) => sql`insert into ticket_finding values (${tenant}, ${closed.id}, 'ada', ${status}, 'app-scope', 1)`.execute(database());
      await assert.rejects(claim('open'), /ticket_finding_once/);
      await assert.rejects(sql`update ticket_finding set status = 'closed' where tenant_id = ${tenant} and ticket_id = ${id}`.execute(database()), /ticket_finding_ticket/);
      await claim('closed');
      await assert.rejects(sql`update ticket set status = 'open' where tenant_id = ${tenant} and id = ${closed.id}`.execute(database()), /ticket_finding_once/);
    });

    it('changes what is told and leaves the rest; undefined takes a value away', async () => {
      const { id } = await opened();
      const told = (await tickets.update(id, { from: ['opening'], set: { status: 'open', externalId: 'X-1', externalUrl: 'https://x/1', assignee: eli, priority: 'low', content: { steps: [] } } }))!;
      assert.deepEqual([told.status, told.externalId, told.externalUrl, told.assignee, told.priority, told.content], ['open', 'X-1', 'https://x/1', eli, 'low', { steps: [] }]);
      const left = (await tickets.update(id, { set: { assignee: undefined } }))!;
      assert.deepEqual({ ...left, updatedAt: told.updatedAt }, { ...told, assignee: undefined });
      assert.equal(await tickets.update(id, { from: ['opening', 'closed'], set: { priority: 'high' } }), undefined);
    });

    it('changes nothing that was changed since it was read, also within a millisecond', async () => {
      const { id, updatedAt } = await opened();
      const won = await fiveTimes((index) => by(index).update(id, { unchangedSince: updatedAt, set: { assignee: index === 0 ? dana : eli } }));
      const [winner, ...others] = won.filter((ticket) => ticket !== undefined);
      assert.deepEqual([others, winner!.updatedAt], [[], after(T0, 1)]);
      await tickets.comment(id, { by: bot, text: 'seen' });
      assert.equal(await tickets.update(id, { unchangedSince: winner!.updatedAt, set: { priority: 'low' } }), undefined);
    });

    it('keeps every comment, in order, when five come at once', async () => {
      const { id } = await opened();
      await fiveTimes((index) => by(index).comment(id, { by: eli, text: `${index} ${UNFIT}` }));
      const { comments, updatedAt } = (await tickets.load(id))!;
      assert.deepEqual(comments.map(({ text }) => text).toSorted(), [0, 1, 2, 3, 4].map((index) => `${index} ${MENDED}`));
      assert.deepEqual(comments.map(({ at, by: who }) => [at, who]), [1, 2, 3, 4, 5].map((ms) => [after(T0, ms), eli]));
      assert.equal(updatedAt, after(T0, 5));
    });

    it('lists the newest first, as asked', async () => {
      for (const accountId of ['ada', 'bob', 'cyd', 'dee']) await opened({ accountId, dueAt: accountId === 'cyd' ? T0 : DUE });
      await close((await tickets.byNumber(1))!.id);
      await tickets.update((await tickets.byNumber(2))!.id, { set: { status: 'open', assignee: eli } });
      const listed = async (query: Parameters<TicketStore['list']>[0]) => {
        const { tickets: found, total } = await tickets.list(query);
        return [found.map(({ number }) => number), total];
      };
      assert.deepEqual(await listed({ limit: 2 }), [[4, 3], 4]);
      assert.deepEqual(await listed({ limit: 2, offset: 3 }), [[1], 4]);
      assert.deepEqual(await listed({ status: ['open', 'closed'], limit: 9 }), [[2, 1], 2]);
      assert.deepEqual(await listed({ accountIds: ['dee', 'ada', "x'y", ...Array.from({ length: 70_000 }, (_, index) => `id-${index}`)], limit: 9 }), [[4, 1], 2]);
      assert.deepEqual(await listed({ assigneeId: eli.id, limit: 9 }), [[2], 1]);
      assert.deepEqual(await listed({ dueBefore: T1, limit: 9 }), [[3], 1]);
      assert.deepEqual([await listed({ accountIds: [], limit: 9 }), await listed({ status: [], limit: 9 })], [[[], 0], [[], 0]]);
      assert.deepEqual((await tickets.list({ limit: 1 })).tickets, [await tickets.byNumber(4)]);
    });
  });
}
