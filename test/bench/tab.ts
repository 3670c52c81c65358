/**
 * `npm run bench:tab`: the tab of a demo tenant with 100,000 accounts in headless Chromium: first paint, the longest task while the list is
 * scrolled from end to end, and how long the server takes for a page of it. Exit status 1 where a limit is missed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TabBrowser } from '../e2e/tabBrowser.js';

const ACCOUNTS = Number(process.env['ACCOUNTS'] ?? 100_000);
const LIMITS = { firstPaintMs: 1_500, longestTaskMs: 100 };
const SCROLLS = 120;

const dataDir = await mkdtemp(join(tmpdir(), 'mfa-tab-bench-'));
const port = 20_000 + (process.pid % 20_000);
execFileSync('npm', ['run', '--silent', 'prestart']);
const { PATH, HOME } = process.env;
const server = spawn(process.execPath, ['dist/index.js', '--demo-users', String(ACCOUNTS)], { env: { PATH, HOME, PORT: String(port), DATA_DIR: dataDir }, stdio: 'ignore' });
const origin = `http://127.0.0.1:${port}`;

try {
  await scanned();
  const tab = await TabBrowser.open(origin);
  const { paint: firstPaintMs, rows: rowsMs } = await firstPaint(tab);
  const longestTaskMs = await longestTask(tab);
  const pages = await Promise.all([0, ACCOUNTS / 2, ACCOUNTS - 100].map(pageMs));
  await tab.close();
  console.log(`${ACCOUNTS.toLocaleString('en-US')} accounts`);
  console.log(`first contentful paint  ${Math.round(firstPaintMs)} ms (limit ${LIMITS.firstPaintMs}); with the first rows ${Math.round(rowsMs)} ms`);
  console.log(`longest task, scrolling ${Math.round(longestTaskMs)} ms (limit ${LIMITS.longestTaskMs}; tasks below 50 ms count as 0)`);
  console.log(`a page of the list      ${pages.map((ms) => Math.round(ms)).join(', ')} ms`);
  process.exitCode = firstPaintMs <= LIMITS.firstPaintMs && longestTaskMs <= LIMITS.longestTaskMs ? 0 : 1;
} finally {
  server.kill('SIGKILL');
  await rm(dataDir, { recursive: true, force: true });
}

async function scanned(): Promise<void> {
  const deadline = performance.now() + 240_000;
  for (;;) {
    const total = await fetch(`${origin}/api/report/accounts?limit=1`).then((response) => response.json()).then((page) => (page as { total: number }).total, () => 0);
    if (total >= ACCOUNTS) return;
    if (performance.now() > deadline) throw new Error(`no list of ${ACCOUNTS} accounts within four minutes`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
}

/** The best of three openings with an empty cache: the others measure what else this machine does. */
async function firstPaint(tab: TabBrowser): Promise<{ paint: number; rows: number }> {
  const times: { paint: number; rows: number }[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    await tab.goTo(`?turn=${turn}#/accounts`);
    await tab.page.waitForSelector('.grid-space .grid-row a');
    const [paint, rows] = await tab.page.evaluate<[number, number]>("[performance.getEntriesByName('first-contentful-paint')[0].startTime, performance.now()]");
    times.push({ paint, rows });
  }
  return times.toSorted((one, other) => one.rows - other.rows)[0]!;
}

/** Milliseconds, as the browser's own observer of long tasks tells; in small steps, and in leaps as a dragged scrollbar makes them. */
async function longestTask(tab: TabBrowser): Promise<number> {
  await tab.page.evaluate('window.longest = 0; new PerformanceObserver((list) => { for (const { duration } of list.getEntries()) longest = Math.max(longest, duration); }).observe({ entryTypes: ["longtask"] });');
  await tab.page.evaluate(`(async () => {
    const grid = document.querySelector('.grid');
    for (let step = 0; step < ${SCROLLS}; step += 1) {
      grid.scrollTop = step % 2 === 0 ? grid.scrollTop + 300 : (step / ${SCROLLS}) * grid.scrollHeight;
      await new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 16)));
    }
  })()`);
  await tab.settled();
  return tab.page.evaluate<number>('longest');
}

async function pageMs(offset: number): Promise<number> {
  const started = performance.now();
  await (await fetch(`${origin}/api/report/accounts?offset=${Math.floor(offset)}&limit=100`)).arrayBuffer();
  return performance.now() - started;
}
