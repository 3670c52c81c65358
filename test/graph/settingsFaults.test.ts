import assert from 'node:assert/strict';
import { createSettings, type SettingRef, type SettingValue, type WriteOutcome } from '../../src/graph/index.js';
import { GraphServer, refusal, type GraphReply, type GraphRequest } from '../support/graphServer.js';
import { graphOn, VirtualClock } from './harness.js';

type Target = { ref: SettingRef; value: SettingValue };
type Part = { id: string; method: string; url: string; body?: unknown };

const PATCH = 'PATCH /v1.0/identity/conditionalAccess/policies/p1';
const BATCH = 'POST /v1.0/$batch';
const BETA_BATCH = 'POST /beta/$batch';
const policy: Target = { ref: { kind: 'policy', policyId: 'p1' }, value: { state: 'enabled', 'conditions.users': { excludeUsers: [] } } };
const perUser = (accountId: string): Target => ({ ref: { kind: 'perUserMfa', accountId }, value: 'enforced' });
const member = (accountId: string, value = true): Target => ({ ref: { kind: 'membership', groupId: 'g', accountId }, value });

const done: GraphReply = { status: 204, body: '', headers: { 'request-id': 'done-id' } };
const throttled = (seconds?: number): GraphReply => ({ status: 429, body: refusal('TooManyRequests'), headers: seconds === undefined ? {} : { 'Retry-After': String(seconds) } });
const LOST: Record<string, GraphReply> = {
  'a 500': { status: 500, body: refusal('InternalServerError') }, 'a 503': { status: 503, body: refusal('ServiceUnavailable') },
  'a 504 with an HTML page': { status: 504, body: '<html>' }, 'a broken connection': { fault: 'reset' },
  'half an answer': { status: 200, body: { value: 1 }, fault: 'truncate' }, 'a page of a proxy': { status: 200, body: '<html>hello</html>' },
};

/** Answers each part of a batch by what `answer` says of it. */
const parts = (answer: (part: Part) => { status: number; body?: unknown; headers?: Record<string, string> } | undefined) =>
  ({ body }: GraphRequest): GraphReply => ({
    body: { responses: (body as { requests: Part[] }).requests.flatMap((part) => {
      const reply = answer(part);
      return reply ? [{ id: part.id, ...reply }] : [];
    }).toReversed() },
  });
const isRead = ({ body }: GraphRequest): boolean => (body as { requests: Part[] }).requests[0]!.method === 'GET';
/** A membership service: what lands is listed by reads from then on. */
function memberships(members: Set<string>, write: (part: Part) => { status: number; body?: unknown; headers?: Record<string, string> } | undefined) {
  return (request: GraphRequest): GraphReply => {
    if (!isRead(request)) return parts(write)(request);
    return parts(({ url }) => ({ status: 200, body: { value: members.has(url.split('/')[2]!) ? [{ id: 'g' }] : [] } }))(request);
  };
}
const accountIn = ({ body, url }: Part): string => (body ? String((body as { '@odata.id': string })['@odata.id']) : url.replace('/$ref', '')).split('/').at(-1)!;

describe('faults in mid-write', () => {
  let server: GraphServer;
  let clock: VirtualClock;
  before(async () => {
    server = await GraphServer.start();
  });
  beforeEach(() => {
    clock = new VirtualClock();
  });
  afterEach(() => server.forget());
  after(() => server.close());

  const write = (...targets: Target[]): Promise<WriteOutcome[]> => createSettings(graphOn(server, { timeoutMs: 300 }, clock)).write(targets);
  const began = Date.parse('2026-11-23T06:00:00Z');
  const seconds = (): number => (clock.time - began) / 1000;
  const statuses = (outcomes: WriteOutcome[]): string[] => outcomes.map(({ status }) => status);

  describe('a policy', () => {
    it('is sent whole where it is touched, and keeps the request id', async () => {
      server.on(PATCH, ({ body }) => {
        assert.deepEqual(body, { state: 'enabled', conditions: { users: { excludeUsers: [] } } });
        return done;
      });
      assert.deepEqual(await write(policy), [{ status: 'written', requestId: 'done-id' }]);
      server.verify();
    });

    for (const [name, reply] of [['with Retry-After', throttled(7)], ['without Retry-After', throttled()]] as const) {
      it(`throttled ${name} is tried again after its time`, async () => {
        server.once(PATCH, reply).on(PATCH, done);
        assert.deepEqual(statuses(await write(policy)), ['written']);
        assert.ok(seconds() >= (name === 'with Retry-After' ? 7 : 0.5), String(seconds()));
        server.verify();
      });
    }

    it('throttled to the end, or for longer than a person waits, is refused: certainly not done', async () => {
      server.on(PATCH, throttled());
      const [outcome] = await write(policy);
      assert.ok(outcome!.status === 'refused' && /throttled and took nothing/.test(outcome!.mend));
      assert.ok(seconds() <= 31, String(seconds()));
      server.forget();
      server.once(PATCH, throttled(120));
      const sent = clock.time;
      assert.deepEqual(statuses(await write(policy)), ['refused']);
      assert.ok(clock.time - sent < 1_000);
      server.verify();
    });

    for (const [name, reply] of Object.entries(LOST)) {
      it(`after ${name} is set again, for setting twice is setting once`, async () => {
        server.once(PATCH, reply).on(PATCH, done);
        assert.deepEqual(statuses(await write(policy)), ['written']);
        server.verify();
      });

      it(`after ${name} without end is unclear, and within the time a person waits`, async () => {
        server.on(PATCH, reply);
        const [outcome] = await write(policy);
        assert.ok(outcome!.status === 'unclear' && /may be done or not/.test(outcome!.mend), JSON.stringify(outcome));
        assert.ok(seconds() <= 31, String(seconds()));
        assert.ok(server.asked(PATCH).length > 2);
        server.verify();
      });
    }

    it('that may be done stays unclear when later attempts are throttled or refused', async () => {
      for (const later of [throttled(), { status: 403, body: refusal('Authorization_RequestDenied') }]) {
        server.once(PATCH, { fault: 'reset' }).on(PATCH, later);
        assert.deepEqual(statuses(await write(policy)), ['unclear']);
        server.forget();
      }
    });

    it('whose answer never comes is unclear', async () => {
      server.on(PATCH, () => new Promise(() => undefined));
      const [outcome] = await write(policy);
      assert.ok(outcome!.status === 'unclear' && outcome!.code === 'Timeout');
    });

    it('without a token is refused before anything is sent', async () => {
      const graph = graphOn(server, { getToken: () => Promise.reject(new Error('signed out')) }, clock);
      const [outcome] = await createSettings(graph).write([policy]);
      assert.ok(outcome!.status === 'refused' && outcome!.code === 'NoToken' && /signed out; sign in again/.test(outcome!.mend));
      server.verify();
    });

    it('of a tenant without a licence says so', async () => {
      server.on(PATCH, { status: 403, body: refusal('AccessDenied') });
      const [outcome] = await write(policy);
      assert.ok(outcome!.status === 'refused' && /licences don't include Conditional Access/.test(outcome!.mend));
    });
  });

  describe('parts of a batch', () => {
    it('are judged one by one, and only what is open goes again', async () => {
      const seen: Record<string, number> = {};
      server.on(BETA_BATCH, parts(({ url }) => {
        const id = url.split('/')[2]!;
        seen[id] = (seen[id] ?? 0) + 1;
        if (id === 'denied') return { status: 403, body: refusal('Authorization_RequestDenied') };
        if (id === 'busy' && seen[id] === 1) return { status: 429, headers: { 'Retry-After': '5' }, body: refusal('TooManyRequests') };
        if (id === 'far') return { status: 429, headers: { 'Retry-After': '300' }, body: refusal('TooManyRequests') };
        if (id === 'failing') return { status: 503, body: refusal('ServiceUnavailable') };
        if (id === 'silent' && seen[id] === 1) return undefined;
        return { status: 204 };
      }));
      const outcomes = await write(...['fine', 'denied', 'busy', 'far', 'failing', 'silent'].map(perUser));
      assert.deepEqual(statuses(outcomes), ['written', 'refused', 'written', 'refused', 'unclear', 'written']);
      assert.deepEqual({ ...seen, failing: 0 }, { fine: 1, denied: 1, busy: 2, far: 1, failing: 0, silent: 2 });
      assert.ok(seen['failing']! > 2 && seconds() <= 31);
    });

    it('share the fate of the batch: throttled as a whole not done, lost as a whole unclear', async () => {
      server.once(BETA_BATCH, throttled(3)).once(BETA_BATCH, { fault: 'reset' }).on(BETA_BATCH, parts(() => ({ status: 204 })));
      assert.deepEqual(statuses(await write(perUser('a'), perUser('b'))), ['written', 'written']);
      server.verify();
      server.on(BETA_BATCH, { fault: 'reset' });
      assert.deepEqual(statuses(await write(perUser('a'), perUser('b'))), ['unclear', 'unclear']);
    });

    it('are sent twenty to a request', async () => {
      server.on(BETA_BATCH, parts(() => ({ status: 204 })));
      await write(...Array.from({ length: 45 }, (_, index) => perUser(String(index))));
      assert.deepEqual(server.asked(BETA_BATCH).map(({ body }) => (body as { requests: Part[] }).requests.length).toSorted(), [20, 20, 5].toSorted());
    });
  });

  describe('a membership', () => {
    it('whose write was done and whose answer was lost is looked up, not sent again', async () => {
      const members = new Set<string>();
      let posts = 0;
      server.on(BATCH, memberships(members, (part) => {
        posts += 1;
        members.add(accountIn(part));
        return { status: 504, body: refusal('GatewayTimeout') };
      }));
      assert.deepEqual(statuses(await write(member('a'), member('b'))), ['written', 'written']);
      assert.equal(posts, 2);
    });

    it('whose write was not done is sent again once a look has shown so', async () => {
      const members = new Set<string>();
      let posts = 0;
      server.on(BATCH, memberships(members, (part) => {
        posts += 1;
        if (posts === 1) return { status: 504, body: refusal('GatewayTimeout') };
        members.add(accountIn(part));
        return { status: 204 };
      }));
      assert.deepEqual(statuses(await write(member('a'))), ['written']);
      assert.equal(posts, 2);
    });

    it('that is lost again and again, or can\'t be looked up, is unclear', async () => {
      server.on(BATCH, memberships(new Set(), () => ({ status: 504, body: refusal('GatewayTimeout') })));
      assert.deepEqual(statuses(await write(member('a'))), ['unclear']);
      server.forget();
      server.on(BATCH, (request) => (isRead(request) ? { status: 503, body: refusal('ServiceUnavailable') } : { fault: 'reset' }));
      assert.deepEqual(statuses(await write(member('a'))), ['unclear']);
      assert.ok(seconds() <= 70, String(seconds()));
    });

    it('that was there already, or gone already, counts as written', async () => {
      server.on(BATCH, memberships(new Set(['a']), ({ method }) => (method === 'POST' ? { status: 400, body: refusal('Request_BadRequest') } : { status: 404, body: refusal('Request_ResourceNotFound') })));
      assert.deepEqual(statuses(await write(member('a'), member('b', false))), ['written', 'written']);
    });

    it('refused with 400 stays refused where a look doesn\'t show it', async () => {
      server.on(BATCH, memberships(new Set(), () => ({ status: 400, body: refusal('Request_BadRequest') })));
      const [outcome] = await write(member('a'));
      assert.ok(outcome!.status === 'refused' && outcome!.requestId === 'test-request-id', JSON.stringify(outcome));
    });

    it('that cannot be added for want of the account or the group says so', async () => {
      server.on(BATCH, parts(() => ({ status: 404, body: refusal('Request_ResourceNotFound') })));
      const [outcome] = await write(member('a'));
      assert.ok(outcome!.status === 'refused' && /gone/.test(outcome!.mend));
    });

    it('in conflict with another write of the same group is tried again', async () => {
      let posts = 0;
      server.on(BATCH, parts(() => ((posts += 1) === 1 ? { status: 409, body: refusal('ConcurrencyViolation') } : { status: 204 })));
      assert.deepEqual(statuses(await write(member('a'))), ['written']);
    });

    it('is read from its beginning where an account is in more groups than a page holds', async () => {
      const nextLink = `${server.baseUrl}/v1.0/users/a/memberOf?page=2`;
      server.on(BATCH, parts(() => ({ status: 200, body: { value: [{ id: 'x' }], '@odata.nextLink': nextLink } })));
      server.on('GET /v1.0/users/a/memberOf', ({ query }) => ({ body: query.has('page') ? { value: [{ id: 'g' }] } : { value: [{ id: 'x' }], '@odata.nextLink': nextLink } }));
      const settings = createSettings(graphOn(server, {}, clock));
      assert.deepEqual(await settings.read([{ ref: member('a').ref, before: true }]), [{ value: true }]);
      server.verify();
    });
  });

  it('a lost write is told by the next read, which says what is', async () => {
    server.on(PATCH, done).on('GET /v1.0/identity/conditionalAccess/policies', ({ headers }) => {
      assert.equal(headers['prefer'], 'include-unknown-enum-members');
      return { body: { value: [{ id: 'p1', state: 'disabled', conditions: { users: { excludeUsers: ['bob'], 'excludeUsers@odata.context': 'x' } } }] } };
    });
    const settings = createSettings(graphOn(server, {}, clock));
    assert.deepEqual(statuses(await settings.write([policy])), ['written']);
    assert.deepEqual(await settings.read([{ ref: policy.ref, before: policy.value }]), [{ value: { state: 'disabled', 'conditions.users': { excludeUsers: ['bob'] } } }]);
    server.verify();
  });

  it('a setting that can\'t be read is an error of its own, not a value', async () => {
    server.on(BETA_BATCH, parts(({ url }) => (url.includes('odd') ? { status: 200, body: { perUserMfaState: 'odd' } } : { status: 200, body: { perUserMfaState: 'enabled' } })));
    server.on('GET /v1.0/policies/identitySecurityDefaultsEnforcementPolicy', { status: 403, body: refusal('Authorization_RequestDenied') });
    const settings = createSettings(graphOn(server, {}, clock));
    const [odd, fine, refused] = await settings.read([
      { ref: perUser('odd').ref, before: 'disabled' }, { ref: perUser('fine').ref, before: 'disabled' }, { ref: { kind: 'securityDefaults' }, before: true },
    ]);
    assert.ok('error' in odd! && odd.error.code === 'InvalidResponse');
    assert.deepEqual(fine, { value: 'enabled' });
    assert.ok('error' in refused! && refused.error.reason === 'permission');
  });
});
