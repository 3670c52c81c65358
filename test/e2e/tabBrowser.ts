import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { chromium, type Browser, type Page } from 'playwright-core';
import type { Context } from 'mocha';
import { CHROMIUM, hasChromium } from './teams.js';
import { build } from '../support/built.js';

const ARTIFACTS = 'test/artifacts';
const AXE = createRequire(import.meta.url).resolve('axe-core/axe.min.js');

/** Everything in every look takes minutes of two cores: where somebody wants the pictures (PICTURES=1). */
export const isThorough = process.env['PICTURES'] !== undefined;

export type Look = 'light' | 'dark' | 'contrast' | 'phone';
export const LOOKS: readonly Look[] = ['light', 'dark', 'contrast', 'phone'];

/** Skips the suite where there is no browser, but never in CI. */
export function needBrowser(context: Context): void {
  if (hasChromium()) return;
  assert.ok(!process.env['CI'], `no Chromium at ${CHROMIUM}: CI installs it (apt-get install -y chromium)`);
  console.log(`      skipped: no Chromium at ${CHROMIUM}; install it, or set CHROMIUM_PATH`);
  context.skip();
}

/** The browser's program as the product serves it. */
export const buildTab = build;

/** The tab in a real browser, and what went wrong in it. */
export class TabBrowser {
  readonly problems: string[] = [];

  private constructor(private readonly browser: Browser, readonly page: Page, private readonly origin: string) {}

  static async open(origin: string, options: { args?: string[] } = {}): Promise<TabBrowser> {
    const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', ...(options.args ?? [])] });
    const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    const tab = new TabBrowser(browser, page, origin);
    page.on('console', (message) => message.type() === 'error' && tab.problems.push(message.text()));
    page.on('pageerror', (error) => tab.problems.push(error.message));
    return tab;
  }

  async look(look: Look): Promise<void> {
    await this.page.setViewportSize(look === 'phone' ? { width: 375, height: 800 } : { width: 1280, height: 900 });
    await this.page.emulateMedia({ colorScheme: look === 'dark' ? 'dark' : 'light', contrast: look === 'contrast' ? 'more' : 'no-preference', reducedMotion: 'reduce' });
  }

  async goTo(hash: string): Promise<void> {
    await this.page.goto(`${this.origin}/tab${hash}`);
    await this.settled();
  }

  async settled(): Promise<void> {
    await this.page.waitForSelector('main:not([aria-busy]) h1');
    await this.page.waitForSelector('.loading, .grid-loading', { state: 'detached' });
  }

  heading(): Promise<string> {
    return this.page.locator('h1').innerText();
  }

  /** What axe finds, in a line each. Its script runs beside the page's policy, in the browser's own world. */
  async axe(rules?: string[]): Promise<string[]> {
    const session = await this.page.context().newCDPSession(this.page);
    await session.send('Runtime.evaluate', { expression: readFileSync(AXE, 'utf8') });
    const run = `axe.run(document, ${JSON.stringify(rules ? { runOnly: rules } : {})}).then((found) => JSON.stringify(found.violations.map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ target, failureSummary }) => target + ' ' + failureSummary.replaceAll('\\n', ' ')).join(' | '))))`;
    const { result } = await session.send('Runtime.evaluate', { expression: run, awaitPromise: true, returnByValue: true });
    await session.detach();
    return JSON.parse(String(result.value)) as string[];
  }

  /** Pixels that stand out to the right: a page that scrolls sideways. */
  overflow(): Promise<number> {
    return this.page.evaluate<number>('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  }

  /** To be looked at. */
  async picture(name: string, isFullPage = isThorough): Promise<void> {
    if (!isThorough && !name.startsWith('failed-')) return;
    await mkdir(ARTIFACTS, { recursive: true });
    await this.page.screenshot({ path: `${ARTIFACTS}/${name}.png`, fullPage: isFullPage, animations: 'disabled' });
  }

  close(): Promise<void> {
    return this.browser.close();
  }
}
