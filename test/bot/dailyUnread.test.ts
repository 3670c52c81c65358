import assert from 'node:assert/strict';
import { otherPersonas } from '../../src/demo/index.js';
import { channel, DailyStage, read, START } from './dailyStage.js';

const DAY = 86_400_000;

describe('a daily card about a tenant that could not be read', function () {
  this.timeout(60_000);
  const stage = new DailyStage();
  const place = channel('unread');
  /** Read by the demo tenant at each request. */
  const denied: string[] = [];

  before(async () => {
    await stage.open({}, { deniedPermissions: denied });
    await stage.say('send us the report every day at 9', place);
    await card(0);
  });
  afterEach(function () {
    if (this.currentTest?.state === 'failed') console.log(stage.product.log.join('\n'));
  });
  after(() => stage.close());

  async function card(days: number): Promise<string> {
    const before = stage.teams.delivered.length;
    await stage.product.app.scanner.idle();
    stage.leapTo(`${new Date(START + days * DAY).toISOString().slice(0, 10)}T08:00:01Z`);
    const { card: json } = await stage.arrived(place, before, /accounts? (?:can sign in|couldn't be judged)|No gap was found/);
    await stage.product.app.scanner.idle();
    return read(json);
  }

  it('calls nobody a new gap because the policies are out of sight', async () => {
    denied.push('Policy.Read.All');
    const text = await card(1);
    assert.match(text, /\n2\d\d accounts can't be judged any more: The Conditional Access policies could not be read\./);
    assert.doesNotMatch(text, /New gaps|Closed/);
  });

  it('calls nobody new or closed because they are back in sight, but whoever changed meanwhile', async () => {
    await stage.neighbour.edit('CA017', otherPersonas.approver, { state: 'disabled' });
    denied.length = 0;
    const alerted = stage.teams.delivered.length;
    const text = await card(2);
    assert.match(text, /New gaps \(10\)[^]*Because: policy “CA017 - Guests: MFA” was switched off \(by “Étienne Gauthier”/);
    assert.doesNotMatch(text, /Closed|Marc-André/);
    assert.equal(stage.teams.delivered.slice(alerted).some((each) => /^Alert/m.test(read(each.card))), false, 'an alert about what was known');
  });

  it('says that its scan is an old one where there is no other', async () => {
    denied.push('User.Read.All', 'Directory.Read.All');
    const text = await card(3);
    assert.match(text, /The tenant couldn't be read in time for this card: it tells of the scan of [A-Z][a-z]+day \d/);
  });
});
