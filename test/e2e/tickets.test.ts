import assert from 'node:assert/strict';
import { startProduct, type Product } from './product.js';
import { CHROMIUM, hasChromium, TeamsWindow } from './teams.js';

/** A ticket from the question to its end, as a person clicks it. The pictures in test/artifacts are made to be looked at. */
describe('tickets in the Teams simulator', function () {
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
  });
  after(async () => {
    await teams?.close();
    if (product) assert.equal(await product.stop(), 0, product.output());
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await teams?.picture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  it('is opened from the card that says why', async () => {
    await teams.say('why is bob lavoie flagged?');
    const why = await teams.card(/Policy by policy/);
    await why.getByRole('button', { name: 'Open a ticket' }).click();
    const ticket = await teams.card(/Ticket 1 is open/);
    assert.match(await ticket.innerText(), /Bob Lavoie[^]*A sign-in that passes[^]*What to do/);
    await teams.picture('40-ticket', ticket);
  });

  it('is taken, commented on and closed in its own card', async () => {
    const ticket = await teams.card(/Ticket 1 is open/);
    const cards = await teams.cards();
    await ticket.getByRole('button', { name: 'Assign to me' }).click();
    const mine = await teams.card(/Assigned to you/);
    await mine.getByRole('button', { name: 'Comment…' }).click();
    await mine.getByRole('textbox').fill('Called him: he registers on Monday, *not before*.');
    await teams.picture('41-ticket-commenting', mine);
    await mine.getByRole('button', { name: 'Add comment' }).click();
    const commented = await teams.card(/Comment added/);
    assert.match(await commented.innerText(), /\*not before\*/);
    await teams.picture('42-ticket-commented', commented);
    await commented.getByRole('button', { name: 'Close', exact: true }).click();
    const closed = await teams.card(/✓ Closed/);
    await teams.picture('43-ticket-closed', closed);
    await closed.getByRole('button', { name: 'Reopen' }).click();
    await teams.card(/Open again/);
    assert.equal(await teams.cards(), cards);
  });

  it('is opened for all admins by a sentence, with one summary, and listed', async () => {
    await teams.say('open tickets for all admins');
    const summary = await teams.card(/Opened \d+ tickets/);
    await teams.picture('44-tickets-opened', summary);
    await teams.say('which tickets are open?');
    const list = await teams.card(/\d+ open tickets/);
    await teams.picture('45-tickets', list);
    await list.getByRole('button', { name: 'Mine' }).click();
    await teams.picture('46-tickets-mine', await teams.card(/1 open ticket assigned to you/));
  });
});
