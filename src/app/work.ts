import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Log } from '../bot/types.js';
import type { Config } from '../config.js';
import type { Sender } from '../flows/deliver/index.js';
import type { Store } from '../store/types.js';
import type { Daily } from './daily.js';

interface WorkOptions {
  config: Config;
  /** One a tenant. */
  dailies: readonly Daily[];
  store: Promise<Store>;
  sender: Sender;
  now: () => number;
  log: Log;
}

const sleep = (ms: number, signal?: AbortSignal): Promise<void> => wait(ms, undefined, { ...(signal && { signal }) });

/** Begins to work of its own accord, for all tenants at once; whatever fails is logged. */
export function startWork({ config, dailies, store, sender, now, log }: WorkOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const stopped = new Promise<undefined>((resolve) => stopping.signal.addEventListener('abort', () => resolve(undefined)));
  const notify = (): void => void starting.then((jobs) => jobs?.notify());
  const known = dailies.map((daily) => daily.watched(notify));
  const begin = async () => {
    const { execute } = await store;
    const first = await Promise.race([Promise.any(known), stopped]);
    if (!first) return undefined;
    // Only a server works of its own accord: the command line starts without the queue.
    const { startJobs } = await import('../jobs/index.js');
    return startJobs({ tenants: [first], sender, execute, scanEveryMs: config.jobs.scanEveryMs, worker: randomUUID(), now, random: Math.random, sleep, log });
  };
  const starting = begin().catch((cause: unknown) => void log('daily cards and rescans are off', cause instanceof AggregateError ? cause.errors[0] : cause));
  // Why a tenant never comes is told where its id is asked for.
  for (const each of known) void Promise.all([each, starting]).then(([tenant, jobs]) => jobs?.watch(tenant), () => undefined);
  return {
    stop: async () => {
      stopping.abort();
      await (await starting)?.stop();
    },
  };
}
