import assert from 'node:assert/strict';
import { demoPersona, otherPersonas, tenantId, type Persona } from '../../src/demo/index.js';
import { read } from '../bot/actingStage.js';
import { Entra } from './entra.js';
import { APP_ID } from './signedTeams.js';
import { TabStage } from './tabStage.js';

const { approver, auditor } = otherPersonas;

describe('confirming in the tab, with the rights of the person', function () {
  this.timeout(60_000);
  let stage: TabStage;
  let entra: Entra;
  let ids: Map<string, string>;

  before(async () => {
    entra = await Entra.open();
    stage = await TabStage.open({ GRAPH_WRITES: 'delegated' }, { authorityClient: entra.client });
    await stage.product.app.store;
    ids = new Map(stage.product.app.scanner.latest()!.report.accounts.map(({ displayName, id }) => [displayName, id]));
  });
  beforeEach(() => (entra.asked.length = 0));
  after(async () => {
    await stage.close();
    await entra.close();
  });

  async function press(verb: string, data: object, token = stage.token()): Promise<string> {
    const { status, text } = await stage.ask('/api/report/press', token, { method: 'POST', body: { verb, data } });
    assert.equal(status, 200, text);
    const { card } = JSON.parse(text) as { card: object };
    return `${read(card)}\n${JSON.stringify(card)}`;
  }
  const preview = async (name: string): Promise<string> => /"plan":"([0-9a-f-]{36})"/.exec(await press('enforce', { accounts: [ids.get(name)] }))![1]!;
  const statusOf = async (plan: string): Promise<string> => (await (await stage.product.app.store).plans(tenantId).load(plan))!.status;
  const tokenOf = ({ aadObjectId }: Persona): string => stage.graph.tokenFor(aadObjectId);

  it('exchanges the token of Teams for one of Graph, and changes the tenant in the person\'s name, once', async () => {
    entra.gives(tokenOf(demoPersona));
    const sso = stage.token();
    const plan = await preview('Carl Nguyen');
    assert.equal(entra.asked.length, 0, 'a preview needs no rights');
    assert.match(await press('enforce-confirm', { plan }, sso), /Done: Enforce MFA for `Carl Nguyen`/);
    assert.match(await press('enforce-confirm', { plan }, sso), /Done: Enforce MFA/);
    assert.deepEqual(entra.asked.map((form) => ['grant_type', 'requested_token_use', 'client_id', 'assertion', 'scope'].map((name) => form.get(name)?.split(' ')[0])),
      [['urn:ietf:params:oauth:grant-type:jwt-bearer', 'on_behalf_of', APP_ID, sso, 'https://graph.microsoft.com/.default']]);
    const response = await fetch(`${stage.graph.baseUrl}/v1.0/auditLogs/directoryAudits?$top=999`, { headers: { authorization: `Bearer ${stage.graph.token}` } });
    const { value: [last] } = (await response.json()) as { value: { initiatedBy: { user: { userPrincipalName: string } } }[] };
    assert.equal(last!.initiatedBy.user.userPrincipalName, demoPersona.userPrincipalName);
  });

  const refusals: [what: string, arrange: () => void, sentence: RegExp][] = [
    ['consent is missing', () => entra.refuses('AADSTS65001', { suberror: 'consent_required' }), /your consent or another step of signing in is missing[^]*in our chat/],
    ['another factor is wanted', () => entra.refuses('AADSTS50076', { error: 'interaction_required', suberror: 'basic_action', claims: '{"access_token":{}}' }), /your consent or another step of signing in is missing/],
    ['the token has expired on the way', () => entra.refuses('AADSTS500133', {}), /in our chat/],
    ['the secret is wrong', () => entra.refuses('AADSTS7000215', { error: 'invalid_client' }), /nothing was changed/],
    ['Entra does not work', () => (entra.answer = { status: 503, body: {} }), /can't be reached now, and nothing was changed/],
    ['the token is another person\'s', () => entra.gives(tokenOf(approver)), /no token of yours/],
    ['the token is none', () => entra.gives('no-token'), /no token of yours/],
  ];
  for (const [what, arrange, sentence] of refusals) {
    it(`changes nothing where ${what}, and says how to go on`, async () => {
      arrange();
      const plan = await preview('Anna Kowalska');
      assert.match(await press('enforce-confirm', { plan }), sentence);
      assert.equal(await statusOf(plan), 'proposed');
    });
  }

  it('asks Entra for nothing where the person has no role, or the plan is somebody else\'s', async () => {
    entra.gives(tokenOf(auditor));
    const plan = await preview('Anna Kowalska');
    assert.match(await press('enforce-confirm', { plan }, stage.token({ oid: auditor.aadObjectId })), /You may look/);
    assert.match(await press('enforce-confirm', { plan }, stage.token({ oid: approver.aadObjectId })), /Only .* can confirm plan/);
    assert.deepEqual([entra.asked.length, await statusOf(plan)], [0, 'proposed']);
  });

  it('logs Entra\'s own codes, and no token', () => {
    const log = stage.product.log.join('\n');
    assert.match(log, /a token of the tab could not be exchanged \(AADSTS65001\)/);
    assert.doesNotMatch(log, /eyJ|no-token|Trace ID/);
  });
});
