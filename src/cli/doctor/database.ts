import type { Config } from '../../config.js';
import { openStore, StoreInUseError } from '../../store/index.js';
import { because, type Check } from './check.js';

export async function checkDatabase({ databaseUrl, dataDir }: Config, log: (message: string) => void): Promise<Check[]> {
  const about = 'database';
  try {
    const store = await openStore({ databaseUrl, dataDir, log, now: Date.now });
    try {
      return [{ about, status: 'fine', text: await store.describe() }];
    } finally {
      await store.close();
    }
  } catch (cause) {
    // The bot itself may be running: that is how it should be.
    if (cause instanceof StoreInUseError) return [{ about, status: 'fine', text: `in use: ${cause.message}` }];
    return [{ about, status: 'wrong', text: because(cause) }];
  }
}
