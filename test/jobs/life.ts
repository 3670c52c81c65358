/** One process of the bot's own work, to be killed: it scans, subscribes, opens tickets and sends, and tells its parent over HTTP. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { judge } from '../../src/findings/index.js';
import { createScanner, type ReadSnapshot } from '../../src/flows/scan.js';
import { createScanHistory } from '../../src/flows/scanHistory.js';
import { createSharedScans, startJobs } from '../../src/jobs/index.js';
import { openStore } from '../../src/store/index.js';
import { aSnapshot } from '../flows/tenant.js';
import type { Work } from './lives.js';

const { PARENT, WORKER, DATABASE_URL, DATA_DIR = '', TENANT = 't', EPOCH, ONLY_FINISH } = process.env;
/** Time runs faster here, so that leases of dead processes run out while a test can wait. */
const SPEED = 20;
const now = (): number => Number(EPOCH) + (Date.now() - Number(EPOCH)) * SPEED;
const sleep = (ms: number, signal?: AbortSignal): Promise<void> => wait(ms / SPEED, undefined, signal ? { signal } : {});
const log = (message: string, cause?: unknown): void => void process.stderr.write(`${WORKER} ${message} ${cause instanceof Error ? cause.message : ''}\n`);
const ADA = { id: 'ada', name: 'Ada' };
const iso = (moment: number): string => new Date(moment).toISOString();

async function tell(path: string, body: object = {}): Promise<void> {
  await fetch(`${PARENT}${path}`, { method: 'POST', body: JSON.stringify({ worker: WORKER, ...body }) });
}

/** From here until it is kept and told, a kill meets this kind of work. */
async function working<T>(kind: Work, work: () => Promise<T>): Promise<T> {
  await tell('/begin', { kind });
  const result = await work();
  await tell('/end', { kind });
  return result;
}

const store = await openStore({ databaseUrl: DATABASE_URL, dataDir: DATA_DIR, now, log });
const past = createScanHistory(store.scans(TENANT), { judge, now });
const history: typeof past = { ...past, save: (scan) => past.save(scan).then(() => tell('/end', { kind: 'scan' })) };
const kept = store.deliveries(TENANT);
/** A card is under way from what is written before the send to what is written after it. */
const deliveries: typeof kept = {
  ...kept,
  begin: (...given) => tell('/begin', { kind: 'send' }).then(() => kept.begin(...given)),
  finish: (...given) => kept.finish(...given).finally(() => tell('/end', { kind: 'send' })),
};
const stores = {
  conversations: store.conversations(TENANT), subscriptions: store.subscriptions(TENANT), deliveries, leases: store.leases(TENANT), pace: store.pace(TENANT),
};
const readTenant: ReadSnapshot = async () => {
  await tell('/begin', { kind: 'scan' });
  await tell('/scan/begin');
  const snapshot = aSnapshot({ scannedAt: iso(now()) });
  await wait(50);
  await tell('/scan/end');
  return snapshot;
};
const newest = { scannedAt: async () => (await store.scans(TENANT).latest())?.scannedAt, snapshot: () => store.scans(TENANT).latest() };
const shared = createSharedScans({ read: readTenant, shared: Promise.resolve({ leases: stores.leases, history, newest }), worker: WORKER!, now, sleep, log });
const scanner = createScanner({ read: shared.read, judge, history: shared.history, now, log });
const jobs = await startJobs({
  tenants: [{
    id: TENANT, stores, scan: () => scanner.scan(), lastScan: () => scanner.latest()?.report.scannedAt, refresh: () => Promise.resolve(), retire: () => store.retire(TENANT),
    composeDigest: (subscription) => Promise.resolve({ card: { body: [] }, text: subscription.id }),
  }],
  sender: {
    send: async (_reference, { text }) => {
      await tell('/send', { text });
      return { kind: 'sent' };
    },
  },
  execute: store.execute, scanEveryMs: 3_600_000, worker: WORKER!, now, random: Math.random, sleep, log,
});
await tell('/ready');
const stopping = new AbortController();
process.on('SIGTERM', () => stopping.abort());
stopping.signal.addEventListener('abort', () => void jobs.stop(2_000 * SPEED).then(() => scanner.idle()).then(() => store.close()).then(() => process.exit(0)));
if (ONLY_FINISH === undefined) for (;;) await makeWork();
while (!stopping.signal.aborted) {
  const { rows } = await store.execute("select 1 from delivery where tenant_id = $1 and status in ('waiting', 'sending') limit 1", [TENANT]);
  if (rows.length === 0) await tell('/settled');
  await wait(100);
}

/** What people do meanwhile; each is told to the parent once it is kept. */
async function makeWork(): Promise<void> {
  void scanner.scan();
  await Promise.all([makeSubscription(), makeTicket()]);
  jobs.notify();
  await wait(20);
}

async function makeSubscription(): Promise<void> {
  const conversationId = randomUUID();
  const rule = { time: iso(now()).slice(11, 16), days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const, zone: 'UTC' };
  await working('subscription', async () => {
    await stores.conversations.remember(conversationId, { conversation: { id: conversationId } });
    const { id } = await stores.subscriptions.create({ conversationId, createdBy: ADA, rule, nextDue: iso(now()) });
    await tell('/kept/subscription', { id });
    await stores.subscriptions.change(id, { filter: { filter: 'admins' } });
    await tell('/kept/filter', { id });
  });
}

async function makeTicket(): Promise<void> {
  const accountId = randomUUID();
  const tickets = store.tickets(TENANT);
  await working('ticket', async () => {
    const { ticket } = await tickets.open({ accountId, findings: ['app-scope', 'gap'], system: 'builtIn', title: 'T', content: {}, priority: 'low', dueAt: iso(now()), openedBy: ADA });
    await tell('/kept/ticket', { id: accountId });
    await tickets.comment(ticket.id, { by: ADA, text: 'called him' });
    await tell('/kept/comment', { id: accountId });
    await tickets.update(ticket.id, { from: ['opening'], set: { status: 'closed', closedBecause: 'done' } });
    await tell('/kept/closed', { id: accountId });
  });
}
