/**
 * How long evidence of a large tenant takes, how much memory, and how long it keeps everybody else waiting: `npx tsx test/bench/export.ts [accounts]`.
 * A line each on stdout; exit status 1 where one stretch blocks for longer than the limit.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { startDemoTenant } from '../../src/demo/index.js';
import { judge } from '../../src/findings/index.js';
import { collectEvidence } from '../../src/flows/evidence/evidence.js';
import { writeEvidenceFile } from '../../src/flows/evidence/exportEvidence.js';
import { EVIDENCE_FORMATS } from '../../src/flows/evidence/writeEvidence.js';
import { createGraph, readSnapshot } from '../../src/graph/index.js';

const total = Number(process.argv[2] ?? 100_000);
const LONGEST_MS = 50;
const RESOLUTION_MS = 5;
const megabytes = (bytes: number): string => `${Math.round(bytes / 2 ** 20)} MB`;
let highest = 0;
setInterval(() => (highest = Math.max(highest, process.memoryUsage().rss)), 10).unref();

const folder = await mkdtemp(join(tmpdir(), 'mfa-bench-export-'));
const demo = await startDemoTenant({ dataDir: folder, users: total });
const snapshot = await readSnapshot(createGraph({ baseUrl: demo.baseUrl, getToken: () => Promise.resolve(demo.token), pace: 0.02 }));
await demo.close();
const scan = { snapshot, report: judge(snapshot), isPreliminary: false };
process.stdout.write(`${snapshot.accounts.length} accounts in memory: ${megabytes(process.memoryUsage().rss)}\n`);

async function measure(name: string, work: () => Promise<string>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  highest = 0;
  await new Promise((resolve) => setTimeout(resolve, 100));
  delay.enable();
  const started = performance.now();
  const result = await work();
  const took = performance.now() - started;
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  const longest = delay.max / 1e6 - RESOLUTION_MS;
  if (longest > LONGEST_MS) process.exitCode = 1;
  process.stdout.write(`${name}: ${Math.round(took)} ms, peak ${megabytes(highest)}, longest stretch ${Math.round(longest)} ms${result}\n`);
}

await measure('nothing', () => new Promise((resolve) => setTimeout(() => resolve(''), 1_000)));
await measure('collecting', async () => `, ${(await collectEvidence(scan)).sha256.slice(0, 12)}…`);
for (const format of EVIDENCE_FORMATS) {
  const file = join(folder, `evidence.${format}`);
  await measure(format, async () => {
    const { size } = await writeEvidenceFile(scan, { format, path: file, madeAt: '2026-11-21T09:00:00.000Z' });
    return `, ${megabytes(size)}`;
  });
}
await rm(folder, { recursive: true });
process.exit();
