import assert from 'node:assert/strict';
import type { Locator } from 'playwright-core';
import { startProduct, type Product } from './product.js';
import { CHROMIUM, hasChromium, TeamsWindow } from './teams.js';

/** Changing the tenant as a person does it in Teams: look, tick, confirm, see what came of it, take it back. */
describe('enforcing in the Teams simulator', function () {
  this.timeout(120_000);
  let product: Product;
  let teams: TeamsWindow;

  before(async function () {
    if (!hasChromium()) {
      assert.ok(!process.env['CI'], `no Chromium at ${CHROMIUM}: CI installs it (apt-get install -y chromium)`);
      this.skip();
    }
    product = await startProduct();
    teams = await TeamsWindow.open(product.url);
    await teams.card(/Is MFA really required/);
  });
  after(async () => {
    await teams?.close();
    if (product) assert.equal(await product.stop(), 0, product.output());
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await teams?.picture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  const press = async (card: Locator, name: string | RegExp): Promise<void> => card.getByRole('button', { name }).first().click();

  it('previews the ticked accounts of the list: lever, effect, warnings, nothing changed', async () => {
    await teams.say("who isn't MFA'd?");
    const list = await teams.card(/accounts can sign in without MFA/);
    await press(list, 'Next ›');
    const second = await teams.card(/11 to 20 of/);
    const shown = await second.innerText();
    for (const name of ['Bob Lavoie', 'Bruno Lemieux']) {
      const position = new RegExp(`(\\d+)\\s+${name}`).exec(shown)?.[1] ?? assert.fail(`${name} is not on the page:\n${shown}`);
      await second.getByRole('checkbox', { name: position, exact: true }).check();
    }
    await press(second, /Enforce MFA for the ticked/);
    const preview = await teams.card(/Enforce MFA for 2 accounts/);
    assert.match(await preview.innerText(), /nothing has been changed yet[^]*Nobody else changes[^]*Bob Lavoie[^]*out of the group “Accueil”[^]*Compliant afterwards[^]*Only phone calls/);
    await teams.picture('20-enforce-preview', preview);
  });

  it('confirms once, in place, and shows what Graph says now', async () => {
    const preview = await teams.card(/Enforce MFA for 2 accounts/);
    const cards = await teams.cards();
    await press(preview, 'Confirm');
    const done = await teams.card(/Done: Enforce MFA for 2 accounts/);
    assert.match(await done.innerText(), /MFA is required at every sign-in of these 2 accounts now[^]*Compliant now/);
    assert.equal(await teams.cards(), cards);
    assert.equal(await done.getByRole('button', { name: 'Confirm' }).count(), 0);
    await teams.picture('21-enforce-done', done);
    await teams.say('why is bob lavoie flagged?');
    await teams.card(/Every sign-in this account can make meets MFA or a block/);
  });

  it('takes it back, by a preview of its own', async () => {
    await press(await teams.card(/Done: Enforce MFA for 2 accounts/), 'Undo…');
    const preview = await teams.card(/Undo plan 1/);
    assert.match(await preview.innerText(), /2 accounts can sign in without MFA again/);
    await teams.picture('22-undo-preview', preview);
    await press(preview, 'Confirm the undo');
    const undone = await teams.card(/Done: Undo plan 1/);
    assert.match(await undone.innerText(), /Graph shows the change[^]*Not compliant now/);
    await teams.picture('23-undone', undone);
  });

  it('says what a button cannot do, and offers the wider change and a ticket', async () => {
    await teams.say('enforce mfa for malik traore');
    const card = await teams.card(/Not by this button: 1 account/);
    assert.match(await card.innerText(), /is dynamic: its rule decides[^]*What would close it/);
    assert.equal(await card.getByRole('button', { name: 'Confirm' }).count(), 0);
    await teams.picture('24-held-back', card);
    await press(card, 'Preview that change');
    const wider = await teams.card(/has to approve, because it is a tenant-wide change/);
    assert.match(await wider.innerText(), /Make MFA the one thing that suffices in “CA008[^]*2 accounts change verdict; nobody gets worse/);
    await teams.picture('25-tenant-wide', wider);
    await press(wider, 'Confirm and ask for approval');
    const waiting = await teams.card(/Waits for a second person/);
    assert.match(await waiting.innerText(), /approve plan \d+/);
    await teams.picture('26-waits-for-approval', waiting);
    assert.equal(await waiting.getByRole('button', { name: 'Approve' }).count(), 0, 'nobody approves what they asked for');
    await teams.say('approve plan 4');
    await teams.card(/that can't be you/);
  });

  it('tells what was changed, from the audit log', async () => {
    await teams.say('what did we change this week?');
    const card = await teams.card(/changes made in the tenant through me/);
    assert.match(await card.innerText(), /from the audit log[^]*Undo plan 1[^]*Enforce MFA for 2 accounts/);
    await teams.picture('27-what-we-changed', card);
  });
});
