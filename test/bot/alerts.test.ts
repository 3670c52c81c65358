import assert from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { otherPersonas, tenantId } from '../../src/demo/index.js';
import { channel, DailyStage, read } from './dailyStage.js';
import type { RunningProduct } from './product.js';

const { approver, auditor } = otherPersonas;

describe('alerts in Teams', function () {
  this.timeout(180_000);
  const stage = new DailyStage();
  let second: RunningProduct | undefined;
  before(async () => {
    await stage.open({ ALERT_ABOVE: '2' });
    await stage.say('send us the report every day at 8', everybody);
    await stage.say('send us the report about guests every day at 8', guests);
  });
  after(async () => {
    await second?.close();
    await stage.close();
  });

  const [everybody, guests] = [channel('everybody'), channel('guests')];
  const alerts = async (): Promise<number> => (await (await stage.product.app.store).execute("select key from delivery where key like 'alert:%'", [])).rows.length;
  const arrived = (from: number, pattern = /Alert/): Promise<string> => stage.arrived(everybody, from, pattern).then(({ card }) => read(card));

  /** Resolves when what follows the scan has been done. */
  async function scan({ app }: RunningProduct = stage.product): Promise<string> {
    const { report } = await app.scanner.scan();
    while (((await (await app.store).alerts(tenantId).toldUntil()) ?? '') < report.scannedAt) await wait(20);
    return report.scannedAt;
  }

  async function newGaps(...names: string[]): Promise<void> {
    for (const name of names) await stage.neighbour.join('mfaExceptions', await stage.neighbour.create(name, approver), approver);
  }

  it('are not raised for what has no more than N accounts, and for one account more they are', async () => {
    await scan();
    await newGaps('Nora One', 'Nora Two');
    await scan();
    assert.equal(await alerts(), 0);
    const before = stage.teams.delivered.length;
    await newGaps('Otto One', 'Otto Two', 'Otto Three');
    await scan();
    assert.match(await arrived(before), /Alert: 3 accounts can sign in without MFA since the last scan[^]*Otto One[^]*Because: the account was created \(by “Étienne Gauthier”/);
    assert.equal(await alerts(), 1);
  });

  it('are raised at the next scan for one account of an admin, once until its gap was closed', async () => {
    const before = stage.teams.delivered.length;
    await stage.neighbour.join('breakGlass', auditor, approver);
    await scan();
    assert.match(await arrived(before), /Alert: 1 admin account can sign in without MFA since the last scan[^]*Maria Fontaine[^]*joined the group/);
    await scan();
    assert.equal(await alerts(), 2);
    await stage.neighbour.leave('breakGlass', auditor, approver);
    await scan();
    assert.equal(await alerts(), 2);
    await stage.neighbour.join('breakGlass', auditor, approver);
    await scan();
    assert.equal(await alerts(), 3);
  });

  it('go to who has a card about such accounts', () => {
    assert.ok(!stage.teams.delivered.some(({ conversationId, card }) => conversationId === guests['id'] && /Alert/.test(read(card))));
  });

  it('count what came since the last daily card, over several scans, and again what was closed in between', async () => {
    const before = stage.teams.delivered.length;
    const told = await alerts();
    stage.leapTo('2026-11-26T07:00:01Z');
    const deliveries = (await stage.product.app.store).deliveries(tenantId);
    while ((await deliveries.noteOfLastCard()) === undefined) await wait(20);
    const rita = await stage.neighbour.create('Rita One', approver);
    await stage.neighbour.join('mfaExceptions', rita, approver);
    await newGaps('Rita Two');
    await scan();
    assert.equal(await alerts(), told);
    await newGaps('Rita Three');
    await scan();
    const alert = await arrived(before, /Alert: 3 accounts/);
    for (const name of ['Rita One', 'Rita Two', 'Rita Three']) assert.match(alert, new RegExp(name));
    assert.match(alert, /Alert: 3 accounts can sign in without MFA since the last daily card/);
    await stage.neighbour.leave('mfaExceptions', rita, approver);
    await scan();
    assert.equal(await alerts(), told + 1);
    const reopened = stage.teams.delivered.length;
    await stage.neighbour.join('mfaExceptions', rita, approver);
    await scan();
    const again = await arrived(reopened);
    assert.match(again, /Alert: 1 account can sign in[^]*Rita One/);
    assert.doesNotMatch(again, /Rita Two/);
    assert.equal(await alerts(), told + 2);
  });

  it('come once from two processes on one database, which share one scan', async () => {
    second = await stage.another();
    await Promise.all([scan(), scan(second)]);
    const store = await stage.product.app.store;
    const [kept, told] = [(await store.scans(tenantId).summaries('2000-01-01')).length, await alerts()];
    const before = stage.teams.delivered.length;
    await newGaps('Pia One', 'Pia Two', 'Pia Three');
    const [one, other] = await Promise.all([scan(), scan(second)]);
    await arrived(before);
    await Promise.all([stage.product, second].map(({ app }) => app.scanner.idle()));
    assert.deepEqual([one, (await store.scans(tenantId).summaries('2000-01-01')).length, await alerts()], [other, kept + 1, told + 1]);
    assert.equal(stage.teams.delivered.slice(before).filter(({ card }) => /Alert/.test(read(card))).length, 1);
  });
});
