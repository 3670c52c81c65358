import assert from 'node:assert/strict';
import { request } from 'node:http';
import { runProduct, type RunningProduct } from '../bot/product.js';
import { buildTab, isThorough, LOOKS, needBrowser, TabBrowser } from './tabBrowser.js';
import { withPast } from './tabDemo.js';

const USERS = 1_500;

describe('the tab of the demo', function () {
  this.timeout(120_000);
  let product: RunningProduct;
  let tab: TabBrowser;
  let someone: string;

  before(async function () {
    needBrowser(this);
    buildTab();
    product = await runProduct({}, { demoUsers: USERS });
    await withPast(product);
    tab = await TabBrowser.open(`http://127.0.0.1:${product.port}`);
    someone = product.app.scanner.latest()!.report.accounts.find(({ displayName }) => displayName === 'Bob Lavoie')!.id;
  });
  after(async () => {
    await tab?.close();
    await product?.close();
  });
  afterEach(async function () {
    if (this.currentTest?.state === 'failed') await tab?.picture(`failed-${this.currentTest.title.replace(/\W+/g, '-')}`);
  });

  const views: [hash: string, heading: RegExp, name: string][] = [
    ['#/overview', /Overview/, 'overview'], ['#/accounts', /Accounts/, 'accounts'], ['#/account/someone', /Bob Lavoie/, 'account'], ['#/what-if?tick=defaults', /What if/, 'what-if'],
    ['#/policies', /Policies/, 'policies'], ['#/tickets', /Tickets/, 'tickets'], ['#/ticket/1', /Ticket 1/, 'ticket'], ['#/exceptions', /Exceptions/, 'exceptions'], ['#/audit', /Audit/, 'audit'], ['#/evidence?limit=30', /Evidence/, 'evidence'], ['#privacy', /Privacy/, 'privacy'],
  ];
  const addressOf = (hash: string): string => hash.replace('someone', someone).replace('defaults', encodeURIComponent(JSON.stringify({ kind: 'setSecurityDefaults', enabled: true })));

  for (const [hash, heading, name] of views) {
    it(`shows ${name} in three themes and on a phone, without anything that axe finds`, async () => {
      for (const look of LOOKS) {
        await tab.look(look);
        // The theme changes under the page, as it does in Teams.
        await (look === LOOKS[0] ? tab.goTo(addressOf(hash)) : tab.settled());
        if (name === 'what-if') await tab.page.locator('.outcome', { hasText: 'would come in' }).waitFor();
        assert.match(await tab.heading(), heading);
        if (name !== 'privacy') await tab.page.getByText('demo tenant').first().waitFor();
        assert.equal(await tab.overflow(), 0, `${name} scrolls sideways (${look})`);
        if (look !== 'light' && !isThorough) continue;
        await tab.picture(`tab-${name}-${look}`);
        assert.deepEqual(await tab.axe(), [], look);
      }
    });
  }

  it('has had no error and no breach of its own policy', () => assert.deepEqual(tab.problems, []));

  describe('the list of accounts', () => {
    const rows = () => tab.page.locator('.grid-space .grid-row');
    const rowAt = (index: number) => tab.page.locator(`[aria-rowindex="${index + 2}"]`);

    before(async () => {
      await tab.look('light');
      await tab.goTo('#/accounts?sort=address');
    });

    it('draws only what is in view, and says how many there are', async () => {
      assert.ok((await rows().count()) < 60);
      await tab.page.locator(`[role=grid][aria-rowcount="${USERS + 1}"]`).waitFor();
      assert.match(await tab.page.locator('.count').innerText(), /1,500 accounts/);
    });

    it('shows each place what the server has there, wherever it is scrolled', async () => {
      const addresses = product.app.scanner.latest()!.report.accounts.map(({ userPrincipalName }) => userPrincipalName).toSorted((one, other) => (one.toLowerCase() < other.toLowerCase() ? -1 : 1));
      for (const share of [0.5, 0.13, 1, 0.77, 0]) {
        await tab.page.locator('.grid').evaluate((grid, part) => (grid.scrollTop = part * grid.scrollHeight), share);
        await tab.page.waitForTimeout(60);
        await tab.settled();
        const seen = await rows().evaluateAll((all) => all.map((row) => [Number(row.getAttribute('aria-rowindex')) - 2, row.querySelector('.cell-address')!.textContent] as const));
        assert.ok(seen.length > 10);
        assert.deepEqual(seen.filter(([index, address]) => addresses[index] !== address), []);
        if (share === 1) await rowAt(USERS - 1).waitFor({ state: 'visible' });
      }
    });

    it('moves and opens with the keyboard, and is found again as it was left', async () => {
      await tab.page.locator('[role=grid]').focus();
      await tab.page.keyboard.press('End');
      await rowAt(USERS - 1).waitFor();
      assert.equal(await tab.page.locator('[role=grid]').getAttribute('aria-activedescendant'), `row-${USERS - 1}`);
      for (const key of ['PageUp', 'ArrowUp', 'ArrowDown', 'Home', 'ArrowDown', 'ArrowDown']) await tab.page.keyboard.press(key);
      assert.equal(await tab.page.locator('[role=grid]').getAttribute('aria-activedescendant'), 'row-2');
      await tab.settled();
      const name = await rowAt(2).locator('a').innerText();
      await tab.page.keyboard.press('Enter');
      await tab.page.locator('h1', { hasText: name }).waitFor();
      await tab.page.goBack();
      await rowAt(2).locator('a', { hasText: name }).waitFor();
      assert.equal(await tab.page.locator('.grid-row.active').getAttribute('aria-rowindex'), '4');
    });

    it('finds the last row again, too, and leaves the focus on the header that sorts', async () => {
      await tab.goTo('#/accounts?sort=address');
      await tab.page.locator('[role=grid]').press('End');
      await rowAt(USERS - 1).locator('a').waitFor();
      await tab.page.keyboard.press('Enter');
      await tab.page.getByText('All accounts').waitFor();
      // A large tenant's first page takes a moment.
      await tab.page.route('**/api/report/accounts?*', (route) => void setTimeout(() => void route.continue(), 150));
      await tab.page.goBack();
      await rowAt(USERS - 1).locator('a').waitFor();
      await tab.page.unroute('**/api/report/accounts?*');
      assert.equal(await tab.page.locator('[role=grid]').getAttribute('aria-activedescendant'), `row-${USERS - 1}`);
      await tab.page.getByRole('button', { name: 'Why' }).press('Enter');
      await tab.page.locator('[role=columnheader][aria-sort=ascending] :focus', { hasText: 'Why' }).waitFor();
    });

    it('leads from each finding of the overview to as many accounts as stand there', async () => {
      const origin = `http://127.0.0.1:${product.port}/api/report`;
      const { findings } = (await (await fetch(origin)).json()) as { findings: { id: string; severity: string; accounts: number }[] };
      for (const { id, severity, accounts } of findings) {
        const { total } = (await (await fetch(`${origin}/accounts?finding=${id}&weight=${severity}&limit=1`)).json()) as { total: number };
        assert.equal(total, accounts, `${id} ${severity}`);
      }
      const one = findings.find(({ id, severity }) => id === 'excluded-from-policy' && severity === 'high')!;
      await tab.goTo('#/overview');
      await tab.page.getByRole('row', { name: /High Excluded from a policy/ }).getByRole('link').click();
      await tab.page.locator('.count', { hasText: `${one.accounts} accounts` }).waitFor();
      await tab.goTo('#/accounts?sort=address');
    });

    it('searches, filters and sorts on the server', async () => {
      await tab.page.getByRole('searchbox').fill('bob lavoie');
      await tab.page.locator('.count', { hasText: '1 account' }).waitFor();
      await tab.page.getByRole('searchbox').fill('');
      await tab.page.getByLabel('Verdict').selectOption('unknown');
      await tab.page.locator('.count', { hasText: /^[1-9]\d? accounts/ }).waitFor();
      await tab.settled();
      assert.ok((await rows().allInnerTexts()).every((text) => text.includes('Unknown')));
      await tab.page.getByRole('button', { name: 'Name' }).click();
      await tab.settled();
      const names = await tab.page.locator('.cell-name a').allInnerTexts();
      assert.deepEqual(names, names.toSorted((one, other) => one.localeCompare(other, 'en')));
      assert.match(tab.page.url(), /verdict=unknown&sort=name|sort=name/);
    });

    it('shows names that hold markup as the letters they are', async () => {
      await tab.goTo('#/accounts?q=robert.tables');
      assert.match(await rows().first().innerText(), /\*\*Robert\*\* <img src=x/);
      await rows().first().click();
      await tab.page.locator('.adaptive', { hasText: '**Robert** <img src=x' }).waitFor();
      assert.equal(await tab.page.locator('main img, main a[href*="evil"]').count(), 0);
    });
  });

  it('counts in the workbench what the command line counts', async () => {
    await tab.goTo('#/what-if');
    const box = tab.page.getByRole('checkbox', { name: /Exclude the location Montréal - siège social/ });
    await box.check();
    await tab.page.locator('.outcome', { hasText: 'would fall out' }).waitFor();
    const { result } = await (await fetch(`http://127.0.0.1:${product.port}/api/report/suppose`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ words: 'exclude the Montréal office' }) })).json() as { result: { worse: number } };
    assert.ok(result.worse > 100);
    assert.match(await tab.page.locator('.outcome').innerText(), new RegExp(`${result.worse.toLocaleString('en-US')} would fall out`));
    // Hundreds of rows are not read aloud.
    assert.match(await tab.page.locator('[role=status].hidden').innerText(), /^Exclude the location .*would fall out\.$/);
    await box.uncheck();
    await tab.page.getByText('Nothing is ticked yet.').waitFor();
  });

  it('tells policy by policy once, in one wording', async () => {
    await tab.goTo(`#/account/${product.app.scanner.latest()!.report.accounts.find(({ displayName }) => displayName === 'Break Glass 1')!.id}`);
    await tab.page.locator('.applies', { hasText: '✕ excluded' }).first().waitFor();
    assert.equal(await tab.page.getByRole('heading', { name: 'Policy by policy' }).count(), 1);
    assert.doesNotMatch(await tab.page.locator('.adaptive').innerText(), /Policy by policy|appl(?:y|ies)/);
  });

  it('enforces from the card as in the chat: preview, confirm, done, and the account is compliant', async () => {
    await tab.goTo(`#/account/${someone}`);
    await tab.page.getByRole('button', { name: 'Enforce MFA…' }).click();
    await tab.page.locator('.adaptive', { hasText: /Nothing has been changed|Take .*Bob Lavoie.* out of/ }).waitFor();
    await tab.picture('tab-preview');
    await tab.page.getByRole('button', { name: /^Confirm|^Enforce/ }).click();
    await tab.page.locator('.adaptive', { hasText: /Done/ }).waitFor();
    await tab.picture('tab-enforced');
    await tab.goTo('#/audit');
    await tab.page.getByRole('cell', { name: 'plan.finished' }).first().waitFor();
    await tab.page.getByRole('button', { name: 'Check the chain' }).click();
    await tab.page.getByText(/The chain is whole/).waitFor();
  });

  it('prints the evidence without the controls, with its fingerprint', async () => {
    await tab.goTo('#/evidence');
    await tab.page.emulateMedia({ media: 'print' });
    assert.equal(await tab.page.locator('.menu, .no-print').filter({ visible: true }).count(), 0);
    assert.match(await tab.page.locator('.hash').innerText(), /^[0-9a-f]{64}$/);
    await tab.picture('tab-evidence-print', false);
    await tab.page.emulateMedia({ media: 'screen' });
  });

  it('prints dark on white, whatever the theme', async () => {
    for (const look of ['dark', 'contrast'] as const) {
      await tab.look(look);
      await tab.goTo('#/evidence?limit=5');
      await tab.page.emulateMedia({ media: 'print' });
      const colours = await tab.page.evaluate<string[]>(`['--page', '--text', '--surface'].map((name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim())`);
      assert.deepEqual(colours, ['#fff', '#000', '#fff'], look);
      await tab.page.emulateMedia({ media: 'screen' });
    }
  });

  it('has room for every control on a narrow phone', async () => {
    await tab.page.setViewportSize({ width: 320, height: 640 });
    await tab.goTo('#/accounts');
    await tab.page.getByRole('option', { name: 'no MFA method registered' }).waitFor({ state: 'attached' });
    const widths = await tab.page.locator('.filters select').evaluateAll((all) => all.map((each) => each.getBoundingClientRect().width));
    assert.ok(widths.length === 4 && widths.every((width) => width > 180), String(widths));
    await tab.goTo(`#/account/${product.app.scanner.latest()!.report.accounts.find(({ displayName }) => displayName === 'Break Glass 1')!.id}`);
    await tab.page.locator('.ac-pushButton').first().waitFor();
    const beyond = await tab.page.locator('.ac-pushButton').evaluateAll((all) => all.filter((each) => each.getBoundingClientRect().right > each.closest('.card, .card-place')!.getBoundingClientRect().right).map(({ textContent }) => textContent));
    assert.deepEqual(beyond, []);
    await tab.look('light');
  });

  it('downloads the evidence as a file', async () => {
    await tab.goTo('#/evidence');
    const [download] = await Promise.all([tab.page.waitForEvent('download'), tab.page.getByRole('button', { name: 'Download CSV' }).click()]);
    assert.equal(download.suggestedFilename(), 'mfa-evidence.csv');
    await tab.page.getByText('The file is in your downloads.').waitFor();
  });

  it('tells a reader in a sentence what is wrong, and goes on when it is mended', async () => {
    await tab.goTo('#/account/nobody');
    assert.match(await tab.page.getByRole('alert').innerText(), /no such account/);
    await tab.page.locator('.content').getByRole('link', { name: 'Accounts' }).click();
    await tab.page.locator('h1', { hasText: 'Accounts' }).waitFor();
    await tab.page.getByRole('link', { name: 'Policies' }).click();
    await tab.page.locator('h1', { hasText: 'Policies' }).waitFor();
    tab.problems.length = 0;
  });

  describe('without Teams', () => {
    const status = (headers: Record<string, string>, path = '/api/report/me'): Promise<number> => new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port: product.port, path, headers }, (response) => {
        response.resume();
        resolve(response.statusCode!);
      }).on('error', reject).end();
    });

    it('answers this machine', async () => assert.equal(await status({ host: `localhost:${product.port}` }), 200));
    for (const [what, headers] of [
      ["a name that was made to point here", { host: 'evil.example' }], ['a name that begins like this machine', { host: '127.0.0.1.evil.example' }], ['a page from elsewhere', { host: '127.0.0.1', 'sec-fetch-site': 'cross-site' }],
    ] as const) it(`does not answer ${what}`, async () => assert.equal(await status(headers), 403));

    it('frames nowhere', async () => {
      const page = await fetch(`http://127.0.0.1:${product.port}/tab`);
      assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'none'/);
      const again = await fetch(`http://127.0.0.1:${product.port}/tab`, { headers: { 'if-none-match': page.headers.get('etag')! } });
      assert.equal(again.status, 304);
      assert.equal((await fetch(`http://127.0.0.1:${product.port}/tab/..%2f..%2fpackage.json`)).status, 404);
    });
  });
});
