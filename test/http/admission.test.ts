import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demoPersona, otherPersonas, startDemoTenant, tenantId } from '../../src/demo/index.js';
import { ownPeople, type PeopleParts } from '../../src/bot/admission.js';
import { runProduct, type RunningProduct } from '../bot/product.js';
import { TeamsClient } from '../bot/teamsClient.js';
import { SigningAuthority, StubCredentialsFactory } from './signedTeams.js';

const STRANGE_ID = '00000000-0000-4000-8000-000000000001';
/** "Break Glass 1". */
const GLOBAL_ADMINISTRATOR_ID = '9d78a0a5-3ad1-4633-ac41-53644888bdb0';
/** "Admin Secours (désactivé)". */
const DISABLED_ID = 'db9dd1e8-45ab-4d04-ac68-5a79a6f325d2';

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
    // On a busy machine a word that it is working comes first.
    return JSON.stringify((await teams.when(() => teams.delivered.slice(before).find(({ activity }) => !/Working on it/.test(JSON.stringify(activity))))).activity);
  }

  it('answers a member of the tenant', async () => {
    assert.match(await ask(demoPersona.aadObjectId, tenantId), /can sign in without MFA/);
  });

  it('answers a member who came after the scan, once the directory vouches for them', async () => {
    const created = await fetch(`${graph.baseUrl}/v1.0/users`, {
      method: 'POST', headers: { authorization: `Bearer ${graph.tokenFor(GLOBAL_ADMINISTRATOR_ID)}`, 'content-type': 'application/json' }, body: JSON.stringify({ displayName: 'New Hire', userPrincipalName: 'new.hire@borealis.example' }),
    });
    assert.equal(created.status, 201);
    assert.match(await ask(((await created.json()) as { id: string }).id, tenantId), /can sign in without MFA/);
  });

  it('has a guest vouched for whom the scan does not know: a guest, or nobody where the directory cannot be asked', async () => {
    const log: string[] = [];
    const asks = (find: PeopleParts['find']) => ownPeople({ current: () => product.app.scanner.current(), find, log: (message) => log.push(message) })({ tenantId, accountId: STRANGE_ID });
    assert.match((await asks(() => Promise.resolve({ userType: 'guest', accountEnabled: true })))!, /not guests/);
    assert.match((await asks(() => Promise.reject(new Error('no answer'))))!, /could not look your account up/);
    assert.deepEqual(log, ['an account could not be looked up']);
  });

  const strangers: [string, string | undefined, string | undefined, RegExp][] = [
    ['a person of another tenant', demoPersona.aadObjectId, '99999999-9999-4999-8999-999999999999', /people of the tenant that I watch/],
    ['a person whose tenant nobody vouches for', demoPersona.aadObjectId, undefined, /people of the tenant that I watch/],
    ['a guest', otherPersonas.guest.aadObjectId, tenantId, /members of this tenant, not guests/],
    ['an account that the directory does not know', STRANGE_ID, tenantId, /don't find yours/],
    ['an id that is a path', '../groups', tenantId, /don't find yours/],
    ['a disabled account', DISABLED_ID, tenantId, /whose account of this tenant is enabled/],
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
