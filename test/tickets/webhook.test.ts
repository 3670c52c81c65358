import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { createTicketSystem, TicketError, type TicketSystem } from '../../src/tickets/index.js';
import { GraphServer, type GraphReply, type GraphRequest } from '../support/graphServer.js';
import { draft, hostileDraft } from './drafts.js';
import { noGraph } from './noGraph.js';
import { PERSON } from './standIns/site.js';

const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const NOW = Date.parse('2026-11-27T08:00:00.500Z');
const HOOK = 'POST /hook';

/** A receiver's check as standardwebhooks.com lays it down, on the body as it came. */
function verified({ headers, body }: GraphRequest, key = Buffer.from(SECRET.slice(6), 'base64')): { type: string; id: string; data: Record<string, unknown> } {
  const id = headers['webhook-id'];
  const signature = createHmac('sha256', key).update(`${String(id)}.${String(headers['webhook-timestamp'])}.${JSON.stringify(body)}`).digest('base64');
  assert.equal(headers['webhook-signature'], `v1,${signature}`);
  assert.deepEqual([headers['webhook-timestamp'], headers['idempotency-key'], headers['content-type']], [String(Math.floor(NOW / 1000)), id, 'application/json']);
  return body as { type: string; id: string; data: Record<string, unknown> };
}

describe('tickets by webhook', () => {
  let server: GraphServer;
  let system: TicketSystem;
  const make = (secret = SECRET): TicketSystem => createTicketSystem({ system: 'webhook', url: `${server.baseUrl}/hook`, secret }, { graph: noGraph, now: () => NOW, sleep: async () => undefined });
  /** Takes every event, and keeps what it was. */
  function listen(reply: GraphReply, key?: Buffer<ArrayBuffer>): ReturnType<typeof verified>[] {
    const events: ReturnType<typeof verified>[] = [];
    server.on(HOOK, (request) => {
      events.push(verified(request, key));
      return reply;
    });
    return events;
  }
  before(async () => (server = await GraphServer.start()));
  beforeEach(() => (system = make()));
  afterEach(() => server.verify());
  after(() => server.close());

  it('tells the whole ticket, signed, under one id for ever', async () => {
    const events = listen({ status: 202, body: { url: 'https://tickets.example/7' } });
    const first = await system.open(draft);
    assert.deepEqual([first, await make().open(draft)], [{ externalId: draft.key, url: 'https://tickets.example/7' }, first]);
    assert.deepEqual(events.map(({ type, id }) => [type, id]), [['ticket.opened', `open-${draft.key}`], ['ticket.opened', `open-${draft.key}`]]);
    const { key, ...told } = draft;
    assert.deepEqual(events[0]!.data, { ticket: { id: key, ...told } });
  });

  it('tells each step under an id of its own', async () => {
    const events = listen({ status: 204, body: '' });
    await system.comment('7', 'called him');
    await system.comment('7', 'called him');
    await system.close('7', 'compliant');
    await system.reopen('7', 'fell back');
    assert.equal(await system.assign('7', PERSON), 'assigned');
    assert.equal(await system.check(), '');
    assert.deepEqual(events.map(({ type, data }) => [type, data]), [
      ['ticket.commented', { ticket: { id: '7' }, text: 'called him' }], ['ticket.commented', { ticket: { id: '7' }, text: 'called him' }],
      ['ticket.closed', { ticket: { id: '7' }, because: 'compliant' }], ['ticket.reopened', { ticket: { id: '7' }, because: 'fell back' }],
      ['ticket.assigned', { ticket: { id: '7' }, assignee: PERSON }], ['ping', {}],
    ]);
    assert.equal(new Set(events.map(({ id }) => id)).size, events.length);
  });

  it('takes a secret as it is where it has no `whsec_`, and keeps hostile names out of headers', async () => {
    const events = listen({ body: 'thanks' }, Buffer.from('a plain secret of ours'));
    assert.equal((await make('a plain secret of ours').open(hostileDraft)).url, undefined);
    assert.match(events[0]!.id, /^open-[0-9a-f]{40}$/);
  });

  it('takes no address but https from the receiver', async () => {
    for (const url of ['javascript:alert(1)', 'http://tickets.example/7', 7]) {
      server.once(HOOK, { body: { url } });
      assert.equal((await system.open(draft)).url, undefined);
    }
  });

  it('repeats the same event where it was throttled or away', async () => {
    for (const status of [429, 503]) server.once(HOOK, { status, headers: { 'Retry-After': '1' } });
    server.once(HOOK, {});
    await system.comment('7', 'x');
    const ids = server.asked(HOOK).map((request) => verified(request).id);
    assert.deepEqual([ids.length, new Set(ids).size], [3, 1]);
  });

  for (const [status, kind, message] of [[401, 'setup', /WEBHOOK_SECRET/], [403, 'setup', /WEBHOOK_SECRET/], [404, 'setup', /WEBHOOK_URL/], [307, 'setup', /not followed/], [422, 'refused', /does not take/], [500, 'later', /try again/]] as const) {
    it(`says what to do about ${status}`, async () => {
      server.once(HOOK, { status, headers: { Location: '/other' }, body: `no ${SECRET}` });
      await assert.rejects(system.open(draft), (cause) => cause instanceof TicketError && cause.kind === kind && message.test(cause.message) && !cause.message.includes(SECRET));
    });
  }
});
