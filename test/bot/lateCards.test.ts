import assert from 'node:assert/strict';
import { tenantId } from '../../src/demo/index.js';
import { channel, DailyStage, read } from './dailyStage.js';

describe('a product that was down when a card was due', function () {
  this.timeout(180_000);
  const stage = new DailyStage();
  before(() => stage.open());
  after(() => stage.close());

  const place = channel('late');
  const cards = (): string[] => stage.teams.delivered.filter(({ conversationId, card }) => conversationId === place['id'] && /since |late/.test(read(card)) && !/the next card comes/.test(read(card))).map(({ card }) => read(card));
  const recorded = async () => {
    const [subscription] = await stage.subscriptions(place);
    return (await (await stage.product.app.store).deliveries(tenantId).of(subscription!.id, 9)).map(({ dueAt, status }) => [dueAt, status]);
  };
  const until = async (isSo: () => Promise<boolean>): Promise<void> => {
    while (!(await isSo())) await new Promise((resolve) => setTimeout(resolve, 50));
  };

  it('sends one card within six hours, marked late', async () => {
    await stage.say('send us this every day at 9', place);
    const before = stage.teams.delivered.length;
    await stage.downUntil('2026-11-26T10:00:00Z');
    await stage.arrived(place, before, /This card is late: it was due on Thursday 26 November at 09:00\./);
    await until(async () => (await recorded())[0]?.[1] === 'late');
    assert.deepEqual([await recorded(), cards().length], [[['2026-11-26T08:00:00.000Z', 'late']], 1]);
  });

  it('sends none after that, and mentions the day in the next card', async () => {
    await stage.downUntil('2026-11-27T15:00:00Z');
    await until(async () => (await recorded()).length === 2);
    assert.deepEqual([(await recorded())[0], cards().length], [['2026-11-27T08:00:00.000Z', 'skipped'], 1]);
    const before = stage.teams.delivered.length;
    stage.leapTo('2026-11-28T08:00:01Z');
    const { card } = await stage.arrived(place, before, /No card came on Friday 27 November at 09:00: I wasn't running/);
    assert.doesNotMatch(read(card), /late/);
    await until(async () => (await recorded())[0]?.[1] === 'sent');
    assert.deepEqual([(await recorded()).map(([, status]) => status), cards().length], [['sent', 'skipped', 'late'], 2]);
  });
});
