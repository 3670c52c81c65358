import assert from 'node:assert/strict';
import { otherPersonas, tenantId } from '../../src/demo/index.js';
import { DailyStage, personal, read, type Json } from './dailyStage.js';
import { action } from './teamsClient.js';

const DAY = 86_400_000;

describe('accepted exceptions in Teams', function () {
  this.timeout(180_000);
  const stage = new DailyStage();
  before(() => stage.open());
  after(() => stage.close());

  const place = personal('exceptions');
  const day = (days: number): string => new Date(stage.now() + days * DAY).toISOString().slice(0, 10);
  const inForce = async () => (await stage.product.app.store).exceptions(tenantId).inForce(new Date(stage.now()).toISOString());
  const filled = (form: Json, values: Json): Json => ({ ...action(form, 'Accept until then'), data: { ...(action(form, 'Accept until then')['data'] as Json), ...values } });
  const form = async (): Promise<Json> => stage.ask('accept the risk for Bob Lavoie', place);

  it('are refused without a reason, beyond 180 days, for nobody, and to who may not', async () => {
    const asked = await form();
    assert.match(read(asked), /Accept for a while: 1 account[^]*An accepted gap stays a gap/);
    const fine = { reason: 'On leave until January', until: day(30), finding: 'all' };
    assert.match(read(await stage.press(filled(asked, { ...fine, reason: ' ' }), place)), /Say why/);
    assert.match(read(await stage.press(filled(asked, { ...fine, until: day(181) }), place)), /at most 180 days/);
    assert.match(read(await stage.press(filled(asked, { ...fine, until: '2020-01-01' }), place)), /in the past/);
    assert.match(read(await stage.press(filled(asked, { ...fine, owner: 'nobody at all' }), place)), /could answer for it/);
    const guest = (await stage.product.app.scanner.scan()).report.accounts.find(({ userType }) => userType === 'guest')!;
    assert.match(read(await stage.press(filled(asked, { ...fine, owner: guest.userPrincipalName }), place)), /is a guest, and I answer no guests/);
    assert.match(read(await stage.press(filled(asked, { ...fine, finding: 'no-such-finding' }), place)), /Nothing like that is found/);
    await stage.press(filled(asked, { ...fine, accounts: ['20000000-0000-4000-8000-00000000ffff'] }), place);
    await stage.press(filled(asked, fine), place, { person: otherPersonas.helpdesk });
    assert.deepEqual(await inForce(), []);
  });

  it('have filled in what was said with the order, for whoever was named', async () => {
    const asked = await stage.ask(`accept Bob Lavoie and Carl Nguyen as exceptions until ${day(60)} because they leave in January`, place);
    assert.match(read(asked), /Accept for a while: 2 accounts/);
    const values = JSON.stringify(asked);
    assert.ok(values.includes('"value":"they leave in January"') && values.includes(`"value":"${day(60)}"`), values);
    assert.match(await stage.say('accept nobody-at-all until march', place), /no account .nobody-at-all./);
    assert.match(await stage.say('Bob Lavoie', place), /Accept for a while: 1 account/);
  });

  it('stay gaps, shown as accepted and counted beside, and are withdrawn by who may', async () => {
    assert.match(read(await stage.press(filled(await form(), { reason: 'On leave until January', until: day(30), finding: 'all' }), place)), /Accepted[^]*Bob Lavoie[^]*On leave until January/);
    assert.match(await stage.say('why is bob lavoie flagged?', place), /Not compliant[^]*Accepted: [^]*by “Dana Whitfield”, because: On leave until January/);
    assert.match(await stage.say("who isn't MFA'd?", place), /25 of 250 accounts[^]*1 of them is accepted for a while/);
    const shown = await stage.ask('show accepted exceptions', place);
    assert.match(read(shown), /1 accepted exception[^]*Bob Lavoie/);
    await stage.press(action(shown, 'End it'), place, { person: otherPersonas.helpdesk });
    assert.notEqual((await inForce()).length, 0);
    assert.match(read(await stage.press(action(shown, 'End it'), place)), /Nothing is accepted/);
    const rows = await (await stage.product.app.store).audit(tenantId).read({ limit: 500 });
    for (const event of ['exception.refused', 'exception.accepted', 'exception.withdrawn']) assert.ok(rows.some((row) => row.event === event), event);
  });

  it('are reviewed by their owner a week before, once, and come back when their time is over', async () => {
    await stage.press(filled(await form(), { reason: 'On leave until January', until: day(20), finding: 'all' }), place);
    const before = stage.teams.delivered.length;
    stage.leapTo(`${day(15)}T12:00:00Z`);
    await stage.product.app.scanner.scan();
    assert.match(read((await stage.arrived(place, before, /answers for ends on/)).card), /Bob Lavoie[^]*On leave until January/);
    await stage.product.app.scanner.scan();
    stage.leapTo(`${day(7)}T12:00:00Z`);
    assert.deepEqual(await inForce(), []);
    assert.doesNotMatch(await stage.say('why is bob lavoie flagged?', place), /Accepted:/);
    assert.equal(stage.teams.delivered.filter((each) => /answers for ends on/.test(read(each.card))).length, 1);
  });

  it('are accepted once by two clicks, and cover nothing that was found later', async () => {
    const ready = filled(await stage.ask('accept the risk for Bob Lavoie', place), { reason: 'Replaced in January', until: day(30), finding: 'all' });
    const [first, second] = [await stage.press(ready, place), await stage.press(ready, place)];
    assert.match(read(first), /Accepted[^]*Bob Lavoie/);
    assert.match(read(second), /Accepted[^]*Bob Lavoie/);
    const findings = (await inForce()).map(({ finding }) => finding);
    assert.equal(new Set(findings).size, findings.length, `accepted twice: ${findings.join()}`);
    assert.match(await stage.say("who isn't MFA'd?", place), /1 of them is accepted for a while/);
    await stage.neighbour.edit('CA010', otherPersonas.approver, { state: 'disabled' });
    await stage.product.app.scanner.scan();
    await stage.product.app.scanner.idle();
    assert.doesNotMatch(await stage.say("who isn't MFA'd?", place), /accepted for a while/);
  });
});
