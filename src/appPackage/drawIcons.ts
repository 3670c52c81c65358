import { readFile } from 'node:fs/promises';
import { chromium } from 'playwright-core';

/** The icons' sizes in pixels, as Teams asks for them. */
const SIZES = { color: 192, outline: 32 };

/** Draws the PNG files of the package from their SVG sources; run by hand after a change: `npx tsx src/appPackage/drawIcons.ts`. */
async function drawIcons(): Promise<void> {
  const browser = await chromium.launch({ executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await browser.newPage();
  for (const [name, size] of Object.entries(SIZES)) {
    const svg = await readFile(`appPackage/icons/${name}.svg`, 'utf8');
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(`<style>body{margin:0}svg{display:block}</style>${svg}`);
    await page.screenshot({ path: `appPackage/icons/${name}.png`, omitBackground: true });
  }
  await browser.close();
}

await drawIcons();
