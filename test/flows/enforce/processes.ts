import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import type { Pressing } from '../../../src/flows/index.js';
import type { AuditRow, AuditVerification, PlanRecord } from '../../../src/store/index.js';

export interface ProcessOptions {
  databaseUrl?: string | undefined;
  dataDir: string;
  /** Under what it keeps its rows. */
  key: string;
  baseUrl: string;
  token: string;
  /** Stands for `person`. */
  personToken: string;
  tenantId: string;
  person: Pressing;
  snapshotPath: string;
  /** What it proposes, as JSON. */
  proposalPath: string;
  delegated?: boolean;
  /** How far its clock is ahead: leases of its predecessors have run out. */
  aheadMs: number;
  /** The call of the database or of Graph at which it dies, counted from its start. */
  killAt?: number;
  mode?: 'before' | 'during' | 'after';
  /** How long after a call began it dies in the middle of it. */
  afterMs?: number;
}

export type Command = { do: 'recover' } | { do: 'propose' } | { do: 'confirm'; plan: string; times: number } | { do: 'report'; plan: string };

export interface StateReport {
  record: PlanRecord;
  rows: AuditRow[];
  verified: AuditVerification;
  points: number;
}

export class Died extends Error {}

/** Within the project, so that the bundle finds its packages. */
const FOLDER = join('node_modules', '.cache', 'enforce-process');
let bundled: Promise<string> | undefined;

/** One file instead of a hundred to be compiled: what a process takes to start, times the number of kills. */
const program = (): Promise<string> => (bundled ??= bundle());

async function bundle(): Promise<string> {
  const outfile = join(FOLDER, `process-${process.pid}.mjs`);
  await mkdir(FOLDER, { recursive: true });
  await build({ entryPoints: ['test/flows/enforce/process.ts'], outfile, bundle: true, packages: 'external', format: 'esm', platform: 'node', target: 'node20', logLevel: 'error' });
  await copyFile('src/store/embedded/worker.mjs', join(FOLDER, 'worker.mjs'));
  return outfile;
}

/** A process with commands; an answer that will not come any more is a `Died`. */
export class KillableProcess {
  readonly #answers: ((line: string | undefined) => void)[] = [];
  #isGone = false;
  /** The signal it died of, or null where it ended by itself. */
  readonly ended: Promise<NodeJS.Signals | null>;
  stderr = '';

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    createInterface({ input: child.stdout }).on('line', (line) => this.#answers.shift()?.(line));
    child.stderr.on('data', (chunk: Buffer) => (this.stderr += chunk.toString()));
    child.stdin.on('error', () => undefined);
    this.ended = new Promise((resolve) => child.on('close', (_code, signal) => {
      this.#isGone = true;
      for (const answer of this.#answers.splice(0)) answer(undefined);
      resolve(signal);
    }));
  }

  static async start(options: ProcessOptions): Promise<KillableProcess> {
    const started = new KillableProcess(spawn(process.execPath, [await program(), JSON.stringify(options)], { stdio: 'pipe' }));
    await started.#next();
    return started;
  }

  async ask<T>(command: Command): Promise<T> {
    const answer = this.#next();
    this.child.stdin.write(`${JSON.stringify(command)}\n`);
    return JSON.parse(await answer) as T;
  }

  async end(): Promise<void> {
    this.child.stdin.end();
    await this.ended;
  }

  kill(): void {
    this.child.kill('SIGKILL');
  }

  async #next(): Promise<string> {
    if (this.#isGone) throw new Died(this.stderr);
    const line = await new Promise<string | undefined>((resolve) => this.#answers.push(resolve));
    if (line === undefined) throw new Died(this.stderr);
    return line;
  }
}
