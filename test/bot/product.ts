import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createApp, type App, type AppOptions } from '../../src/app.js';
import { loadConfig } from '../../src/config.js';
import { freshDatabase } from '../support/freshDatabase.js';

export interface RunningProduct {
  app: App;
  port: number;
  log: string[];
  close(): Promise<void>;
}

/**
 * The product as it runs, on the demo tenant, on a free port, with a data folder and a database of its own: on a real server where there
 * is one, which starts in no time. The demo tenant doesn't throttle, so nothing waits for a pace that nobody asks for.
 */
export async function runProduct(environment: Record<string, string> = {}, options: Omit<AppOptions, 'log'> = {}): Promise<RunningProduct> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mfa-bot-'));
  const log: string[] = [];
  const app = await createApp(loadConfig({ PORT: '0', DATA_DIR: dataDir, ...(await freshDatabase()), ...environment }), {
    pace: 0.02, ...options, log: (message, cause) => log.push(`${message}${cause === undefined ? '' : `: ${String(cause)}`}`),
  });
  const serving = await app.serve();
  await app.scanner.scan();
  return {
    app, port: serving.port, log,
    close: async () => {
      await serving.close();
      await app.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
