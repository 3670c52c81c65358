import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { withMoreRoom } from '../../src/bot/teams/beyond.js';
import { teamsLinks } from '../../src/bot/teams/index.js';
import { demoPersona, otherPersonas, tenantId } from '../../src/demo/index.js';
import { action } from '../bot/teamsClient.js';
import { APP_ID } from '../http/signedTeams.js';
import { TabStage } from '../http/tabStage.js';
import { buildTab, needBrowser, TabBrowser } from './tabBrowser.js';
import { teamsHost } from './teamsHost.js';

const TEAMS = 'https://teams.microsoft.com/_fake';
const EVIL = 'https://evil.example/';

describe('the tab framed by Teams', function () {
  this.timeout(120_000);
  let stage: TabStage;
  let tab: TabBrowser;
  let account: { id: string; displayName: string };

  before(async function () {
    needBrowser(this);
    buildTab();
    stage = await TabStage.open();
    // The stand-in is a page of the Internet in the browser's eyes, and the tab one of this machine.
    tab = await TabBrowser.open(stage.address, { args: ['--disable-features=LocalNetworkAccessChecks,BlockInsecurePrivateNetworkRequests'] });
    account = stage.product.app.scanner.latest()!.report.accounts.find(({ displayName }) => displayName === 'Luc Thibodeau')!;
    await tab.page.route((address) => address.hostname !== '127.0.0.1', (route) => route.abort());
  });
  after(async () => {
    await tab?.close();
    await stage?.close();
  });

  async function frame(host: string, { path = '', ...options }: { token: string; theme?: string; page?: string; path?: string; frameContext?: 'settings' }): Promise<Frame> {
    await tab.page.unroute(host).catch(() => undefined);
    const body = teamsHost({ frame: `${stage.address}/tab${path}`, theme: 'default', ...options });
    await tab.page.route(host, (route) => route.fulfill({ contentType: 'text/html', body }));
    await tab.page.goto(host);
    return tab.page.frame('tab')!;
  }

  it('signs the reader in with the token of Teams and follows its theme', async () => {
    const framed = await frame(TEAMS, { token: stage.token(), theme: 'dark' });
    await framed.getByText(/accounts can sign in without MFA/).waitFor();
    assert.equal(await framed.locator('html').getAttribute('data-theme'), 'dark');
    await tab.page.evaluate("tell('themeChange', ['contrast'])");
    await framed.locator('html[data-theme=contrast]').waitFor();
    await framed.getByText(/accounts can sign in without MFA/).waitFor();
    const asked = await tab.page.evaluate<{ func: string }[]>('asked');
    assert.ok(asked.some(({ func }) => func === 'authentication.getAuthToken'), JSON.stringify(asked));
    assert.ok(asked.some(({ func }) => /success/i.test(func)), JSON.stringify(asked.map(({ func }) => func)));
    await tab.picture('tab-in-teams-contrast');
  });

  it('is put into a channel with the view that was chosen', async () => {
    const framed = await frame(TEAMS, { token: stage.token(), path: '/configure', frameContext: 'settings' });
    await framed.locator('select').selectOption({ label: 'Policies' });
    await tab.page.evaluate("tell('settings.save', [{}])");
    const saved = (): Promise<{ args: { contentUrl: string; entityId: string }[] } | undefined> => tab.page.evaluate("asked.find(({ func }) => func === 'settings.setSettings')");
    let settings = await saved();
    while (!settings) settings = await saved();
    const { contentUrl, entityId } = settings.args[0]!;
    assert.deepEqual([new URL(contentUrl).pathname + new URL(contentUrl).hash, entityId], ['/tab#/policies', 'report']);
    await tab.page.waitForFunction("asked.some(({ func }) => func === 'settings.save.success')");
    assert.ok((await tab.page.evaluate<{ func: string; args: unknown[] }[]>('asked')).some(({ func, args }) => func === 'settings.setValidityState' && args[0] === true), 'the button to save stays grey');
  });

  /** What Teams hands to the tab of the link that a card carries. */
  function linkedFrom(pressed: { page?: string }): string {
    const card = withMoreRoom({ card: {}, ...pressed }, { linkTo: teamsLinks(APP_ID), hasDialogs: true });
    const url = new URL(String(action(card, 'Open in the report')['url']));
    assert.equal(url.pathname, `/l/entity/${APP_ID}/report`);
    return (JSON.parse(url.searchParams.get('context')!) as { subEntityId: string }).subEntityId;
  }

  it('opens the exact account that a card of the chat leads to, and leads back into the chat', async () => {
    const dana = { conversationId: 'c', personId: demoPersona.aadObjectId, accountId: demoPersona.aadObjectId, tenantId };
    const framed = await frame(TEAMS, { token: stage.token(), page: linkedFrom(await stage.product.app.bot.press('explain', { account: account.id }, dana)!.run()) });
    await framed.locator('h1', { hasText: account.displayName }).waitFor();
    await framed.getByRole('button', { name: 'Ask in the chat' }).click();
    await tab.page.waitForFunction("asked.some(({ func }) => /link/i.test(func))");
    const asked = await tab.page.evaluate<{ func: string; args: string[] }[]>('asked');
    const link = decodeURIComponent(JSON.stringify(asked.filter(({ func }) => /link/i.test(func)))).replaceAll('+', ' ');
    assert.match(link, /teams\.microsoft\.com\/l\/chat\/0\/0\?users=28:11111111-1111-4111-8111-111111111111&message=why is luc\.thibodeau@borealis\.example flagged\?/);
  });

  it('opens the evidence that an export in a channel leads to', async () => {
    const { outcome } = await stage.product.app.bot.say('export as csv', { conversationId: '19:x@thread.v2', personId: 'somebody', isPersonal: false });
    const framed = await frame(TEAMS, { token: stage.token(), page: linkedFrom(outcome) });
    await framed.locator('h1', { hasText: 'Evidence' }).waitFor();
    await framed.getByRole('button', { name: 'Download CSV' }).waitFor();
  });

  it('shows a guest, and a reader whose token is refused, a sentence instead', async () => {
    const guest = await frame(TEAMS, { token: stage.token({ oid: otherPersonas.guest.aadObjectId }) });
    await guest.getByRole('alert').filter({ hasText: 'not guests' }).waitFor();
    const late = await frame(TEAMS, { token: stage.token({ exp: 1 }) });
    await late.getByRole('alert').filter({ hasText: 'Teams did not vouch for you' }).waitFor();
    assert.doesNotMatch(await late.content(), /Bor\u00e9alis/);
  });

  it('is framed by nobody else', async () => {
    await frame(EVIL, { token: stage.token() });
    await tab.page.waitForTimeout(500);
    // A refused frame is an error page, or none at all.
    assert.equal((await tab.page.frame('tab')?.locator('#root').count()) ?? 0, 0);
    assert.ok(tab.problems.some((problem) => /frame-ancestors/.test(problem)), tab.problems.join('\n'));
  });
});
