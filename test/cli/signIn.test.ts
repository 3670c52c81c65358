import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { checkBot } from '../../src/cli/doctor/bot.js';
import type { Check } from '../../src/cli/doctor/check.js';
import { loadConfig } from '../../src/config.js';
import { TokenService } from '../bot/tokenService.js';

const APP_ID = '11111111-1111-4111-8111-111111111111';

describe('doctor, about signing in for changes', () => {
  let tokens: TokenService;
  let authority: Server;

  before(async () => {
    tokens = await TokenService.open('graph', APP_ID);
    authority = createServer((_request, response) => response.setHeader('content-type', 'application/json').end(JSON.stringify({ access_token: 'stub-token' })));
    await new Promise<void>((resolve) => authority.listen(0, '127.0.0.1', resolve));
  });
  beforeEach(() => tokens.reset());
  after(async () => {
    authority.close();
    authority.closeAllConnections();
    await tokens.close();
  });

  const check = async (environment: Record<string, string> = {}): Promise<Check | undefined> => {
    const loginUrl = `http://127.0.0.1:${(authority.address() as AddressInfo).port}`;
    const bot = { MicrosoftAppId: APP_ID, MicrosoftAppPassword: 'secret', ToChannelFromBotLoginUrl: loginUrl, OAuthUrl: tokens.url };
    const checks = await checkBot(loadConfig({ ...bot, GRAPH_ACCESS_TOKEN: 'reader', OAUTH_CONNECTION_NAME: 'graph', ...environment }));
    assert.match(checks[0]!.text, /a token was issued|managed identity|local simulator/);
    return checks[1];
  };

  it('is fine with a connection that Teams can sign in to', async () => {
    assert.deepEqual(await check(), { about: 'sign-in for changes', status: 'fine', text: `the OAuth connection \`graph\` signs people in with api://botid-${APP_ID}` });
  });

  const cases: [string, Record<string, string>, Check['status'], RegExp][] = [
    ['no connection', { OAUTH_CONNECTION_NAME: '' }, 'limited', /nobody can sign in.*set OAUTH_CONNECTION_NAME.*or GRAPH_WRITES=application/],
    ['a connection that the bot doesn\'t have', { OAUTH_CONNECTION_NAME: 'grahp' }, 'wrong', /no OAuth connection `grahp` \(404\).*correct OAUTH_CONNECTION_NAME/],
    ['a service that isn\'t there', { OAuthUrl: 'http://127.0.0.1:9' }, 'wrong', /token service can't be reached/],
    ['a managed identity', { MicrosoftAppType: 'UserAssignedMSI', MicrosoftAppTenantId: APP_ID }, 'skipped', /without the bot's own token/],
  ];
  for (const [what, environment, status, text] of cases) {
    it(`names ${what}, with the mend`, async () => {
      const found = await check(environment);
      assert.equal(found?.status, status);
      assert.match(found?.text ?? '', text);
    });
  }

  it('tells a service that refuses the bot from a missing connection', async () => {
    tokens.broken.set('GET /api/botsignin/GetSignInResource', 401);
    assert.match((await check())?.text ?? '', /refuses this bot \(401\)/);
  });

  const silent: Record<string, string>[] = [{ GRAPH_WRITES: 'application' }, { GRAPH_ACCESS_TOKEN: '' }, { MicrosoftAppId: '', MicrosoftAppPassword: '' }];
  for (const environment of silent) {
    it(`has nothing to say with ${JSON.stringify(environment)}`, async () => {
      assert.equal(await check(environment), undefined);
      assert.deepEqual(tokens.calls, []);
    });
  }
});
