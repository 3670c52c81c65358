/** One process of the bot's own work, to be killed: it scans, subscribes, opens tickets and sends, and tells its parent over HTTP. */
import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { judge } from '../../src/findings/index.js';
import { createScanner, type ReadSnapshot } from '../../src/flows/scan.js';
import { createScanHistory } from '../../src/flows/scanHistory.js';
import { createSharedScans, startJobs } from '../../src/jobs/index.js';
import { openStore } from '../../src/store/index.js';
import { aSnapshot } from '../flows/tenant.js';

const { PARENT, WORKER, DATABASE_URL, DATA_DIR = '', TENANT = 't', EPOCH, ONLY_FINISH } = process.env;
/** Time runs faster here, so that leases of dead processes run out while a test can wait. */
const SPEED = 20;
const now = (): number => Number(EPOCH) + (Date.now() - Number(EPOCH)) * SPEED;
const sleep = (ms: number, signal?: AbortSignal): Promise<void> => wait(ms / SPEED, undefined, signal ? { signal } : {});
const log = (message: string, cause?: unknown): void => void process.stderr.write(`${WORKER} ${message} ${cause instanceof Error ? cause.message : ''}\n`);
const iso = (moment: number): string => new Date(moment).toISOString();

async function tell(path: string, body: object = {}): Promise<void> {
  await fetch(`${PARENT}${path}`, { method: 'POST', body: JSON.stringify({ worker: WORKER, ...body }) });
}

const store = await openStore({ databaseUrl: DATABASE_URL, dataDir: DATA_DIR, now, log });
const history = createScanHistory(store.scans(TENANT), { judge, now });
const stores = {
  conversations: store.conversations(TENANT), subscriptions: store.subscriptions(TENANT), deliveries: store.deliveries(TENANT),
  leases: store.leases(TENANT), pace: store.pace(TENANT),
};
const readTenant: ReadSnapshot = async () => {
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
process.on('SIGTERM', () => void jobs.stop(2_000 * SPEED).then(() => scanner.idle()).then(() => store.close()).then(() => process.exit(0)));
if (ONLY_FINISH === undefined) for (;;) await makeWork();

/** What a person does meanwhile; each is told to the parent once it is kept. */
async function makeWork(): Promise<void> {
  const conversationId = randomUUID();
  const time = iso(now()).slice(11, 16);
  await stores.conversations.remember(conversationId, { conversation: { id: conversationId } });
  const { id } = await stores.subscriptions.create({ conversationId, createdBy: { id: 'ada', name: 'Ada' }, rule: { time, days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'], zone: 'UTC' }, nextDue: iso(now()) });
  await tell('/kept/subscription', { id });
  const accountId = randomUUID();
  await store.tickets(TENANT).open({ accountId, findings: ['app-scope'], system: 'builtIn', title: 'T', content: {}, priority: 'low', dueAt: iso(now()), openedBy: { id: 'ada', name: 'Ada' } });
  await tell('/kept/ticket', { id: accountId });
  void scanner.scan();
  jobs.notify();
  await wait(20);
}
