import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { otherPersonas } from '../../src/demo/index.js';
import { Neighbour } from '../support/behindTheBack.js';
import { startProduct, type Product } from './product.js';
import { CHROMIUM, hasChromium, TeamsWindow } from './teams.js';

/** The daily card as it arrives in a channel. The pictures in test/artifacts are made to be looked at. */
describe('the daily card in the Teams simulator', function () {
  this.timeout(240_000);
  let folder: string;
  let neighbour: Neighbour;
  let product: Product;
  let teams: TeamsWindow;

  before(async function () {
    if (!hasChromium()) {
      assert.ok(!process.env['CI'], `no Chromium at ${CHROMIUM}: CI installs it (apt-get install -y chromium)`);
      this.skip();
    }
    folder = await mkdtemp(join(tmpdir(), 'mfa-neighbour-'));
    neighbour = await Neighbour.start(folder);
    product = await startProduct({ environment: neighbour.environment, prepare: (dataDir) => neighbour.past(dataDir, 29, Date.now()) });
    teams = await TeamsWindow.open(product.url);
    teams.page.setDefaultTimeout(120_000);
  });
  after(async () => {
    await teams?.close();
    if (product) assert.equal(await product.stop(), 0, product.output());
    await neighbour?.demo.close();
    await rm(folder, { recursive: true, force: true });
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await teams?.picture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('arrives at its minute, and says what is new, why, who did it and what was closed', async () => {
    await teams.goTo('Identity team - General');
    // A minute that is still far enough away for what has to happen before it.
    if (new Date().getSeconds() > 30) await wait((60 - new Date().getSeconds()) * 1_000);
    const due = new Date(Date.now() + 60_000).toISOString().slice(11, 16);
    await teams.mention(`send me this every day at ${due} UTC`, 'Post');
    await teams.picture('50-subscribed', await teams.card(/the next card comes on/));
    const { approver, auditor, employee } = otherPersonas;
    await neighbour.join('breakGlass', auditor, approver);
    await neighbour.leave('frontDesk', employee, approver);
    await teams.mention('scan now', 'Post');
    const card = await teams.card(/Closed \(\d+\)/);
    const text = await card.innerText();
    assert.match(text, /New gaps \(1\)[^]*Maria[^]*joined the group “CA-Exclusions - Break glass” \(by “Étienne[^]*Closed \(1\)[^]*Bob Lavoie[^]*left the group “Accueil”/);
    assert.match(text, /Accounts with a gap or unknown: \d+ on \d{4}/);
    await teams.picture('51-digest', card);
    await teams.picture('52-alert', await teams.card(/Alert: 1 admin account/));
  });

  it('asks for a reason, an owner and a term before a gap is accepted', async () => {
    const card = await teams.card(/Closed \(\d+\)/);
    await card.getByRole('button', { name: 'Accept it for a while…' }).click();
    const form = await teams.card(/Accept for a while: 1 account/);
    await teams.picture('53-accept', form);
  });
});
