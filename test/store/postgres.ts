import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePort } from '../support/freePort.js';

export interface PostgresServer {
  url: string;
  stop(): Promise<void>;
  /** At once, for a process that ends. */
  kill(): void;
}

const DEBIAN = '/usr/lib/postgresql';
const UNPRIVILEGED = 65_534;

/** Where PostgreSQL's programs are: Debian's folder of versions, else the path; undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const installed = existsSync(DEBIAN) ? readdirSync(DEBIAN).map((version) => join(DEBIAN, version, 'bin')) : [];
  const onPath = (process.env.PATH ?? '').split(':');
  return [...installed, ...onPath].find((folder) => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')));
}

/** A real PostgreSQL server on a free port of loopback, gone with its data when stopped. */
export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mfa-postgres-'));
  // PostgreSQL refuses to run as root.
  const identity = process.getuid?.() === 0 ? { uid: UNPRIVILEGED, gid: UNPRIVILEGED } : {};
  if (identity.uid) chownSync(folder, UNPRIVILEGED, UNPRIVILEGED);
  const data = join(folder, 'data');
  const made = spawnSync(join(programs, 'initdb'), ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--locale', 'C', '--no-sync'], { ...identity, encoding: 'utf8', cwd: folder });
  if (made.status !== 0) throw new Error(`initdb failed: ${made.stderr}`);
  const port = await freePort();
  const server = spawn(join(programs, 'postgres'), ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', folder, '-F'], { ...identity, cwd: folder, stdio: 'ignore' });
  const url = `postgres://test@127.0.0.1:${port}/postgres`;
  await untilItAnswers(url);
  return {
    url,
    kill() {
      server.kill('SIGQUIT');
      rmSync(folder, { recursive: true, force: true });
    },
    async stop() {
      const exited = once(server, 'exit');
      server.kill('SIGINT');
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function untilItAnswers(connectionString: string): Promise<void> {
  const { default: pg } = await import('pg');
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const client = new pg.Client({ connectionString });
    try {
      await client.connect();
      return await client.end();
    } catch {
      await wait(50);
    }
  }
  throw new Error('the PostgreSQL server for the tests does not answer');
}
