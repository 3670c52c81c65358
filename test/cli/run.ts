import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from '../support/built.js';

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

const CLI = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));
/** A person's own settings must not decide a test. */
const OURS = /^(GRAPH_|TENANT_ID|TENANTS_FILE|CLIENT_|AUTHORITY_HOST|MANAGED_IDENTITY|MicrosoftApp|DATABASE_URL|DATA_DIR|PORT$)/;

/** The command line as a child process, compiled (loading TypeScript takes seconds), in a folder of its own. */
export function run(args: string[], options: { env?: Record<string, string>; input?: string; dataDir?: string } = {}): Promise<Finished> {
  build();
  const folder = mkdtempSync(join(tmpdir(), 'mfa-cli-'));
  const inherited = Object.fromEntries(Object.entries(process.env).filter(([name]) => !OURS.test(name)));
  const child = spawn(process.execPath, [CLI, ...args], {
    cwd: folder, env: { ...inherited, DATA_DIR: options.dataDir ?? join(folder, 'data'), ...options.env },
  });
  child.stdin.end(options.input ?? '');
  return new Promise((resolve, reject) => {
    const output = { stdout: '', stderr: '' };
    for (const name of ['stdout', 'stderr'] as const) child[name].setEncoding('utf8').on('data', (text: string) => (output[name] += text));
    child.on('error', reject);
    child.on('close', (status) => {
      rmSync(folder, { recursive: true, force: true });
      resolve({ status, ...output });
    });
  });
}
