/**
 * `npm run bench:turns`: start to first answer, and the time of chat turns that need no Graph with 50 people at once,
 * over HTTP through /api/messages with a connector that answers at once. Exit status 1 where a limit is missed.
 */
import { execFileSync, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TeamsClient } from '../bot/teamsClient.js';

const PEOPLE = 50;
const TURNS_EACH = 20;
const THINKING_MS = 2_000;
const LIMITS = { firstAnswerMs: 3_000, p99Ms: 150 };
const QUESTIONS = ["who isn't MFA'd?", 'are we compliant?', 'can I exclude our office IP?', 'help', 'which policies do we have', 'show the break glass accounts', 'hello', 'which admins have no mfa'];

const dataDir = await mkdtemp(join(tmpdir(), 'mfa-bot-bench-'));
const port = 20_000 + (process.pid % 20_000);
execFileSync('npm', ['run', '--silent', 'prestart']);
const started = performance.now();
const server = spawn(process.execPath, ['test/bench/serveForTurns.mjs'], { env: { ...process.env, PORT: String(port), DATA_DIR: dataDir }, stdio: ['ignore', 'inherit', 'inherit'] });
const teams = await TeamsClient.open(port);

try {
  const firstAnswerMs = await firstAnswer();
  await new Promise((resolve) => setTimeout(resolve, 8_000));
  const times = (await Promise.all(Array.from({ length: PEOPLE }, (_, index) => chat(index)))).flat().toSorted((left, right) => left - right);
  const at = (share: number): number => Math.round(times[Math.floor(times.length * share)]!);
  console.log(`start to first answer  ${Math.round(firstAnswerMs)} ms (limit ${LIMITS.firstAnswerMs})`);
  console.log(`${times.length} turns, ${PEOPLE} people at once, a message every ${THINKING_MS / 1000} s each: median ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms (limit ${LIMITS.p99Ms}), worst ${Math.round(times.at(-1)!)} ms`);
  process.exitCode = firstAnswerMs <= LIMITS.firstAnswerMs && at(0.99) <= LIMITS.p99Ms ? 0 : 1;
} finally {
  server.kill('SIGKILL');
  await teams.close();
  await rm(dataDir, { recursive: true, force: true });
}

/** From the start of the process to the list of accounts, asked again until the port is open. */
async function firstAnswer(): Promise<number> {
  const deadline = started + 60_000;
  for (;;) {
    if (performance.now() > deadline) throw new Error('no answer within a minute');
    const answered = await teams.say("who isn't MFA'd?").catch(() => undefined);
    if (answered) break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const late = setTimeout(() => process.exit(1), 60_000);
  await teams.when(() => teams.delivered.find(({ card }) => JSON.stringify(card ?? {}).includes('can sign in without MFA')));
  clearTimeout(late);
  return performance.now() - started;
}

/** One person: milliseconds of each turn, from posting the message to the answer at the connector and the end of the request. */
async function chat(index: number): Promise<number[]> {
  const person = { from: { id: `29:p${index}`, aadObjectId: `20000000-0000-4000-8000-${String(index).padStart(12, '0')}` }, conversation: { id: `a:bench-${index}` } };
  const times: number[] = [];
  await new Promise((resolve) => setTimeout(resolve, (THINKING_MS * index) / PEOPLE));
  for (let turn = 0; turn < TURNS_EACH; turn += 1) {
    const asked = performance.now();
    await teams.post(teams.activity('message', { text: QUESTIONS[(index + turn) % QUESTIONS.length], ...person }));
    times.push(performance.now() - asked);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, THINKING_MS - (performance.now() - asked))));
  }
  return times;
}
