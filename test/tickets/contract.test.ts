import assert from 'node:assert/strict';
import { createTicketSystem, TicketError, type TicketSystem, type TicketSystemConfig, type TicketSystemParts } from '../../src/tickets/index.js';
import type { GraphReply, GraphRequest } from '../support/graphServer.js';
import { draft, HOSTILE, hostileDraft } from './drafts.js';
import { noGraph } from './noGraph.js';
import { connectWiseSite } from './standIns/connectWise.js';
import { jiraSite } from './standIns/jira.js';
import { serviceNowSite } from './standIns/serviceNow.js';
import { PERSON, type Site } from './standIns/site.js';

/** So much of the encoded credentials as no cleaning would change. */
const credentialOf = ({ headers }: GraphRequest): string => /^\w+ (\w{8,})/.exec(String(headers.authorization))![1]!;
const RATE_LIMITED: GraphReply = { status: 429, headers: { 'Retry-After': '2' }, body: '' };

for (const [name, begin] of Object.entries({ Jira: jiraSite, ServiceNow: serviceNowSite, 'ConnectWise PSA': connectWiseSite })) {
  describe(`tickets in ${name}`, () => {
    let site: Site;
    let waits: number[];
    let system: TicketSystem;
    beforeEach(async () => {
      site = await begin();
      waits = [];
      system = make();
    });
    afterEach(async () => {
      try {
        site.server.verify();
      } finally {
        await site.server.close();
      }
    });

    function make(parts: Partial<TicketSystemParts> = {}): TicketSystem {
      let now = 0;
      const sleep = async (ms: number): Promise<void> => {
        waits.push(ms);
        now += ms;
      };
      return createTicketSystem(site.config, { graph: noGraph, now: () => now, sleep, ...parts });
    }

    const states = (ids: string[]) => system.states!(ids);
    const rejects = (asked: Promise<unknown>, kind: TicketError['kind'], message: RegExp): Promise<void> =>
      assert.rejects(asked, (cause) => {
        assert(cause instanceof TicketError, String(cause));
        assert.deepEqual([cause.kind, message.test(cause.message)], [kind, true], cause.message);
        for (const secret of [site.secret, ...site.server.requests.map(credentialOf)]) assert(!cause.message.includes(secret), cause.message);
        assert.match(cause.message, /^(?!.*[\n<>]).{20,420}$/);
        return true;
      });

    it('opens one with everything a ticket carries', async () => {
      const { externalId, url } = await system.open(draft);
      const [kept] = site.kept;
      assert.deepEqual([kept!.id, kept!.key, kept!.priority, kept!.due], [externalId, draft.key, site.expected.priority, site.expected.due]);
      for (const text of [draft.title, ...draft.paragraphs.flatMap(({ heading, lines }) => [heading, ...lines])]) assert(site.textOf(kept!).includes(text), text);
      assert.match(url!, new RegExp(`^http://.*${externalId}`));
    });

    it('opens one ticket for the same draft twice', async () => {
      const first = await system.open(draft);
      assert.deepEqual(await system.open(draft), first);
      assert.equal(site.kept.length, 1);
    });

    for (const fault of ['reset', 'cut', 'truncate'] as const) {
      it(`finds what it created where the answer was lost (${fault})`, async () => {
        site.server.once(site.create, async (request) => {
          const lost = await fetch(site.server.baseUrl + request.path, { method: 'POST', body: JSON.stringify(request.body), headers: { authorization: request.headers.authorization!, clientId: String(request.headers.clientid) } });
          return { status: 201, body: await lost.json(), fault };
        });
        await rejects(system.open(draft), 'later', /try again/);
        assert.equal((await make().open(draft)).externalId, site.kept[0]!.id);
        assert.equal(site.kept.length, 1);
      });
    }

    it('reads the states of many in bulk, in the order asked, a gone one undefined', async () => {
      await Promise.all(Array.from({ length: 103 }, (_, index) => system.open({ ...draft, key: `key-${index}` })));
      const ids = site.kept.map(({ id }) => id);
      site.kept[1]!.status = site.closed;
      await system.assign(ids[102]!, PERSON);
      const before = site.server.requests.length;
      const found = await states([ids[102]!, site.strangerId, ids[1]!, 'no id', ...ids]);
      assert.equal(site.server.requests.length - before, 2);
      assert.deepEqual(found.slice(0, 4).map((state) => state && [state.status, state.assignee]), [['open', PERSON.displayName], undefined, ['closed', undefined], undefined]);
      assert(found.slice(4).every((state, index) => state?.status === (index === 1 ? 'closed' : 'open') && state.label.length > 2));
      assert.deepEqual(await states([]), []);
    });

    it('comments, closes and reopens, each once', async () => {
      const { externalId } = await system.open(draft);
      await system.comment(externalId, 'called him');
      for (const because of ['now compliant', 'again']) await system.close(externalId, because);
      assert.deepEqual([site.kept[0]!.status, (await states([externalId]))[0]!.status, site.kept[0]!.notes], [site.closed, 'closed', ['called him', 'now compliant']]);
      for (const because of ['fell back', 'again']) await system.reopen(externalId, because);
      assert.deepEqual([(await states([externalId]))[0]!.status, site.kept[0]!.notes], ['open', ['called him', 'now compliant', 'fell back']]);
    });

    it('assigns to a person the system knows, and to nobody else', async () => {
      const { externalId } = await system.open(draft);
      assert.equal(await system.assign(externalId, { displayName: 'Bob', userPrincipalName: 'bob@contoso.example' }), 'unknownPerson');
      assert.equal(await system.assign(externalId, { ...PERSON, userPrincipalName: 'Dana@Contoso.example' }), 'assigned');
      assert.equal((await states([externalId]))[0]!.assignee, PERSON.displayName);
      const before = site.server.requests.length;
      for (const userPrincipalName of ['x^ORactive=true@contoso.example', 'a@b.example" or id > "0', 'javascript:gs.getUserID()', '', 'dana']) {
        assert.equal(await system.assign(externalId, { ...PERSON, userPrincipalName }), 'unknownPerson');
      }
      assert.equal(site.server.requests.length, before);
    });

    it('carries hostile names as text', async () => {
      const { externalId } = await system.open({ ...draft, key: 'another' });
      assert.notEqual((await system.open(hostileDraft)).externalId, externalId);
      await system.comment(externalId, HOSTILE);
      assert.equal((await system.open(hostileDraft)).externalId, site.kept[1]!.id);
      assert.match(site.kept[1]!.key, /^[0-9a-f]{40}$/);
      const written = site.kept.map(site.textOf).join('\n');
      assert.doesNotMatch(written, /[\0\u202E\r]/);
      if (name !== 'Jira') assert.doesNotMatch(written, /<|\[code|\]\(|@\[/);
    });

    it('names the variables where the credentials are refused, and never a secret', async () => {
      site.server.override(site.lookup, { status: 401, body: site.refusal(`who is ${site.secret}`) });
      await rejects(system.open(draft), 'setup', site.credentials);
      const wrong: object = { ...site.config, apiToken: 'wrong', credential: { kind: 'password', user: 'bot', password: 'wrong' }, privateKey: 'wrong' };
      const mistyped = wrong as TicketSystemConfig;
      await rejects(createTicketSystem(mistyped, { graph: noGraph }).comment(site.strangerId, 'x'), 'setup', site.credentials);
    });

    it("repeats the system's own words as one harmless line", async () => {
      site.server.override(site.create, (request) => ({ status: 400, body: site.refusal(`<b>bad</b> field\n[x](http://evil) ${site.secret} ${String(request.headers.authorization)} ${'long '.repeat(200)}`) }));
      await rejects(system.open(draft), 'refused', /status 400\) \(`.*b bad/);
      site.server.override(site.create, { status: 403, body: site.refusal('not allowed') });
      await rejects(system.open(draft), 'setup', /forbids this \(`.*not allowed.*`\): /);
    });

    it('tells a ticket that is gone', async () => {
      await rejects(system.comment(site.strangerId, 'x'), 'gone', /open a new/);
      await rejects(system.comment('../secrets', 'x'), 'gone', /open a new/);
      await rejects(system.close(site.strangerId, 'x'), 'gone', /open a new/);
      await rejects(system.reopen('1 OR 1=1', 'x'), 'gone', /open a new/);
    });

    it('waits for a rate limit as long as it is asked to, but not for ever', async () => {
      site.server.once(site.lookup, RATE_LIMITED).once(site.create, RATE_LIMITED);
      await system.open(draft);
      assert.deepEqual([waits, site.kept.length], [[2000, 2000], 1]);
      site.server.override(site.lookup, RATE_LIMITED);
      await rejects(system.open(draft), 'later', /busy: try again in 2 s$/);
      assert.equal(waits.length, 4);
      site.server.override(site.lookup, { ...RATE_LIMITED, headers: { 'Retry-After': 'Thu, 01 Jan 1970 01:00:00 GMT' } });
      await rejects(make().open(draft), 'later', /try again in 3600 s$/);
      site.server.override(site.lookup, { status: 429 });
      await rejects(make().open(draft), 'later', /try again in a few minutes$/);
      assert.deepEqual(waits.slice(4), [1000, 2000]);
    });

    it('repeats what can be repeated when the system is away, and never a create or a comment', async () => {
      const away = { status: 503, headers: { 'Retry-After': '1' }, body: '<html>maintenance</html>' };
      site.server.once(site.lookup, away).once(site.create, away);
      await rejects(system.open(draft), 'later', /busy: try again in 1 s/);
      assert.deepEqual([waits, site.server.asked(site.create).length], [[1000], 1]);
      const { externalId } = await system.open(draft);
      site.server.once(site.comment(externalId), away);
      await rejects(system.comment(externalId, 'x'), 'later', /busy/);
      assert.equal(waits.length, 1);
    });

    for (const [what, reply, message] of [
      ['failure', { status: 500, body: 'java.lang.NullPointerException' }, /failed \(status 500\): try again/],
      ['sign-in page', { status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>Log in</html>' }, /is no answer of .*BASE_URL/],
      ['answer of another shape', { status: 200, body: { result: [{ sys_id: 7 }], issues: [{}] } }, /is no answer of/],
      ['broken connection', { fault: 'reset' }, /can't be reached: check .*BASE_URL/],
    ] as [string, GraphReply, RegExp][]) {
      it(`takes a ${what} for something to try again`, async () => {
        site.server.override(site.lookup, reply);
        await rejects(system.open(draft), 'later', message);
        assert.equal(site.kept.length, 0);
      });
    }

    it('waits no longer than its timeout', async () => {
      site.server.override(site.lookup, () => new Promise((resolve) => setTimeout(resolve, 300, {})));
      await rejects(make({ timeoutMs: 40 }).open(draft), 'later', /did not answer within 0.04 s/);
    });

    it('follows no redirect', async () => {
      site.server.override(site.lookup, { status: 302, headers: { Location: `${site.server.baseUrl}/elsewhere` } });
      await rejects(system.open(draft), 'setup', /points to another address/);
      assert.deepEqual(site.server.requests.filter(({ path }) => path === '/elsewhere'), []);
    });

    it('is checked without writing anything', async () => {
      assert.equal(await system.check(), '');
      assert(site.server.requests.length > 0 && site.server.requests.every(({ method }) => method === 'GET'));
    });
  });
}
