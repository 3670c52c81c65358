import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../bot/types.js';
import type { Config } from '../config.js';
import { judge } from '../findings/index.js';
import { alertOf, type AlertParts } from '../flows/alerts/index.js';
import { createConversations, createDigest, type Conversations, type DailyParts } from '../flows/digest/index.js';
import { askForReviews, reviewCard } from '../flows/exceptions/index.js';
import { createScanHistory, type PastScans, type ReadSnapshot, type Scan, type ScanHistory, type Scanner, type Tickets } from '../flows/index.js';
import type { WatchedTenant } from '../jobs/index.js';
import { createSharedScans } from '../jobs/sharedScans.js';
import type { Store } from '../store/types.js';
import { createFollowing } from './following.js';
import type { Tenant } from './tenant.js';

/** Each store of the tenant as soon as the database is open. */
export type Kept = <T>(pick: (opened: Store, key: string) => T) => Promise<T>;

interface DailyOptions {
  config: Config;
  tenant: Tenant;
  store: Promise<Store>;
  kept: Kept;
  scanner: Scanner;
  tickets: Tickets;
  history: Promise<PastScans>;
  readAudits: AlertParts['readAudits'];
  now: () => number;
  log: Log;
}

/** Daily cards, alerts and rescans. */
export interface Daily {
  parts: DailyParts;
  conversations: Conversations;
  /** After each scan: alerts, and exceptions to be reviewed. Never rejects. */
  scanned(scan: Scan): Promise<void>;
  /**
   * What jobs do for the tenant, as soon as Graph has told which one it is; rejects where the database can't be used.
   * From the call on, what follows a scan is told, and `notify` says that there is something to send.
   */
  watched(notify: () => void): Promise<WatchedTenant>;
  idle(): Promise<void>;
}

const DAYS_LOOKED_BACK = 9 * 86_400_000;
const sleep = (ms: number, signal?: AbortSignal): Promise<void> => wait(ms, undefined, { ...(signal && { signal }) });

export function createDaily({ config, tenant, store, kept, scanner, tickets, history, readAudits, now, log }: DailyOptions): Daily {
  const audit = kept((opened, key) => opened.audit(key));
  const deliveries = kept((opened, key) => opened.deliveries(key));
  const exceptions = kept((opened, key) => opened.exceptions(key));
  const conversations = kept((opened, key) => opened.conversations(key));
  const subscriptions = kept((opened, key) => opened.subscriptions(key));
  const composeDigest = createDigest({
    scanner, history, deliveries, exceptions, audit, tickets, judge, isDemo: tenant.isDemo, now, sleep, log,
    scans: kept((opened, key) => opened.scans(key)), readAudits,
  });
  let notify: (() => void) | undefined;
  const remembered = createConversations({ store: conversations, subscriptions, deliveries, isDemo: tenant.isDemo, notify: () => notify?.(), now, log });
  const alerts = kept((opened, key) => opened.alerts(key));
  const follow = async (scan: Scan): Promise<void> => {
    const { isDemo } = tenant;
    await alertOf({ alerts, deliveries, exceptions, subscriptions, history, judge, readAudits, alertAbove: config.jobs.alertAbove, isDemo, now }, scan);
    await askForReviews({ exceptions, conversations, audit, present: (group) => reviewCard(scan, group, isDemo), now, log });
    notify?.();
  };
  const following = createFollowing({ follow, latest: scanner.latest.bind(scanner), now, log });
  const watched = async (): Promise<WatchedTenant> => {
    const [opened, id] = await Promise.all([store, tenant.key]);
    return {
      id, composeDigest, stores: storesOf(opened, id), retire: () => opened.retire(id), lastScan: () => scanner.latest()?.report.scannedAt,
      scan: () => scanner.scan().then(() => scanner.idle()), refresh: () => refresh(opened, id, { scanner, now }).then(() => following.catchUp()),
    };
  };
  return {
    parts: { conversations, subscriptions, deliveries, exceptions, audit, now },
    conversations: remembered,
    // Only a server tells anybody: a scan from the terminal alerts nobody.
    scanned: async (scan) => void (notify && await following.finished(scan)),
    watched: (tell) => {
      notify = tell;
      return watched();
    },
    idle: () => Promise.all([remembered.idle(), following.idle()]).then(() => undefined),
  };
}

function storesOf(store: Store, id: string) {
  return { conversations: store.conversations(id), subscriptions: store.subscriptions(id), deliveries: store.deliveries(id), leases: store.leases(id), pace: store.pace(id) };
}

/** What another process has scanned meanwhile becomes this one's newest scan. */
async function refresh(store: Store, id: string, { scanner, now }: Pick<DailyOptions, 'scanner' | 'now'>): Promise<void> {
  const newest = await newestScan(store, id, now).scannedAt();
  const known = scanner.latest();
  if (!newest || (known && !known.isPreliminary && known.report.scannedAt >= newest)) return;
  const scan: Scan | undefined = await createScanHistory(store.scans(id), { judge, now }).latest();
  if (scan) scanner.adopt(scan);
}

function newestScan(store: Store, id: string, now: () => number) {
  const scans = store.scans(id);
  return { scannedAt: async () => (await scans.summaries(new Date(now() - DAYS_LOOKED_BACK).toISOString())).at(-1)?.scannedAt, snapshot: () => scans.latest() };
}

/** Of many processes on one database, one reads the tenant. The embedded database has one process: nothing waits for it to boot. */
export function sharedReading(
  read: ReadSnapshot, history: Promise<ScanHistory & PastScans>, { config, kept, now, log }: Pick<DailyOptions, 'config' | 'kept' | 'now' | 'log'>,
): { read: ReadSnapshot; history: Promise<ScanHistory> } {
  if (!config.databaseUrl) return { read, history };
  const shared = Promise.all([history, kept((opened, key) => ({ leases: opened.leases(key), newest: newestScan(opened, key, now) }))]).then(([past, rest]) => ({ ...rest, history: past }));
  shared.catch(() => undefined);
  return createSharedScans({ read, shared, worker: randomUUID(), now, sleep, log });
}
