import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseOptions } from '../../src/store/database.js';
import { postgresPrograms, startPostgres, type PostgresServer } from './postgres.js';

export type Where = () => Omit<DatabaseOptions, 'log'>;

/** One of each for all test files: the embedded database's first boot takes five seconds. */
const dataDir = mkdtempSync(join(tmpdir(), 'mfa-store-'));
let server: PostgresServer | undefined;

// At the very end: products that other files left to their own hooks still use it.
process.once('exit', () => {
  server?.kill();
  rmSync(dataDir, { recursive: true, force: true });
});

/** The address of a real PostgreSQL. Skips the suite of the hook it is called in where there is none; in CI there must be. */
export async function serverUrl(hook: Mocha.Context): Promise<string> {
  hook.timeout(60_000);
  const programs = postgresPrograms();
  if (!programs && process.env.CI) throw new Error('PostgreSQL is missing: `apt-get install postgresql`');
  if (!programs) return hook.skip();
  server ??= await startPostgres(programs);
  return server.url;
}

/** For tests that need a real database and not a certain one: the server where there is one, for it starts in no time. */
export async function quickestDatabase(): Promise<ReturnType<Where>> {
  const programs = postgresPrograms();
  if (programs) server ??= await startPostgres(programs);
  return server ? { databaseUrl: server.url, dataDir } : { dataDir: mkdtempSync(join(tmpdir(), 'mfa-store-')) };
}

/** The same suite on the embedded database and on PostgreSQL. */
export function onEachDatabase(suite: (name: string, where: Where) => void): void {
  suite('the embedded database', () => ({ dataDir }));
  describe('a server', () => {
    let databaseUrl: string;
    before(async function () {
      databaseUrl = await serverUrl(this);
    });
    suite('PostgreSQL', () => ({ databaseUrl, dataDir }));
  });
}
