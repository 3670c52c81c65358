/**
 * `npm run bench:scale`: one, two and four real processes on one PostgreSQL: chat turns a second, and how fast the daily cards of
 * 10,000 subscriptions that are due at the same moment leave, within Teams' pace. `SECONDS=300` waits for all of them; `PROCESSES=2` tries that many only.
 * Exit status 1 where Teams' pace is exceeded, or two processes don't reach it.
 */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { tenantId } from '../../src/demo/index.js';
import { openStore } from '../../src/store/index.js';
import { TeamsClient } from '../bot/teamsClient.js';
import { postgresPrograms, startPostgres, type PostgresServer } from '../store/postgres.js';

const SUBSCRIPTIONS = 10_000;
const SECONDS = Number(process.env.SECONDS ?? 45);
const PROCESSES = (process.env.PROCESSES ?? '1,2,4').split(',').map(Number);
const PEOPLE = 16;
const TURNS_SECONDS = 10;
const QUESTIONS = ["who isn't MFA'd?", 'are we compliant?', 'help', 'which policies do we have', 'show the break glass accounts', 'hello'];
/** What Teams allows an app in a tenant, and what the courier keeps to. */
const TEAMS_PER_SECOND = 50;
const PACE_PER_SECOND = 1000 / 24;

const programs = postgresPrograms();
if (!programs) throw new Error('PostgreSQL is missing: `apt-get install postgresql`');
execFileSync('npm', ['run', '--silent', 'prestart']);
console.log(`computed: ${SUBSCRIPTIONS} cards at ${PACE_PER_SECOND.toFixed(1)} a second (Teams allows ${TEAMS_PER_SECOND}) take ${Math.round(SUBSCRIPTIONS / PACE_PER_SECOND)} s; a database or a process more changes nothing about that`);
for (const count of PROCESSES) await measure(count, programs);

async function measure(count: number, from: string): Promise<void> {
  const server = await startPostgres(from);
  const folder = await mkdtemp(join(tmpdir(), 'mfa-scale-'));
  const ports = Array.from({ length: count }, (_, index) => 20_000 + ((process.pid + 7 * index) % 20_000));
  const processes = ports.map((port, index) => start(server, join(folder, String(index)), port));
  const clients = await Promise.all(ports.map((port) => TeamsClient.open(port)));
  try {
    await Promise.all(clients.map(ready));
    await wait(5_000);
    const turns = await chat(clients);
    const digests = await sendDigests(server, clients[0]!);
    console.log(`${count} ${count === 1 ? 'process ' : 'processes'}: ${turns.toFixed(0)} turns a second; ${digests.perMinute.toFixed(0)} cards a minute (${digests.sent} in ${digests.seconds.toFixed(0)} s, first after ${digests.firstMs} ms, at most ${digests.most} in any second, ${digests.doubled} twice)`);
    if (digests.most > TEAMS_PER_SECOND || digests.doubled > 0 || (count === 2 && digests.perMinute < 0.9 * 60 * PACE_PER_SECOND)) process.exitCode = 1;
  } finally {
    for (const child of processes) child.kill('SIGKILL');
    await Promise.all(clients.map((client) => client.close()));
    await server.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function start({ url }: PostgresServer, dataDir: string, port: number): ChildProcess {
  return spawn(process.execPath, ['test/bench/serveForTurns.mjs'], { env: { ...process.env, PORT: String(port), DATA_DIR: dataDir, DATABASE_URL: url }, stdio: ['ignore', 'inherit', 'inherit'] });
}

async function ready(client: TeamsClient): Promise<void> {
  for (let attempt = 0; attempt < 600; attempt += 1) {
    if (await client.say('hello').catch(() => undefined)) return;
    await wait(100);
  }
  throw new Error('a process does not answer');
}

/** Turns a second over all processes, people asking again as soon as they are answered. */
async function chat(clients: TeamsClient[]): Promise<number> {
  const end = performance.now() + TURNS_SECONDS * 1000;
  let turns = 0;
  await Promise.all(Array.from({ length: PEOPLE }, async (_, person) => {
    const client = clients[person % clients.length]!;
    const parts = { from: { id: `29:p${person}`, aadObjectId: `20000000-0000-4000-8000-${String(person).padStart(12, '0')}` }, conversation: { id: `a:bench-${person}` } };
    for (let turn = 0; performance.now() < end; turn += 1) {
      await client.post(client.activity('message', { text: QUESTIONS[(person + turn) % QUESTIONS.length], ...parts }));
      turns += 1;
    }
  }));
  return turns / TURNS_SECONDS;
}

async function sendDigests({ url }: PostgresServer, client: TeamsClient): Promise<{ perMinute: number; sent: number; seconds: number; firstMs: number; most: number; doubled: number }> {
  const arrivals: number[] = [];
  const perConversation = new Map<string, number>();
  const from = client.delivered.length;
  const due = new Date(Date.now() + 8_000);
  await subscribe(url, client.serviceUrl, due);
  await wait(Math.max(0, due.getTime() - Date.now()));
  const started = performance.now();
  let seen = from;
  while (performance.now() - started < SECONDS * 1000 && arrivals.length < SUBSCRIPTIONS) {
    await client.when(() => (client.delivered.length > seen ? true : undefined));
    for (; seen < client.delivered.length; seen += 1) {
      const { conversationId } = client.delivered[seen]!;
      arrivals.push(performance.now() - started);
      perConversation.set(conversationId, (perConversation.get(conversationId) ?? 0) + 1);
    }
  }
  const seconds = (arrivals.at(-1)! - arrivals[0]!) / 1000;
  const inSecond = arrivals.map((moment, index) => arrivals.slice(index, index + 200).filter((later) => later - moment < 1000).length);
  return {
    perMinute: (60 * (arrivals.length - 1)) / seconds, sent: arrivals.length, seconds, firstMs: Math.round(arrivals[0]!), most: Math.max(...inSecond),
    doubled: [...perConversation.values()].filter((times) => times > 1).length,
  };
}

/** Ten thousand conversations, each with a card every day from that moment on. */
async function subscribe(databaseUrl: string, serviceUrl: string, due: Date): Promise<void> {
  const store = await openStore({ databaseUrl, dataDir: 'unused', now: Date.now, log: console.error });
  const reference = { channelId: 'msteams', serviceUrl, bot: { id: '28:bot', name: 'MFA Bot' }, user: { id: '29:dana' } };
  const rule = { time: due.toISOString().slice(11, 16), days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], zone: 'UTC' };
  await store.execute(`insert into conversation (tenant_id, id, reference, state, refusals, updated_at)
    select $1, 'a:' || n, $2::jsonb || jsonb_build_object('conversation', jsonb_build_object('id', 'a:' || n, 'conversationType', 'personal')), 'active', 0, now()
    from generate_series(1, $3::int) as n`, [tenantId, JSON.stringify(reference), SUBSCRIPTIONS]);
  await store.execute(`insert into subscription (tenant_id, id, conversation_id, created_by_id, created_by_name, rule, state, next_due, created_at)
    select $1, gen_random_uuid(), 'a:' || n, 'bench', 'Bench', $2::jsonb, 'active', $3::timestamptz, now() from generate_series(1, $4::int) as n`, [tenantId, JSON.stringify(rule), due, SUBSCRIPTIONS]);
  await store.close();
}
