import assert from 'node:assert/strict';
import { planIn, planNumber, read } from '../bot/actingStage.js';
import { action } from '../bot/teamsClient.js';
import { run } from '../cli/run.js';
import { AUSTRAL, BOREALIS, isOnlyOf, NAMES, otherThan, TwoTenants, type Json } from './twoTenants.js';

const BOTH = [BOREALIS, AUSTRAL];
const STRANGE = '99999999-9999-4999-8999-999999999999';

describe('one process that watches two tenants', function () {
  this.timeout(120_000);
  let stage: TwoTenants;
  before(async () => (stage = await TwoTenants.open()));
  after(async () => {
    for (const tenant of BOTH) assert.equal((await stage.store.audit(tenant).verify()).intact, true);
    await stage.close();
  });
  const audited = async (tenant: string): Promise<string[]> => (await stage.store.audit(tenant).read({ limit: 1_000 })).map(({ event }) => event);

  for (const tenant of BOTH) {
    it(`answers people of ${tenant} about their own tenant`, async () => {
      for (const text of ["who isn't MFA'd?", 'are we compliant?', 'why is anna kowalska flagged?']) isOnlyOf(tenant, await stage.say(text, stage.from(tenant, `own-${tenant}`)));
    });

    it(`finds only accounts of ${tenant} from the compose box`, async () => {
      const value = { commandId: 'accounts', parameters: [{ name: 'name', value: 'anna' }], queryOptions: { skip: 0, count: 25 } };
      const { status, body } = await stage.post('invoke', { name: 'composeExtension/query', value, ...stage.from(tenant) });
      assert.equal(status, 200);
      isOnlyOf(tenant, body);
    });

    it(`shows ${tenant} in the tab to its own token only`, async () => {
      for (const path of ['/api/report', '/api/report/accounts', '/api/report/export?format=csv']) {
        const { status, text } = await stage.tab(path, stage.tabToken(tenant));
        assert.equal(status, 200, text);
        isOnlyOf(tenant, text);
      }
      const issuer = `https://login.microsoftonline.com/${otherThan(tenant)}/v2.0`;
      for (const claims of [{ iss: issuer }, { tid: otherThan(tenant) }, { iss: issuer.replace(otherThan(tenant), STRANGE), tid: STRANGE }, { tid: tenant.slice(1) }, { tid: 7 }]) {
        const { status, text } = await stage.tab('/api/report/accounts', stage.tabToken(tenant, claims));
        assert.deepEqual([status, BOTH.some((each) => NAMES[each]!.test(text))], [401, false], JSON.stringify(claims));
      }
    });

    it(`scans ${tenant} from the command line`, async () => {
      const { status, stdout, stderr } = await run(['what-if', 'disable CA001', '--json', '--tenant', tenant], { env: stage.environment });
      assert.equal(status, 0, stderr);
      isOnlyOf(tenant, JSON.parse(stdout));
    });
  }

  it('refuses, politely, whoever is of neither, or of whom nobody vouches for one', async () => {
    const shared = { ...stage.from(BOREALIS), channelData: { tenant: { id: AUSTRAL } } };
    for (const parts of [stage.from(STRANGE), stage.from(undefined), shared]) {
      const said = await stage.say("who isn't MFA'd?", parts);
      assert.match(read(said), /people of the tenant that I watch/);
      const { status, body } = await stage.post('invoke', { name: 'adaptiveCard/action', value: { action: { type: 'Action.Execute', verb: 'status', data: {} } }, replyToId: '1', ...parts });
      assert.deepEqual([status, (body as Json)['code']], [403, 'Forbidden']);
      assert.doesNotMatch(JSON.stringify([said, body]), /borealis|Bor\u00e9alis|austral/i);
    }
  });

  it('welcomes each tenant with its own name, and a stranger not at all', async () => {
    const joins = (tenant: string): Json => ({ membersAdded: [{ id: '28:bot' }], ...stage.from(tenant, `welcome-${tenant}`) });
    const before = stage.teams.delivered.length;
    for (const tenant of [STRANGE, ...BOTH]) assert.equal((await stage.post('conversationUpdate', joins(tenant))).status, 200);
    const [first, second, ...more] = stage.teams.delivered.slice(before).map(({ card }) => card);
    isOnlyOf(BOREALIS, first);
    isOnlyOf(AUSTRAL, second);
    assert.deepEqual(more, []);
  });

  it('remembers a conversation under the tenant it is in', async () => {
    await stage.say("who isn't MFA'd?", stage.from(BOREALIS, 'context'));
    const elsewhere = await stage.say('why the second one?', stage.from(AUSTRAL, 'context'));
    const here = await stage.say('why the second one?', stage.from(BOREALIS, 'context'));
    isOnlyOf(BOREALIS, here);
    assert.notEqual(read(elsewhere).replaceAll('austral', 'borealis'), read(here));
  });

  it('carries out a plan where it was made, and nowhere else', async () => {
    const preview = await stage.say('enforce mfa for carl nguyen', stage.from(BOREALIS, 'plan'));
    const before = await Promise.all(BOTH.map(audited));
    const confirm = action(preview, 'Confirm');
    const pressedElsewhere = await stage.press(confirm, stage.from(AUSTRAL, 'plan'));
    assert.doesNotMatch(read(pressedElsewhere), /Done|Carl/);
    assert.doesNotMatch(JSON.stringify(pressedElsewhere), NAMES[BOREALIS]!);
    assert.equal(await stage.store.plans(AUSTRAL).load(planIn(preview)), undefined);
    assert.deepEqual(await audited(BOREALIS), before[0]);
    assert.match(read(await stage.press(confirm, stage.from(BOREALIS, 'plan'))), /Done/);
    assert.ok((await audited(BOREALIS)).length > before[0]!.length);
    assert.deepEqual((await audited(AUSTRAL)).slice(before[1]!.length), ['plan.refused']);
    const other = await stage.say('enforce mfa for carl nguyen', stage.from(AUSTRAL, 'plan'));
    assert.equal(planNumber(other), planNumber(preview), 'plans are numbered in each tenant');
    assert.match(read(other), /Take `Carl Nguyen` out of the group/, 'the other tenant was changed, too');
  });

  it('keeps tickets, and their numbers, in each tenant', async () => {
    const opened = await stage.say('open a ticket for anna kowalska', stage.from(BOREALIS, 'ticket'));
    assert.match(read(opened), /Ticket 1\b/);
    assert.doesNotMatch(read(await stage.say('show tickets', stage.from(AUSTRAL, 'ticket'))), /Ticket 1\b|Kowalska/);
    const view = await stage.press({ verb: 'ticket-view', data: { ticket: 1 } }, stage.from(AUSTRAL, 'ticket'));
    assert.doesNotMatch(JSON.stringify(view), /Kowalska|borealis/i);
    assert.match(read(await stage.say('open a ticket for bob lavoie', stage.from(AUSTRAL, 'ticket'))), /Ticket 1\b/);
    const [own, others] = await Promise.all(BOTH.map((tenant) => stage.store.tickets(tenant).list({ limit: 10 })));
    assert.deepEqual([own!.total, others!.total], [1, 1]);
  });

  it('sends each tenant its own daily card', async () => {
    const [own, other] = [stage.from(BOREALIS, 'daily'), stage.from(AUSTRAL, 'daily')];
    assert.match(read(await stage.say('send me this every day at 8:30', own)), /next card comes on/);
    assert.match(read(await stage.say('what is subscribed here?', other)), /No daily card comes here/);
    assert.match(read(await stage.say('send me this every day at 8:30', other)), /next card comes on/);
    const before = stage.teams.delivered.length;
    const [due] = await Promise.all(BOTH.map(async (tenant) => (await stage.store.subscriptions(tenant).inConversation('a:daily'))[0]!.nextDue));
    stage.leapTo(due!);
    for (const tenant of BOTH) isOnlyOf(tenant, (await stage.arrives(tenant, before)).card);
  });

  it('names the tenants there are where the command line is told another', async () => {
    const { status, stderr } = await run(['scan', '--tenant', STRANGE], { env: stage.environment });
    assert.equal(status, 2);
    assert.match(stderr, new RegExp(`${STRANGE}\` is not in TENANTS_FILE, which names ${BOREALIS}, ${AUSTRAL}`));
  });
});

describe('two tenants of which one is configured wrongly', function () {
  this.timeout(60_000);
  let stage: TwoTenants;
  /** The second entry's credentials reach the first tenant. */
  before(async () => (stage = await TwoTenants.open(([first, second]) => [first!, { ...first!, tenantId: second!.tenantId }])));
  after(() => stage.close());

  it('tells the people of that one nothing, keeps nothing, and says why in the log', async () => {
    const said = await stage.say("who isn't MFA'd?", stage.from(AUSTRAL));
    assert.match(read(said), new RegExp(`credentials configured for the tenant ${AUSTRAL} are those of another one: correct its entry in TENANTS_FILE`));
    assert.doesNotMatch(JSON.stringify(said), NAMES[BOREALIS]!);
    assert.equal(await stage.store.scans(AUSTRAL).latest(), undefined);
    assert.equal((await stage.tab('/api/report', stage.tabToken(AUSTRAL))).status, 503);
    assert.match(stage.product.log.join('\n'), new RegExp(`tenant ${AUSTRAL}: the first scan failed.*correct its entry`));
  });

  it('answers the people of the other one', async () => isOnlyOf(BOREALIS, await stage.say('are we compliant?', stage.from(BOREALIS))));
});
