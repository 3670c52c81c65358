import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../support/built.js';
import { freePort } from '../support/freePort.js';

export interface Product {
  /** The simulator's address, as the terminal shows it. */
  url: string;
  /** Where the bot itself listens. */
  port: number;
  output(): string;
  stop(): Promise<number | null>;
  /** As a power cut would. */
  kill(): Promise<void>;
}

export interface Beginnings {
  environment?: Record<string, string>;
  /** What lies in the data folder before it starts. */
  prepare?: (dataDir: string) => Promise<void>;
}

/** `npm start`, as a person meets it: nothing configured, a fresh data folder, unless the test says otherwise. */
export async function startProduct({ environment = {}, prepare }: Beginnings = {}): Promise<Product> {
  const dataDir = await mkdtemp(join(tmpdir(), 'mfa-bot-e2e-'));
  await prepare?.(dataDir);
  const { PATH, HOME } = process.env;
  build();
  const port = await freePort();
  const child = spawn(process.execPath, ['dist/index.js'], { env: { PATH, HOME, ...environment, DATA_DIR: dataDir, PORT: String(port) }, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const url = await address(child, () => output);
  const clear = (): Promise<void> => rm(dataDir, { recursive: true, force: true });
  return { url, port, output: () => output, stop: () => stop(child).finally(clear), kill: () => kill(child).finally(clear) };
}

function address(child: ChildProcess, output: () => string): Promise<string> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const url = /http:\/\/localhost:\d+/.exec(output())?.[0];
      if (url && output().includes('Three things to type')) resolve(url);
    };
    child.stdout!.on('data', look);
    child.once('exit', (status) => reject(new Error(`the product ended with status ${status}:\n${output()}`)));
  });
}

function stop(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null) return Promise.resolve(child.exitCode);
  return new Promise((resolve) => {
    child.once('exit', resolve);
    child.kill('SIGTERM');
  });
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'exit');
}
