import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { chromium, type Browser, type Locator, type Page } from 'playwright-core';

export const CHROMIUM = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
export const hasChromium = (): boolean => existsSync(CHROMIUM);

const ARTIFACTS = 'test/artifacts';
const LOCAL = new Set(['localhost', '127.0.0.1']);

/** A person in front of the simulated Teams. */
export class TeamsWindow {
  private constructor(private readonly browser: Browser, readonly page: Page) {}

  static async open(url: string): Promise<TeamsWindow> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 2200 }, deviceScaleFactor: 1 });
    // Fonts and worklets from elsewhere: the page does without them, and a test doesn't ask the Internet.
    await page.route((address) => !LOCAL.has(address.hostname), (route) => route.abort());
    await page.goto(url, { waitUntil: 'domcontentloaded' });
    return new TeamsWindow(browser, page);
  }

  async say(text: string): Promise<void> {
    await this.page.locator('div[role=textbox]').click();
    await this.page.keyboard.type(text);
    await this.page.getByRole('button', { name: 'Send Message' }).click();
  }

  /** Goes to a chat or channel by its name in the tree on the left. */
  async goTo(name: string | RegExp): Promise<void> {
    await this.page.getByRole('treeitem', { name }).click();
  }

  /** Installs the app where the person is, as Teams tells the bot. */
  async install(): Promise<void> {
    await this.page.getByRole('button', { name: 'Mock an Activity' }).click();
    await this.page.getByRole('menuitem', { name: /onInstallationUpdateAdded/ }).click();
    await this.page.getByRole('dialog').getByRole('button', { name: 'Send activity' }).click();
  }

  /** Mentions the bot and says something; `button` sends it. */
  async mention(text: string, button: string): Promise<void> {
    await this.page.getByRole('textbox').first().click();
    await this.page.keyboard.type('@MFA');
    await this.page.getByRole('menuitem', { name: /^MFA/ }).click();
    await this.page.keyboard.type(` ${text}`);
    await this.page.getByRole('button', { name: button, exact: true }).click();
  }

  /** The newest card that holds the text; waits for it. */
  async card(text: string | RegExp): Promise<Locator> {
    const card = this.page.locator('.ac-adaptiveCard').filter({ hasText: text }).last();
    await card.waitFor();
    return card;
  }

  cards(): Promise<number> {
    return this.page.locator('.ac-adaptiveCard').count();
  }

  /** To be looked at, where somebody wants to (PICTURES=1): drawing them takes its time. */
  async picture(name: string, what: Locator | Page = this.page): Promise<void> {
    if (!process.env.PICTURES && !name.startsWith('failed-')) return;
    await mkdir(ARTIFACTS, { recursive: true });
    await what.screenshot({ path: `${ARTIFACTS}/${name}.png`, animations: 'disabled' });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
