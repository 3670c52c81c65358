import assert from 'node:assert/strict';
import { startProduct, type Product } from './product.js';
import { CHROMIUM, hasChromium, TeamsWindow } from './teams.js';

/** What a person meets: one command, a browser, the questions. The pictures in test/artifacts are made to be looked at. */
describe('the product in the Teams simulator', function () {
  this.timeout(120_000);
  let product: Product;
  let teams: TeamsWindow;

  before(async function () {
    if (!hasChromium()) {
      assert.ok(!process.env['CI'], `no Chromium at ${CHROMIUM}: CI installs it (apt-get install -y chromium)`);
      console.log(`      skipped: no Chromium at ${CHROMIUM}; install it, or set CHROMIUM_PATH`);
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

  it('says in a few lines where to chat and what to type, and nothing else', () => {
    const lines = product.output().trim().split('\n');
    assert.equal(lines.length, 5, product.output());
    assert.match(lines[3]!, /The report in a browser: +http:\/\/127\.0\.0\.1:\d+\/tab$/);
    assert.match(lines[0]!, /demo tenant is up/);
    assert.match(lines.at(-1)!, /Three things to type/);
  });

  it('welcomes once', async () => {
    await teams.card(/Is MFA really required/);
    await teams.picture('01-welcome');
    assert.equal(await teams.cards(), 1);
  });

  it("answers who isn't MFA'd, pages, explains and comes back, all in one card", async () => {
    await teams.say("who isn't MFA'd?");
    const list = await teams.card(/accounts can sign in without MFA/);
    await teams.picture('02-list', list);
    await teams.picture('02-window');
    assert.match(await list.innerText(), /demo tenant[^]*1 to 10 of/);
    const cards = await teams.cards();
    await list.getByRole('button', { name: 'Next ›' }).click();
    const second = await teams.card(/11 to 20 of/);
    await teams.picture('03-next-page', second);
    await second.getByRole('button', { name: /Why/ }).first().click();
    const why = await teams.card(/Policy by policy/);
    await teams.picture('04-why', why);
    assert.match(await why.innerText(), /What would close it/);
    await why.getByRole('button', { name: '‹ Back to the list' }).click();
    await teams.card(/11 to 20 of/);
    assert.equal(await teams.cards(), cards);
  });

  it('rescans in place', async () => {
    const list = await teams.card(/11 to 20 of/);
    const cards = await teams.cards();
    await list.getByRole('button', { name: 'Rescan' }).click();
    const fresh = await teams.card(/1 to 10 of[^]*/);
    assert.match(await fresh.innerText(), /Scanned just now/);
    assert.equal(await teams.cards(), cards);
    await teams.picture('05-rescanned', fresh);
  });

  it('shows names that hold markup as the letters they are', async () => {
    await teams.say('why is robert.tables@borealis.example flagged?');
    const card = await teams.card(/robert\.tables/);
    assert.match(await card.innerText(), /\*\*Robert\*\* <img src=x/);
    assert.equal(await card.locator('img, a[href*="evil"]').count(), 0);
    await teams.picture('06-hostile-name', card);
  });

  // What each says is tried over HTTP; here that the client draws it: one, with its charts, or all where somebody wants to look.
  for (const [text, expected, picture] of ([
    ['are we compliant?', /Four bars/, '07-status'], ['which policies do we have', /Federated domains/, '08-policies'],
    ['show the break glass accounts', /Left out of/, '09-emergency'], ['what if the Montreal office is excluded', /Only supposed/, '10-what-if'],
    ['why is Anna flagged?', /fits 2 accounts/, '11-candidates'], ['help', /What you can ask/, '13-help'],
  ] as const).slice(0, process.env.PICTURES ? undefined : 1)) {
    it(`answers \`${text}\``, async () => {
      await teams.say(text);
      await teams.picture(picture, await teams.card(expected));
    });
  }

  it('answers a question with its sources, unfolds more, takes a vote', async () => {
    await teams.say('can I exclude our office IP?');
    const answer = await teams.card(/Did this help/);
    await teams.picture('14-answer', answer);
    assert.equal(await answer.getByText('What the 2019 thread said').isVisible(), false);
    await answer.getByRole('button', { name: 'More' }).click();
    await answer.getByText('What the 2019 thread said').waitFor({ state: 'visible' });
    await teams.picture('15-answer-unfolded', answer);
    await answer.getByRole('button', { name: /Yes|This helped/ }).click();
    await teams.card(/Thanks, noted/);
  });

  for (const [place, send, picture] of [['Identity team - General', 'Post', '16-channel'], [/^MFA rollout/, 'Send Message', '17-group']] as const) {
    it(`welcomes once and answers a mention where several people are: ${picture.slice(3)}`, async () => {
      await teams.goTo(place);
      await teams.install();
      await teams.card(/Is MFA really required/);
      await teams.mention("who isn't MFA'd?", send);
      await teams.picture(picture, await teams.card(/accounts can sign in without MFA/));
      assert.equal(await teams.page.locator('.ac-adaptiveCard').filter({ hasText: /Is MFA really required/ }).count(), 1);
    });
  }
});
