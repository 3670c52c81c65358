/** How much time and memory evidence for a large tenant takes: `npx tsx test/bench/export.ts [accounts]`. A line each on stdout. */
import { createWriteStream } from 'node:fs';
import { rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { judge } from '../../src/findings/index.js';
import { collectEvidence } from '../../src/flows/evidence/evidence.js';
import { EVIDENCE_FORMATS, writeEvidence } from '../../src/flows/evidence/writeEvidence.js';
import { aSnapshot, anAccount } from '../flows/tenant.js';

const total = Number(process.argv[2] ?? 100_000);
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
let highest = 0;
let longest = 0;
let last = performance.now();
setInterval(() => {
  highest = Math.max(highest, process.memoryUsage().rss);
  longest = Math.max(longest, performance.now() - last - 10);
  last = performance.now();
}, 10).unref();

const snapshot = aSnapshot({ accounts: Array.from({ length: total }, (_, n) => anAccount(`user-${n}`, { displayName: `User number ${n}`, accountEnabled: n % 20 !== 0 })) });
const scan = { snapshot, report: judge(snapshot), isPreliminary: false };
const before = process.memoryUsage().rss;
process.stdout.write(`${total} accounts in memory: ${megabytes(before)}\n`);

async function measure(name: string, work: () => Promise<string>): Promise<void> {
  [highest, longest, last] = [0, 0, performance.now()];
  const started = performance.now();
  const result = await work();
  process.stdout.write(`${name}: ${Math.round(performance.now() - started)} ms, peak ${megabytes(highest)}, longest pause ${Math.round(longest)} ms${result}\n`);
}

await measure('fingerprint', async () => `, ${(await collectEvidence(scan)).sha256.slice(0, 12)}…`);
const evidence = await collectEvidence(scan);
for (const format of EVIDENCE_FORMATS) {
  const file = join(tmpdir(), `mfa-bench-${process.pid}.${format}`);
  await measure(format, async () => {
    await pipeline(Readable.from(writeEvidence(evidence, format, '2026-11-21T09:00:00.000Z')), createWriteStream(file));
    return `, ${megabytes((await stat(file)).size)}`;
  });
  await rm(file);
}
process.exit(0);
