/**
 * What a scan costs: requests, wall time and memory against what the service allows at best.
 * `npm run bench:scan` (about four minutes), or with sizes: `npm run bench:scan -- 1000 10000`.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { judge } from '../../src/findings/index.js';
import { createGraph, readSnapshot } from '../../src/graph/index.js';
import { dimensionsOf, LargeTenant, type Dimensions } from './largeTenant.js';

const LATENCY_MS = 200;
const MOST_MB = 500;
const MOST_TIMES_FLOOR = 1.1;

interface Measured {
  requests: number;
  accounts: number;
  preliminaryMs: number;
  totalMs: number;
  judgeMs: number;
  /** Peak while reading, and after judging too. */
  readMb: number;
  peakMb: number;
}

const pages = (rows: number): number => Math.max(1, Math.ceil(rows / 999));

/** R(N): each page of each source once, and nothing per account. Two more for PIM, of which the reader needs one. */
function formula({ accounts, registered, federatedDomains, groups, roleAssignments }: Dimensions): number {
  const members = groups.reduce((sum, count) => sum + pages(count), 0);
  return 11 + federatedDomains + pages(accounts) + pages(registered) + members + pages(roleAssignments) + 2 + pages(groups.length + roleAssignments);
}

/** The least time the limits and the latency leave: pages one after the other, reports 5 in 10 s, two reads of Conditional Access 1 s apart. */
function floorMs({ accounts, registered }: Dimensions): number {
  const last = pages(registered) - 1;
  const reports = Math.floor(last / 5) * 10_000 + ((last % 5) + 1) * LATENCY_MS;
  return Math.max(reports + LATENCY_MS, pages(accounts) * LATENCY_MS, 1_000 + LATENCY_MS);
}

async function measure(accounts: number): Promise<boolean> {
  const size = dimensionsOf(accounts);
  const tenant = new LargeTenant(size, LATENCY_MS);
  const child = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(import.meta.url), '--child', await tenant.listen()], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  await once(child, 'close');
  tenant.close();
  return report(size, JSON.parse(output) as Measured, tenant.throttled);
}

function report(size: Dimensions, measured: Measured, throttled: number): boolean {
  const { requests, preliminaryMs, totalMs, judgeMs, readMb, peakMb } = measured;
  const floor = floorMs(size);
  const isGood = measured.accounts === size.accounts && requests <= formula(size) && throttled === 0 && totalMs <= floor * MOST_TIMES_FLOOR
    && preliminaryMs <= totalMs && peakMb < MOST_MB;
  console.log(
    `${size.accounts} accounts: ${requests} requests (formula ${formula(size)}), ${throttled} throttled; ${seconds(totalMs)} (floor ${seconds(floor)},`
    + ` ${(totalMs / floor).toFixed(2)} x); first verdicts after ${seconds(preliminaryMs + judgeMs)} (judging ${seconds(judgeMs)});`
    + ` peak ${readMb} MB reading, ${peakMb} MB with the judge: ${isGood ? 'ok' : 'NOT OK'}`,
  );
  return isGood;
}

/** Its own process, so that its memory is the reader's and not the service's. */
async function runChild(baseUrl: string): Promise<void> {
  const graph = createGraph({ baseUrl, getToken: () => Promise.resolve('token') });
  const startedAt = performance.now();
  let early: number | undefined;
  const snapshot = await readSnapshot(graph, { onPreliminary: () => (early = Math.round(performance.now() - startedAt)) });
  const totalMs = Math.round(performance.now() - startedAt);
  // In a small tenant the report is there before the slowest other source: then nothing is offered early.
  const preliminaryMs = early ?? totalMs;
  const readMb = peakMb();
  const judged = performance.now();
  judge(snapshot);
  const judgeMs = Math.round(performance.now() - judged);
  const measured: Measured = { requests: snapshot.requests, accounts: snapshot.accounts.length, preliminaryMs, totalMs, judgeMs, readMb, peakMb: peakMb() };
  process.stdout.write(JSON.stringify(measured));
}

const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024);
const seconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

const [first, baseUrl] = process.argv.slice(2);
if (first === '--child') await runChild(baseUrl!);
else {
  const sizes = process.argv.slice(2).map(Number);
  let isGood = true;
  for (const accounts of sizes.length > 0 ? sizes : [1_000, 10_000, 100_000]) isGood = (await measure(accounts)) && isGood;
  process.exitCode = isGood ? 0 : 1;
}
