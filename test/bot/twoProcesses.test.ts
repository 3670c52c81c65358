import assert from 'node:assert/strict';
import { DailyStage, personal, read } from './dailyStage.js';
import type { RunningProduct } from './product.js';
import { action, TeamsClient } from './teamsClient.js';

describe('two processes on one database', function () {
  this.timeout(60_000);
  const stage = new DailyStage();
  let second: RunningProduct;
  let other: TeamsClient;
  const place = personal('shared');

  before(async () => {
    await stage.open();
    second = await stage.another();
    other = await TeamsClient.open(second.port);
  });
  after(async () => {
    await other?.close();
    await second?.close();
    await stage.close();
  });

  it('remember one conversation: what one was asked, the other goes on from', async () => {
    assert.match(await stage.say('why is bob lavoie flagged?', place), /Bob Lavoie[^]*Not compliant/);
    assert.match(read((await other.say('open a ticket for him', stage.as(place))).card), /Ticket 1[^]*Bob Lavoie/);
    assert.match(await stage.say('close it', place), /Ticket 1[^]*Closed/);
  });

  it('set a daily card up once, and either stops it', async () => {
    assert.match(await stage.say('send me this every weekday at 8:30', place), /Done/);
    assert.match(read((await other.say('make it 9', stage.as(place))).card), /Changed[^]*09:00/);
    assert.deepEqual((await stage.subscriptions(place)).map(({ rule }) => rule.time), ['09:00']);
    const stop = action(await stage.ask('what is subscribed here?', place), 'Stop');
    const answers = [await stage.press(stop, place), (await other.press(stop, 'again', stage.as(place))).body];
    assert.match(JSON.stringify(answers[1]), /stopped already, or does not come here/);
    assert.deepEqual(await stage.subscriptions(place), []);
  });
});
