import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { everybody } from '../../src/bot/admission.js';
import type { Pressed, Turn } from '../../src/bot/turn.js';
import type { Outcome, Person } from '../../src/bot/types.js';
import { noticeCard, present } from '../../src/cards/index.js';
import { loadConfig } from '../../src/config.js';
import { serve, type Serving } from '../../src/serve.js';
import { APP_ID, SigningAuthority, StubCredentialsFactory } from '../http/signedTeams.js';
import { TeamsClient, textOf, type Answer, type Delivered } from './teamsClient.js';
import { entraToken, TokenService } from './tokenService.js';

type Json = Record<string, unknown>;

const TENANT = '10000000-0000-4000-8000-000000000001';
const DANA = '20000000-0000-4000-8000-0000000000aa';
const own = entraToken({ oid: DANA, tid: TENANT });
const SSO = entraToken({ oid: DANA, tid: TENANT, aud: `api://botid-${APP_ID}`, scp: 'access_as_user' });
const LOGIN = 'application/vnd.microsoft.activity.loginRequest';
const CARD = 'application/vnd.microsoft.card.adaptive';
const OAUTH_CARD = 'application/vnd.microsoft.card.oauth';

/** One plan that waits to be confirmed, by button or by "yes": done once, and only with the person's own token. */
class OnePlan implements Turn {
  readonly doneWith: string[] = [];
  readonly people: Person[] = [];
  takesMs = 0;
  #waits = false;

  press(verb: string, _data: unknown, person: Person): Pressed | undefined {
    return verb === 'confirm' ? { placement: 'here', run: () => this.#confirm(person) } : undefined;
  }

  async say(q: string, person: Person) {
    const outcome = await this.#confirm(person);
    const { text, card } = outcome;
    return { outcome, reply: { q, intent: 'enforce-account' as const, slots: {}, topic: null, confidence: 1, text, citations: [], card } };
  }

  async signedIn(person: Person): Promise<Outcome | undefined> {
    return this.#waits ? this.#confirm(person) : undefined;
  }

  welcome = () => notice('welcome');

  async #confirm(person: Person): Promise<Outcome> {
    this.people.push(person);
    const token = (await person.ownToken?.()) ?? { kind: 'refused' as const, because: 'no way to get a token' };
    if (this.takesMs) await wait(this.takesMs);
    if (token.kind === 'refused') return notice(token.because);
    this.#waits = token.kind === 'signIn';
    if (token.kind === 'signIn') return { ...notice('The plan, and its buttons'), signIn: true };
    if (this.doneWith.length > 0) return notice('Done already.');
    this.doneWith.push(token.token);
    return notice('Done now.');
  }
}

/** Without the escapes of the card's markdown; code is quoted there. */
const read = (card: unknown): string => textOf(card).replaceAll('\\', '').replaceAll(/[“”]/g, '`');

const notice = (message: string): Outcome => present(noticeCard, { message }, { isDemo: false });

describe('signing in with one\'s own rights', function () {
  this.timeout(20_000);
  let authority: SigningAuthority;
  let tokens: TokenService;
  let plan: OnePlan;
  let serving: Serving;
  let teams: TeamsClient;
  const log: string[] = [];

  const run = async (environment: Record<string, string>): Promise<Serving> => {
    const credentials = new StubCredentialsFactory();
    const config = loadConfig({ ...authority.environment, OAuthUrl: tokens.url, GRAPH_ACCESS_TOKEN: 'reader', PORT: '0', ...environment });
    const bot: Turn = { press: (verb, data, person) => plan.press(verb, data, person), say: (q, person) => plan.say(q, person), signedIn: (person) => plan.signedIn(person), welcome: () => plan.welcome() };
    return serve({ bot, config, isDemo: false, admission: everybody, language: Promise.resolve(), credentials, log: (message, cause) => log.push(`${message} ${String(cause ?? '')}`) });
  };

  before(async () => {
    authority = await SigningAuthority.open();
    tokens = await TokenService.open('graph', APP_ID);
    serving = await run({ OAUTH_CONNECTION_NAME: 'graph' });
    teams = await TeamsClient.open(serving.port);
  });
  beforeEach(() => {
    plan = new OnePlan();
    tokens.reset();
    conversation += 1;
  });
  after(async () => {
    assert.deepEqual(tokens.unexpected, []);
    assert.doesNotMatch(log.join('\n'), /eyJ|sign-on/, 'no token is logged');
    await teams.close();
    await serving.close();
    await tokens.close();
    await authority.close();
  });

  let conversation = 0;
  const place = (parts: Json = {}) => ({ conversation: { id: `a:${conversation}`, conversationType: 'personal', tenantId: TENANT, ...parts } });
  const signed = () => ({ authorization: `Bearer ${authority.token(teams.serviceUrl)}` });
  const post = (type: string, parts: Json, client = teams): Promise<Answer> => client.post(teams.activity(type, { ...place(), ...parts }), signed());
  const execute = (more: Json = {}, parts: Json = {}): Promise<Answer> =>
    post('invoke', { name: 'adaptiveCard/action', replyToId: 'card-1', value: { action: { type: 'Action.Execute', verb: 'confirm', data: {} }, ...more }, ...parts });
  const signInInvoke = (name: string, value: Json): Promise<Answer> => post('invoke', { name: `signin/${name}`, value });
  const sentHere = (): Delivered[] => teams.delivered.filter(({ conversationId }) => conversationId === `a:${conversation}`);
  const heard = (): string => sentHere().map(({ activity, card }) => String(activity['text'] ?? '') || read(card)).join('\n');
  const attachment = ({ activity }: Delivered) => (activity['attachments'] as { contentType: string; content: Json }[] | undefined)?.[0];
  const oauthCards = (): Json[] => sentHere().map(attachment).filter((each) => each?.contentType === OAUTH_CARD).map((each) => each!.content);
  const resourceId = (card: Json): string => (card['tokenExchangeResource'] as { id: string }).id;

  const body = ({ status, body: answered }: Answer): Json => {
    assert.equal(status, 200);
    return answered as Json;
  };
  const shownCard = (answer: Answer): string => {
    const { type, value } = body(answer);
    assert.equal(type, CARD);
    return read(value);
  };
  const loginRequest = (answer: Answer): Json => {
    const { statusCode, type, value } = body(answer);
    assert.deepEqual([statusCode, type], [401, LOGIN]);
    return value as Json;
  };
  const authenticate = (token = SSO, connectionName = 'graph'): Promise<Answer> => execute({ authentication: { id: 'resource-1', connectionName, token } });

  describe('from a button', () => {
    it('acts at once where the token service has the token already', async () => {
      tokens.keep('29:dana', own);
      assert.match(shownCard(await execute()), /Done now/);
      assert.deepEqual([plan.doneWith, tokens.calls], [[own], ['GET /api/usertoken/GetToken']]);
    });

    it('takes the person from the sender', async () => {
      await execute();
      const { ownToken, ...person } = plan.people[0]!;
      assert.deepEqual(person, { conversationId: `a:${conversation}`, personId: DANA, accountId: DANA, tenantId: TENANT, name: 'Dana', isPersonal: true });
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

      tokens.exchanges.set(SSO, own);
      assert.match(shownCard(await authenticate()), /Done now/);
      assert.deepEqual([plan.doneWith, sentHere()], [[own], []]);
    });

    it('stays once, however often the answer to the login request is sent again', async () => {
      tokens.exchanges.set(SSO, own);
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
        tokens.exchanges.set(SSO, refusal);
        const { statusCode, type, value } = body(await authenticate());
        assert.deepEqual([statusCode, type], [412, 'application/vnd.microsoft.error.preconditionFailed']);
        assert.equal((value as Json)['code'], '412');
        assert.match(String((value as Json)['message']), /expired, or your consent.*Use the sign-in button/);
        assert.deepEqual(plan.people, []);

        assert.match(shownCard(await execute({ state: tokens.signInByBrowser('29:dana', own) })), /Done now/);
        assert.deepEqual(plan.doneWith, [own]);
      });
    }

    it('refuses a code that is not the service\'s, or was used before', async () => {
      const wrong = { statusCode: 401, type: 'application/vnd.microsoft.error.incorrectAuthCode', value: null };
      assert.deepEqual(body(await execute({ state: '000000' })), wrong);
      assert.deepEqual(plan.people, []);
      const code = tokens.signInByBrowser('29:dana', own);
      await execute({ state: code });
      assert.deepEqual(body(await execute({ state: code })), wrong);
      assert.equal(plan.doneWith.length, 1);
    });

    it('takes no token that was meant for another connection', async () => {
      tokens.exchanges.set(SSO, own);
      loginRequest(await authenticate(SSO, 'other'));
      assert.deepEqual([plan.doneWith, tokens.calls.filter((call) => call.includes('exchange'))], [[], []]);
    });

    for (const value of [{ authentication: 7 }, { authentication: { token: own } }, { state: {} }, { authentication: null, state: '' }]) {
      it(`takes ${JSON.stringify(value).slice(0, 30)} for a press without a sign-in`, async () => {
        loginRequest(await execute(value));
      });
    }

    it('asks in a message where the answer came too late for a login request', async () => {
      plan.takesMs = 1_600;
      assert.match(shownCard(await execute()), /Working on it/);
      await teams.when(() => oauthCards()[0]);
      assert.deepEqual(sentHere().map(({ kind }) => kind), ['updated', 'sent']);
      plan.takesMs = 0;
      tokens.exchanges.set(SSO, own);
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
        tokens.keep('29:dana', token);
        assert.match(shownCard(await execute()), sentence);
        assert.equal(tokens.has('29:dana'), !isForgotten);

        tokens.exchanges.set(SSO, token);
        const exchanged = body(await authenticate());
        assert.equal(exchanged['statusCode'], 412);
        assert.match(String((exchanged['value'] as Json)['message']), sentence);

        const redeemed = body(await execute({ state: tokens.signInByBrowser('29:dana', token) }));
        assert.equal(redeemed['type'], 'application/vnd.microsoft.activity.message');
        assert.match(String(redeemed['value']), sentence);
        assert.deepEqual(plan.doneWith, []);
      });
    }

    it('refuses every token where the channel vouches for no tenant, or for no account', async () => {
      tokens.keep('29:dana', own);
      assert.match(shownCard(await execute({}, place({ tenantId: undefined }))), /another account/);
      tokens.keep('29:eve', own);
      assert.match(shownCard(await execute({}, { from: { id: '29:eve', name: 'Eve' } })), /another account/);
      assert.deepEqual(plan.doneWith, []);
    });
  });

  describe('from a message', () => {
    const ask = async (parts: Json = {}): Promise<void> => void assert.equal((await post('message', { text: 'yes', ...parts })).status, 200);
    const waiting = async (): Promise<Json> => {
      await ask();
      return teams.when(() => oauthCards()[0]);
    };
    const exchangeFor = (card: Json, token = SSO): Promise<Answer> => signInInvoke('tokenExchange', { id: resourceId(card), connectionName: 'graph', token });

    it('sends a sign-in card beside the answer, and goes on by itself', async () => {
      const card = await waiting();
      assert.deepEqual(sentHere().map((each) => attachment(each)?.contentType), [CARD, OAUTH_CARD]);
      assert.equal(card['connectionName'], 'graph');
      tokens.exchanges.set(SSO, own);
      assert.deepEqual(await exchangeFor(card), { status: 200, body: '' });
      assert.deepEqual(plan.doneWith, [own]);
      assert.match(heard(), /Done now/);
    });

    it('does so after Action.Submit, too, and leaves the card that was pressed', async () => {
      await post('message', { value: { verb: 'confirm' }, replyToId: 'card-1' });
      await teams.when(() => oauthCards()[0]);
      assert.deepEqual(sentHere().map(({ kind }) => kind), ['updated', 'sent']);
      assert.match(textOf(sentHere()[0]!.card), /The plan, and its buttons/);
    });

    it('goes on once where several clients of the person send the same exchange', async () => {
      const card = await waiting();
      tokens.exchanges.set(SSO, own);
      const answers = await Promise.all([1, 2, 3].map(() => exchangeFor(card)));
      assert.deepEqual(answers.map(({ status }) => status), [200, 200, 200]);
      assert.equal(heard().match(/Done/g)?.length, 1);
      assert.equal(plan.people.length, 2);
    });

    it('goes on with the one client that can, where another can\'t', async () => {
      const card = await waiting();
      assert.equal((await exchangeFor(card, 'sign-on-of-a-phone')).status, 412);
      tokens.exchanges.set(SSO, own);
      assert.equal((await exchangeFor(card)).status, 200);
      assert.deepEqual(plan.doneWith, [own]);
    });

    it('lets the client show the sign-in button where consent is missing, and goes on with its code', async () => {
      const card = await waiting();
      tokens.exchanges.set(SSO, { status: 412, code: 'ConsentRequired', message: 'AADSTS65001' });
      const { status, body: answered } = await exchangeFor(card);
      const { failureDetail, ...named } = answered as Json;
      assert.deepEqual([status, named], [412, { id: resourceId(card), connectionName: 'graph' }]);
      assert.match(String(failureDetail), /consent/);
      assert.deepEqual(plan.doneWith, []);
      assert.equal((await signInInvoke('verifyState', { state: tokens.signInByBrowser('29:dana', own) })).status, 200);
      assert.deepEqual(plan.doneWith, [own]);
    });

    it('refuses an exchange for another connection, and one without a token', async () => {
      tokens.exchanges.set(SSO, own);
      for (const value of [{ id: '1', connectionName: 'other', token: SSO }, { id: '1', connectionName: 'graph' }, {}]) {
        const { status, body: answered } = await signInInvoke('tokenExchange', value);
        assert.equal(status, 400);
        assert.match(String((answered as Json)['failureDetail']), /another connection/);
      }
      assert.deepEqual(tokens.calls, []);
    });

    it('says so where the code is wrong, the window was closed, or the account is another', async () => {
      assert.equal((await signInInvoke('verifyState', { state: '000000' })).status, 404);
      assert.equal((await signInInvoke('verifyState', { state: 'CancelledByUser' })).status, 200);
      assert.equal((await signInInvoke('verifyState', { state: tokens.signInByBrowser('29:dana', entraToken({ oid: 'x', tid: TENANT })) })).status, 404);
      assert.match(heard(), /code is not valid[^]*You closed the sign-in[^]*another account/);
      assert.deepEqual(plan.doneWith, []);
    });

    it('says so where nothing waits for the sign-in', async () => {
      await signInInvoke('verifyState', { state: tokens.signInByBrowser('29:dana', own) });
      assert.match(heard(), /You are signed in\. Nothing waits for it any more/);
    });

    const failures: [string, RegExp][] = [
      ['userconsentrequired', /Your consent is missing.*administrator has to consent for everybody/], ['interactionrequired', /consent/],
      ['installedappnotfound', /Add the app for yourself/], ['resourcematchfailed', /`webApplicationInfo`/], ['tokenmissing', /allow pop-ups/], ['constructor', /allow pop-ups/],
    ];
    for (const [code, sentence] of failures) {
      it(`tells once what to do about \`${code}\`, whatever number of clients say it`, async () => {
        const answers = await Promise.all([1, 2].map(() => signInInvoke('failure', { code, message: 'from the client' })));
        assert.deepEqual(answers.map(({ status }) => status), [200, 200]);
        assert.equal(sentHere().length, 1);
        assert.match(heard(), sentence);
        assert.ok(log.some((line) => line.includes(`\`${code}\``)));
      });
    }

    it('asks nobody to sign in in front of others: there a button does it', async () => {
      await ask(place({ conversationType: 'channel' }));
      await teams.when(() => sentHere()[1]);
      assert.match(heard(), /only a card's button can ask you to/);
      assert.deepEqual(oauthCards(), []);
    });

    it('signs out when told to', async () => {
      for (const text of ['sign out', 'Log out!', 'signout']) {
        tokens.keep('29:dana', own);
        await post('message', { text });
        assert.equal(tokens.has('29:dana'), false);
      }
      assert.match(heard(), /You are signed out here/);
      assert.deepEqual(plan.people, []);
    });
  });

  describe('where the token service is down', () => {
    const AWAY = /sign-in service can't be reached now, and nothing was changed/;

    it('does nothing and says so, within the time Teams gives an invoke', async () => {
      tokens.broken.set('POST /api/usertoken/exchange', 503).set('GET /api/usertoken/GetToken', 'silent');
      const started = Date.now();
      const late = place({ id: 'a:late' });
      const [authenticated, redeemed, exchanged] = await Promise.all([
        authenticate(), execute({ state: '123456' }), signInInvoke('tokenExchange', { id: 'r', connectionName: 'graph', token: SSO }), execute({}, late),
      ]);
      const updated = await teams.when(() => teams.delivered.find(({ conversationId }) => conversationId === 'a:late'));
      for (const saying of [body(authenticated)['value'], body(redeemed)['value'], heard(), read(updated.card)]) assert.match(String(saying), AWAY);
      assert.equal(exchanged.status, 503);
      assert.ok(Date.now() - started < 6_000, 'in time');
      assert.deepEqual(plan.doneWith, []);
    });

    for (const status of [401, 403, 429]) {
      it(`takes ${status} for a trouble of the bot's own: another sign-in would not help`, async () => {
        tokens.exchanges.set(SSO, { status, code: 'Refused', message: 'Not you.' });
        assert.match(String(body(await authenticate())['value']), AWAY);
      });
    }

    it('says so where it doesn\'t tell where to sign in, or to sign out', async () => {
      tokens.broken.set('GET /api/botsignin/GetSignInResource', 403).set('DELETE /api/usertoken/SignOut', 403);
      assert.match(String(body(await execute())['value']), AWAY);
      for (const text of ['yes', 'sign out']) await post('message', { text });
      await teams.when(() => sentHere()[2]);
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
      assert.deepEqual(tokens.calls, []);
    }));
  });
});
