import type PgBoss from 'pg-boss';
import { planDue, type ComposeDigest, type Sender, type TenantStores } from '../flows/deliver/index.js';
import { Courier } from './courier.js';
import { startQueue, type ExecuteSql } from './queue.js';
import { SCAN_LEASE } from './sharedScans.js';

export { createSharedScans, type NewestScan, type SharedScanParts } from './sharedScans.js';
export type { ExecuteSql } from './queue.js';

export interface WatchedTenant {
  /** Under what the store keeps this tenant's data. */
  id: string;
  stores: TenantStores;
  /** Resolves when a scan is finished and kept; when another process has just kept one, with that. */
  scan: () => Promise<unknown>;
  /** When the newest scan this process knows of began (ISO 8601). */
  lastScan: () => string | undefined;
  /** Takes over what another process has scanned meanwhile, so that every process answers from the newest. */
  refresh: () => Promise<unknown>;
  composeDigest: ComposeDigest;
  /** Deletes what was kept long enough. */
  retire: () => Promise<number>;
}

export interface JobsParts {
  tenants: WatchedTenant[];
  sender: Sender;
  execute: ExecuteSql;
  scanEveryMs: number;
  /** Names this process in leases; another one at each start. */
  worker: string;
  now: () => number;
  /** 0..1. */
  random: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  log: (message: string, cause?: unknown) => void;
}

export interface Jobs {
  /** Works for one more tenant from now on, unless it does already: one that answers late holds up no other. */
  watch(tenant: WatchedTenant): void;
  /** Something was posted or subscribed: look at once. */
  notify(): void;
  /** Takes no more work, and resolves when what is under way has ended, or after the grace period. */
  stop(graceMs?: number): Promise<void>;
}

const LOOK_MS = 5_000;
const GRACE_MS = 5_000;
const RETENTION_CRON = '23 3 * * *';

/** What the bot does of its own accord: rescans, daily cards, retention. Any number of identical processes share the work. */
export async function startJobs(given: JobsParts): Promise<Jobs> {
  const parts = { ...given, tenants: [] as WatchedTenant[] };
  const boss = await startQueue({ execute: parts.execute, keepSeconds: Math.max(43_200, Math.ceil(parts.scanEveryMs / 500)), sleep: parts.sleep, log: parts.log });
  const couriers = new Map<string, Courier>();
  const stopping = new AbortController();
  await takeJobs(boss, parts, couriers, stopping.signal);
  await boss.schedule('retention', RETENTION_CRON);
  const watch = new Watch(boss, parts);
  const add = (tenant: WatchedTenant): void => {
    const courier = new Courier({ ...parts, ...tenant });
    couriers.set(tenant.id, courier);
    parts.tenants.push(tenant);
    courier.start();
    watch.wake();
  };
  given.tenants.forEach(add);
  const looking = watch.run();
  return {
    watch: (tenant) => void (watch.isStopped || couriers.has(tenant.id) || add(tenant)),
    notify: () => {
      watch.wake();
      for (const courier of couriers.values()) courier.notify();
    },
    stop: async (graceMs = GRACE_MS) => {
      watch.stop();
      stopping.abort();
      const inTime = new AbortController();
      const ended = Promise.all([looking, boss.stop({ graceful: true, wait: true, timeout: graceMs }), ...[...couriers.values()].map((courier) => courier.stop())]);
      await Promise.race([ended, parts.sleep(graceMs, inTime.signal).catch(() => undefined)]).finally(() => inTime.abort());
    },
  };
}

interface JobData {
  tenantId: string;
  /** The process that scanned has died. */
  isTakeover?: boolean;
}

async function takeJobs(boss: PgBoss, parts: JobsParts, couriers: Map<string, Courier>, stopping: AbortSignal): Promise<void> {
  const tenantOf = ({ data }: PgBoss.Job<JobData>): WatchedTenant => {
    const tenant = parts.tenants.find(({ id }) => id === data.tenantId);
    // A job that fails comes again, perhaps to a process that knows the tenant already.
    if (!tenant) throw new Error(`the tenant \`${data.tenantId}\` is not watched here, or not yet`);
    return tenant;
  };
  const stopped = rejectsOn(stopping);
  await boss.work<JobData>('scan', { pollingIntervalSeconds: 5 }, async ([job]) => {
    const tenant = tenantOf(job!);
    if (job!.data.isTakeover || isStale(tenant, parts)) await Promise.race([tenant.scan(), stopped]);
  });
  await boss.work<JobData>('digest', { pollingIntervalSeconds: 1 }, async ([job]) => {
    const tenant = tenantOf(job!);
    if ((await planDue({ ...parts, ...tenant })) > 0) couriers.get(tenant.id)?.notify();
  });
  await boss.work('retention', { pollingIntervalSeconds: 60 }, async () => {
    for (const tenant of parts.tenants) await tenant.retire().catch((cause: unknown) => parts.log('deleting what was kept long enough failed', cause));
  });
}

/** A scan may take minutes: whoever stops leaves it to another process, for a job that fails comes again. */
function rejectsOn(stopping: AbortSignal): Promise<never> {
  const stopped = new Promise<never>((_, reject) => stopping.addEventListener('abort', () => reject(new Error('stopped while a scan was under way')), { once: true }));
  stopped.catch(() => undefined);
  return stopped;
}

/** A slot's job may come right after a start, or somebody has just asked for a scan: the tenant isn't read twice for that. */
function isStale({ lastScan }: WatchedTenant, { now, scanEveryMs }: JobsParts): boolean {
  const last = lastScan();
  return last === undefined || now() - Date.parse(last) > scanEveryMs / 2;
}

/** Every few seconds, in every process: what has to be done becomes a job, once. */
class Watch {
  readonly #stopping = new AbortController();
  #rest = new AbortController();
  /** By tenant: the interval in which its last scan was asked for. */
  readonly #slots = new Map<string, number>();

  constructor(private readonly boss: PgBoss, private readonly parts: JobsParts) {}

  get isStopped(): boolean {
    return this.#stopping.signal.aborted;
  }

  wake(): void {
    this.#rest.abort();
  }

  stop(): void {
    this.#stopping.abort();
    this.wake();
  }

  async run(): Promise<void> {
    while (!this.isStopped) {
      this.#rest = new AbortController();
      for (const tenant of this.parts.tenants) await this.#look(tenant).catch((cause: unknown) => this.isStopped || this.parts.log('looking for jobs failed', cause));
      if (!this.isStopped) await this.parts.sleep(LOOK_MS, this.#rest.signal).catch(() => undefined);
    }
  }

  async #look(tenant: WatchedTenant): Promise<void> {
    const slot = Math.floor(this.parts.now() / this.parts.scanEveryMs);
    await lookAt(this.boss, this.parts, tenant, slot !== this.#slots.get(tenant.id));
    this.#slots.set(tenant.id, slot);
  }
}

async function lookAt(boss: PgBoss, { now, scanEveryMs }: JobsParts, { id, stores, refresh }: WatchedTenant, isNewSlot: boolean): Promise<void> {
  await refresh();
  const at = new Date(now()).toISOString();
  const data: JobData = { tenantId: id };
  if (isNewSlot) await boss.send('scan', data, { singletonKey: id, singletonSeconds: Math.ceil(scanEveryMs / 1000) });
  if (await stores.leases.isAbandoned(SCAN_LEASE, at)) await boss.send('scan', { ...data, isTakeover: true }, { singletonKey: `${id} taken over`, singletonSeconds: 60 });
  if ((await stores.subscriptions.due(at, 1)).length > 0) await boss.send('digest', data, { singletonKey: id });
}
