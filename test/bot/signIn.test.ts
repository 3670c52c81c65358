import assert from 'node:assert/strict';
import { DANA, own, read, SSO, TENANT, signInStage, type Json } from './signInStage.js';
import { TeamsClient } from './teamsClient.js';
import { entraToken } from './tokenService.js';

describe('signing in with one\'s own rights', function () {
  this.timeout(20_000);
  const stage = signInStage();
  const { plan, run, place, post, execute, authenticate, signInInvoke, sentHere, heard, oauthCards, resourceId, body, shownCard, loginRequest } = stage;

  describe('from a button', () => {
    it('acts at once where the token service has the token already', async () => {
      stage.tokens.keep('29:dana', own);
      assert.match(shownCard(await execute()), /Done now/);
      assert.deepEqual([plan.doneWith, stage.tokens.calls], [[own], ['GET /api/usertoken/GetToken']]);
    });

    it('takes the person from the sender', async () => {
      await execute();
      const { ownToken, place: _, ...person } = plan.people[0]!;
      assert.deepEqual(person, { conversationId: stage.here, personId: DANA, accountId: DANA, tenantId: TENANT, name: 'Dana', isPersonal: true });
      assert.equal(typeof ownToken, 'function');
    });

    it('asks the first time, and does it once when the same press comes with Teams\' token', async () => {
      const card = loginRequest(await execute());
      assert.deepEqual(plan.doneWith, []);
      assert.match(String(card['text']), /^Sign in, /);
      assert.equal(card['connectionName'], 'graph');
      assert.deepEqual(Object.keys(card['tokenExchangeResource'] as object), ['id', 'uri', 'providerId']);
      const [{ type, title, value }] = card['buttons'] as [Json];
      assert.deepEqual([type, title], ['signin', 'Sign in']);
      assert.match(String(value), /\/api\/oauth\/signin/);

      stage.tokens.exchanges.set(SSO, own);
      assert.match(shownCard(await authenticate()), /Done now/);
      assert.deepEqual([plan.doneWith, sentHere()], [[own], []]);
    });

    it('stays once, however often the answer to the login request is sent again', async () => {
      stage.tokens.exchanges.set(SSO, own);
      const shown = (await Promise.all([1, 2, 3].map(() => authenticate()))).map(shownCard);
      assert.deepEqual([plan.doneWith.length, shown.filter((text) => text.includes('Done already')).length], [1, 2]);
    });

    const refusals: [string, { status: number; code: string; message: string }][] = [
      ['consent is missing', { status: 412, code: 'ConsentRequired', message: 'AADSTS65001' }],
      ['the token has expired', { status: 400, code: 'BadArgument', message: 'AADSTS500133: Assertion is not within its valid time range.' }],
      ['nothing is known about the connection', { status: 404, code: 'NotFound', message: 'The connection setting was not found.' }],
    ];
    for (const [what, refusal] of refusals) {
      it(`falls back to the sign-in button where ${what}, and goes on with its code`, async () => {
        stage.tokens.exchanges.set(SSO, refusal);
        const { statusCode, type, value } = body(await authenticate());
        assert.deepEqual([statusCode, type], [412, 'application/vnd.microsoft.error.preconditionFailed']);
        assert.equal((value as Json)['code'], '412');
        assert.match(String((value as Json)['message']), /expired, or your consent.*Use the sign-in button/);
        assert.deepEqual(plan.people, []);

        assert.match(shownCard(await execute({ state: stage.tokens.signInByBrowser('29:dana', own) })), /Done now/);
        assert.deepEqual(plan.doneWith, [own]);
      });
    }

    it('refuses a code that is not the service\'s, or was used before', async () => {
      const wrong = { statusCode: 401, type: 'application/vnd.microsoft.error.incorrectAuthCode', value: null };
      assert.deepEqual(body(await execute({ state: '000000' })), wrong);
      assert.deepEqual(plan.people, []);
      const code = stage.tokens.signInByBrowser('29:dana', own);
      await execute({ state: code });
      assert.deepEqual(body(await execute({ state: code })), wrong);
      assert.equal(plan.doneWith.length, 1);
    });

    it('takes no token that was meant for another connection', async () => {
      stage.tokens.exchanges.set(SSO, own);
      loginRequest(await authenticate(SSO, 'other'));
      assert.deepEqual([plan.doneWith, stage.tokens.calls.filter((call) => call.includes('exchange'))], [[], []]);
    });

    for (const value of [{ authentication: 7 }, { authentication: { token: own } }, { state: {} }, { authentication: null, state: '' }]) {
      it(`takes ${JSON.stringify(value).slice(0, 30)} for a press without a sign-in`, async () => {
        loginRequest(await execute(value));
      });
    }

    it('asks in a message where the answer came too late for a login request', async () => {
      plan.takesMs = 1_600;
      assert.match(shownCard(await execute()), /Working on it/);
      await stage.teams.when(() => oauthCards()[0]);
      assert.deepEqual(sentHere().map(({ kind }) => kind), ['updated', 'sent']);
      plan.takesMs = 0;
      stage.tokens.exchanges.set(SSO, own);
      assert.equal((await signInInvoke('tokenExchange', { id: resourceId(oauthCards()[0]!), connectionName: 'graph', token: SSO })).status, 200);
      assert.deepEqual(plan.doneWith, [own]);
    });
  });

  describe('whose token it is', () => {
    const others: [string, string, RegExp, boolean][] = [
      ['another account', entraToken({ oid: '20000000-0000-4000-8000-0000000000bb', tid: TENANT }), /another account/, true],
      ['another tenant', entraToken({ oid: DANA, tid: '10000000-0000-4000-8000-000000000002' }), /another account/, true],
      ['nobody that it names', entraToken({ tid: TENANT }), /no token of this directory/, false],
      ['no tenant that it names', entraToken({ oid: DANA }), /no token of this directory/, false],
      ['another issuer, being no JWT', 'sign-on-of-another-kind', /no token of this directory/, false],
      ['nobody, being broken', 'a.b.c', /no token of this directory/, false],
    ];
    for (const [whose, token, sentence, isForgotten] of others) {
      it(`refuses one of ${whose}, however it came${isForgotten ? ', and has it forgotten' : ''}`, async () => {
        stage.tokens.keep('29:dana', token);
        assert.match(shownCard(await execute()), sentence);
        assert.equal(stage.tokens.has('29:dana'), !isForgotten);

        stage.tokens.exchanges.set(SSO, token);
        const exchanged = body(await authenticate());
        assert.equal(exchanged['statusCode'], 412);
        assert.match(String((exchanged['value'] as Json)['message']), sentence);

        const redeemed = body(await execute({ state: stage.tokens.signInByBrowser('29:dana', token) }));
        assert.equal(redeemed['type'], 'application/vnd.microsoft.activity.message');
        assert.match(String(redeemed['value']), sentence);
        assert.deepEqual(plan.doneWith, []);
      });
    }

    it('refuses every token where the channel vouches for no tenant, or for no account', async () => {
      stage.tokens.keep('29:dana', own);
      assert.match(shownCard(await execute({}, place({ tenantId: undefined }))), /another account/);
      stage.tokens.keep('29:eve', own);
      assert.match(shownCard(await execute({}, { from: { id: '29:eve', name: 'Eve' } })), /another account/);
      assert.deepEqual(plan.doneWith, []);
    });
  });

  describe('where the token service is down', () => {
    const AWAY = /sign-in service can't be reached now, and nothing was changed/;

    it('does nothing and says so, within the time Teams gives an invoke', async () => {
      stage.tokens.broken.set('POST /api/usertoken/exchange', 503).set('GET /api/usertoken/GetToken', 'silent');
      const started = Date.now();
      const late = place({ id: 'a:late' });
      const [authenticated, redeemed, exchanged] = await Promise.all([
        authenticate(), execute({ state: '123456' }), signInInvoke('tokenExchange', { id: 'r', connectionName: 'graph', token: SSO }), execute({}, late),
      ]);
      const updated = await stage.teams.when(() => stage.teams.delivered.find(({ conversationId }) => conversationId === 'a:late'));
      for (const saying of [body(authenticated)['value'], body(redeemed)['value'], heard(), read(updated.card)]) assert.match(String(saying), AWAY);
      assert.equal(exchanged.status, 503);
      assert.ok(Date.now() - started < 6_000, 'in time');
      assert.deepEqual(plan.doneWith, []);
    });

    for (const status of [401, 403, 429]) {
      it(`takes ${status} for a trouble of the bot's own: another sign-in would not help`, async () => {
        stage.tokens.exchanges.set(SSO, { status, code: 'Refused', message: 'Not you.' });
        assert.match(String(body(await authenticate())['value']), AWAY);
      });
    }

    it('says so where it doesn\'t tell where to sign in, or to sign out', async () => {
      stage.tokens.broken.set('GET /api/botsignin/GetSignInResource', 403).set('DELETE /api/usertoken/SignOut', 403);
      assert.match(String(body(await execute())['value']), AWAY);
      for (const text of ['yes', 'sign out']) await post('message', { text });
      await stage.teams.when(() => sentHere()[2]);
      assert.equal(heard().match(new RegExp(AWAY, 'g'))?.length, 2);
      assert.deepEqual(plan.doneWith, []);
    });
  });

  describe('where it is not configured', () => {
    const other = async (environment: Record<string, string>, check: (client: TeamsClient) => Promise<void>): Promise<void> => {
      const another = await run(environment);
      const client = await TeamsClient.open(another.port);
      await check(client).finally(() => client.close().then(() => another.close()));
    };

    it('refuses to act with rights that are not the person\'s', () => other({}, async (client) => {
      const value = { action: { type: 'Action.Execute', verb: 'confirm', data: {} } };
      assert.match(shownCard(await post('invoke', { name: 'adaptiveCard/action', replyToId: 'card-1', value }, client)), /administrator has to set `OAUTH_CONNECTION_NAME`/);
      assert.equal((await post('invoke', { name: 'signin/tokenExchange', value: {} }, client)).status, 501);
    }));

    it('knows no tokens where the application\'s rights are chosen', () => other({ GRAPH_WRITES: 'application', OAUTH_CONNECTION_NAME: 'graph' }, async (client) => {
      await post('message', { text: 'sign out' }, client);
      assert.equal(plan.people[0]?.ownToken, undefined);
      assert.deepEqual(stage.tokens.calls, []);
    }));
  });
});
