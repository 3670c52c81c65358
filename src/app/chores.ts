import type { Log } from '../bot/types.js';

export interface Chore {
  everyMs: number;
  run(): Promise<unknown>;
  isFirstAtOnce?: boolean;
}

/** Runs chores every now and then, each one at a time; what fails is logged and tried again the next time. */
export function startChores(chores: Chore[], log: Log): { stop(): Promise<void> } {
  const running = new Set<Promise<unknown>>();
  const busy = new Set<Chore>();
  const start = (chore: Chore): void => {
    if (busy.has(chore)) return;
    busy.add(chore);
    const run = chore.run().catch((cause: unknown) => log('a chore failed', cause)).finally(() => (busy.delete(chore), running.delete(run)));
    running.add(run);
  };
  const timers = chores.map((chore) => setInterval(() => start(chore), chore.everyMs).unref());
  chores.filter(({ isFirstAtOnce }) => isFirstAtOnce).forEach(start);
  return {
    async stop() {
      timers.forEach((timer) => clearInterval(timer));
      await Promise.all(running);
    },
  };
}
