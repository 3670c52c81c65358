import assert from 'node:assert/strict';
import { createGetToken } from '../../src/graph/index.js';
import { GraphServer, type GraphRequest } from '../support/graphServer.js';

const BASE = 'https://graph.microsoft.com';
const APP = { tenantId: '11111111-1111-4111-8111-111111111111', clientId: '22222222-2222-4222-8222-222222222222' };

describe('createGetToken', () => {
  it('hands on the token it was given', async () => {
    const getToken = createGetToken({ kind: 'token', token: 'brought along' }, BASE);
    assert.deepEqual([await getToken(), await getToken({ refresh: true })], ['brought along', 'brought along']);
  });

  it('refuses a credential whose secret would travel unprotected', async () => {
    const getToken = createGetToken({ kind: 'secret', ...APP, clientSecret: 's', authorityHost: 'http://127.0.0.1:1' }, BASE);
    await assert.rejects(getToken(), /https/);
  });

  it('says which certificate file is missing', async () => {
    const getToken = createGetToken({ kind: 'certificate', ...APP, certificatePath: '/nowhere/bot.pem', authorityHost: undefined }, BASE);
    await assert.rejects(getToken(), /bot\.pem/);
  });

  describe('with a managed identity', () => {
    let server: GraphServer;
    before(async () => {
      server = await GraphServer.start();
      Object.assign(process.env, { IDENTITY_ENDPOINT: `${server.baseUrl}/msi/token`, IDENTITY_HEADER: 'proof' });
    });
    after(async () => {
      delete process.env['IDENTITY_ENDPOINT'];
      delete process.env['IDENTITY_HEADER'];
      await server.close();
    });

    for (const [cloud, baseUrl, audience] of [
      ['the public cloud', BASE, BASE], ['US Government', 'https://graph.microsoft.us', 'https://graph.microsoft.us'], ['a loopback test server', 'http://127.0.0.1:9', BASE],
    ] as const) {
      it(`asks for a token for ${cloud}`, async () => {
        let asked: GraphRequest | undefined;
        server.maybe('GET /msi/token', (request) => {
          asked = request;
          return { body: { access_token: `for ${request.query.get('resource')}`, expires_on: String(Math.floor(Date.now() / 1_000) + 86_400), token_type: 'Bearer' } };
        });
        const token = await createGetToken({ kind: 'managedIdentity', clientId: APP.clientId }, baseUrl)();
        assert.equal(token.replace(/\/$/, ''), `for ${audience}`);
        if (asked) assert.equal(asked.headers['x-identity-header'], 'proof');
        server.verify();
      });
    }
  });
});
