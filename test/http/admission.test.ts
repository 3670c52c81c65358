import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPersona, otherPersonas, startDemoTenant, tenantId } from '../../src/demo/index.js';
import { runProduct, type RunningProduct } from '../bot/product.js';
import { TeamsClient } from '../bot/teamsClient.js';
import { SigningAuthority, StubCredentialsFactory } from './signedTeams.js';

describe('who may ask, where a real tenant is watched', function () {
  this.timeout(60_000);
  let authority: SigningAuthority;
  let graph: Awaited<ReturnType<typeof startDemoTenant>>;
  let product: RunningProduct;
  let teams: TeamsClient;
  let dataDir: string;

  before(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'mfa-graph-'));
    authority = await SigningAuthority.open();
    graph = await startDemoTenant({ dataDir });
    product = await runProduct({ ...authority.environment, GRAPH_BASE_URL: graph.baseUrl, GRAPH_ACCESS_TOKEN: graph.token }, { credentials: new StubCredentialsFactory() });
    teams = await TeamsClient.open(product.port);
  });
  after(async () => {
    await teams.close();
    await product.close();
    await graph.close();
    await authority.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  const authorization = () => ({ authorization: `Bearer ${authority.token(teams.serviceUrl, {}, {})}` });
  const sender = (aadObjectId: string | undefined, tenant: string | undefined) =>
    ({ from: { id: '29:x', aadObjectId }, conversation: { id: `a:${aadObjectId}-${tenant}`, conversationType: 'personal', tenantId: tenant } });
  async function ask(aadObjectId: string | undefined, tenant: string | undefined): Promise<string> {
    const before = teams.delivered.length;
    await teams.post(teams.activity('message', { text: "who isn't MFA'd?", ...sender(aadObjectId, tenant) }), authorization());
    return JSON.stringify((await teams.when(() => teams.delivered[before])).activity);
  }

  it('answers a member of the tenant', async () => {
    assert.match(await ask(demoPersona.aadObjectId, tenantId), /can sign in without MFA/);
  });

  const strangers: [string, string | undefined, string | undefined, RegExp][] = [
    ['a person of another tenant', demoPersona.aadObjectId, '99999999-9999-4999-8999-999999999999', /people of the tenant that I watch/],
    ['a person whose tenant nobody vouches for', demoPersona.aadObjectId, undefined, /people of the tenant that I watch/],
    ['a guest', otherPersonas.guest.aadObjectId, tenantId, /members of this tenant, not guests/],
    ['a person without an account', undefined, tenantId, /members of this tenant, not guests/],
  ];
  for (const [who, id, tenant, refusal] of strangers) {
    it(`tells ${who} nothing about the tenant, by message or by button`, async () => {
      const said = await ask(id, tenant);
      assert.match(said, refusal);
      assert.doesNotMatch(said, /borealis|Bor\u00e9alis|without MFA/);
      const { status, body } = await teams.post(teams.activity('invoke', {
        name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: 'status', data: {} } }, replyToId: '1', ...sender(id, tenant),
      }), authorization());
      assert.deepEqual([status, (body as { code: string }).code], [403, 'Forbidden']);
    });
  }
});
