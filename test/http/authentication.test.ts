import assert from 'node:assert/strict';
import { runProduct, type RunningProduct } from '../bot/product.js';
import { TeamsClient } from '../bot/teamsClient.js';
import { SigningAuthority, StubCredentialsFactory } from './signedTeams.js';

describe('authentication', function () {
  this.timeout(60_000);
  let authority: SigningAuthority;
  let product: RunningProduct;
  let teams: TeamsClient;
  const printed: string[] = [];
  const write = process.stderr.write.bind(process.stderr);

  before(async () => {
    authority = await SigningAuthority.open();
    product = await runProduct(authority.environment, { credentials: new StubCredentialsFactory() });
    teams = await TeamsClient.open(product.port);
    process.stderr.write = ((text: string) => printed.push(text) > 0) as typeof process.stderr.write;
  });
  after(async () => {
    process.stderr.write = write;
    await teams.close();
    await product.close();
    await authority.close();
  });

  const post = (authorization: string | undefined, parts: object = {}) =>
    teams.post(teams.activity('message', { text: 'hello', ...parts }), authorization === undefined ? {} : { authorization });
  const bearer = (claims: object = {}, header: object = {}): string => `Bearer ${authority.token(teams.serviceUrl, claims, header)}`;

  it('answers a signed activity, with a token of its own', async () => {
    assert.equal((await post(bearer())).status, 200);
    const sent = await teams.when(() => teams.delivered.at(-1));
    assert.equal(sent.authorization, 'Bearer stub-token');
    assert.deepEqual(sent.card?.['msteams'], { width: 'Full' });
  });

  const refused: [string, () => string | undefined][] = [
    ['no header', () => undefined],
    ['no token', () => 'Bearer abc'],
    ['another scheme', () => 'Basic YWJjOmRlZg=='],
    ['a bad signature', () => `Bearer ${authority.forged(teams.serviceUrl)}`],
    ['an expired token', () => bearer({ exp: 1000 })],
    ['a token that is not valid yet', () => bearer({ nbf: 9_999_999_999, exp: 9_999_999_999 })],
    ['another audience', () => bearer({ aud: '22222222-2222-4222-8222-222222222222' })],
    ['another issuer', () => bearer({ iss: 'https://evil.example' })],
    ['another service address', () => bearer({ serviceurl: 'https://evil.example' })],
    ['an unknown key', () => bearer({}, { kid: 'other' })],
    ['no algorithm', () => bearer({}, { alg: 'none' })],
  ];
  for (const [what, authorization] of refused) {
    it(`refuses ${what} with 401, says nothing about why, does nothing and writes nothing`, async () => {
      const before = teams.delivered.length;
      const logged = product.log.length;
      const { status, body } = await post(authorization());
      assert.deepEqual([status, body], [401, { code: 'Unauthorized', message: 'This endpoint only takes activities signed by Bot Framework.' }]);
      assert.equal(teams.delivered.length, before);
      assert.deepEqual([product.log.length, printed], [logged, []]);
    });
  }

  it('refuses a channel that the key does not endorse', async () => {
    assert.equal((await post(bearer(), { channelId: 'webchat' })).status, 401);
  });
});
