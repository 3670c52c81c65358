import type { Snapshot } from '../engine/index.js';
import type { TenantStores } from '../flows/deliver/index.js';
import type { ReadSnapshot, ScanHistory } from '../flows/index.js';

const LEASE_MS = 45_000;
const RENEW_MS = 15_000;
const LOOK_MS = 1_000;

/** The lease's name: one scan of a tenant at a time, over all processes. */
export const SCAN_LEASE = 'scan';

export interface SharedScanParts {
  read: ReadSnapshot;
  /** Of the same tenant. May still be booting, and may fail: then each process reads for itself. */
  shared: Promise<{ leases: TenantStores['leases']; history: ScanHistory; newest: NewestScan }>;
  worker: string;
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
  log: (message: string, cause?: unknown) => void;
}

export interface NewestScan {
  /** When the newest kept scan began (ISO 8601). */
  scannedAt(): Promise<string | undefined>;
  snapshot(): Promise<Snapshot | undefined>;
}

/**
 * What a scanner reads and keeps with, so that of many processes one reads the tenant; the others wait and take what it read.
 * The lease is renewed while the reader works, and given back when the scan is kept; a process that dies loses it within a minute.
 */
export function createSharedScans(parts: SharedScanParts): { read: ReadSnapshot; history: Promise<ScanHistory> } {
  const adopted = new WeakSet<Snapshot>();
  const read: ReadSnapshot = async (options) => {
    const shared = await parts.shared.catch(() => undefined);
    if (!shared) return parts.read(options);
    const found = await acquireOrAdopt(parts, shared);
    if (found) adopted.add(found);
    return found ?? whileHeld(parts, shared.leases, () => parts.read(options));
  };
  const history = parts.shared.then(({ history: kept, leases }): ScanHistory => ({
    ...kept,
    save: async (scan) => {
      if (adopted.has(scan.snapshot)) return;
      await kept.save(scan).finally(() => leases.release(SCAN_LEASE, parts.worker));
    },
  }));
  return { read, history };
}

type Shared = Awaited<SharedScanParts['shared']>;

/** Undefined where this process holds the lease now; else the scan that another one has finished meanwhile. */
async function acquireOrAdopt(parts: SharedScanParts, { leases, newest }: Shared): Promise<Snapshot | undefined> {
  const before = await newest.scannedAt();
  while (!(await acquire(parts, leases))) {
    await parts.sleep(LOOK_MS);
    const latest = await newest.scannedAt();
    if (latest !== undefined && latest !== before) return newest.snapshot();
  }
  return undefined;
}

function acquire({ worker, now }: SharedScanParts, leases: TenantStores['leases']): Promise<boolean> {
  return leases.acquire(SCAN_LEASE, worker, new Date(now()).toISOString(), new Date(now() + LEASE_MS).toISOString());
}

async function whileHeld(parts: SharedScanParts, leases: TenantStores['leases'], read: () => Promise<Snapshot>): Promise<Snapshot> {
  const done = new AbortController();
  const renewing = (async () => {
    while (!done.signal.aborted) {
      await parts.sleep(RENEW_MS, done.signal).catch(() => undefined);
      await acquire(parts, leases).catch((cause: unknown) => parts.log('the lease of the scan could not be renewed', cause));
    }
  })();
  try {
    return await read();
  } catch (cause) {
    done.abort();
    await renewing;
    await leases.release(SCAN_LEASE, parts.worker);
    throw cause;
  } finally {
    done.abort();
  }
}
