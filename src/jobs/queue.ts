import PgBoss from 'pg-boss';

/** SQL as it is, on whichever database there is; without values it may be several statements. */
export type ExecuteSql = (sql: string, values: unknown[]) => Promise<{ rows: unknown[] }>;

const ATTEMPTS = 5;

export interface QueueOptions {
  execute: ExecuteSql;
  /** How long a finished job still keeps others out of its slot. */
  keepSeconds: number;
  sleep: (ms: number) => Promise<void>;
  log: (message: string, cause?: unknown) => void;
}

/**
 * pg-boss, on the store's own connections. 10.4.2 is the newest that declares Node 20 (11 and 12 ask for 22), and it runs on Node 24,
 * on PostgreSQL and on the embedded database alike. What it can't do is done beside it, by leases in the store:
 * - a job's expiry is fixed when it starts, so that "taken over within a minute" would also end a scan that takes two: see sharedScans.ts;
 * - a failed job rests as the queue says, not as Teams' Retry-After does, a batch settles as a whole, and a job is completed without
 *   being waited for: so one card is one row of `delivery`, and not one job.
 */
export async function startQueue(options: QueueOptions): Promise<PgBoss> {
  const boss = await insistently(() => started(options), options.sleep);
  for (const queue of QUEUES) await insistently(() => boss.createQueue(queue.name, queue), options.sleep);
  return boss;
}

async function started({ execute, keepSeconds, log }: QueueOptions): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: execute as (sql: string, values: unknown[]) => Promise<{ rows: never[] }> },
    schema: 'pgboss', archiveCompletedAfterSeconds: keepSeconds, deleteAfterDays: 2, monitorStateIntervalMinutes: 60,
  });
  boss.on('error', (cause) => log('the job queue reports', cause));
  return boss.start();
}

const RETRIES = { retryLimit: 3, retryDelay: 20, retryBackoff: true };
const QUEUES: PgBoss.Queue[] = [
  { name: 'scan', policy: 'standard', expireInSeconds: 3_600, ...RETRIES },
  { name: 'digest', policy: 'short', expireInSeconds: 60, retryLimit: 0 },
  { name: 'retention', policy: 'stately', expireInSeconds: 600, ...RETRIES },
];

/** Of two processes that make the same tables at the same moment, PostgreSQL ends one (seen as a duplicate key and as a deadlock). */
async function insistently<T>(action: () => Promise<T>, sleep: QueueOptions['sleep']): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (cause) {
      if (attempt === ATTEMPTS) throw cause;
      await sleep(attempt * 200);
    }
  }
}
