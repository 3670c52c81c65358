import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { randomOf } from '../support/random.js';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Below node_modules, so that packages are found from there, too; its own, for runs beside each other. */
const BUILT = join(ROOT, `node_modules/.cache/lives-${process.pid}`);

/** What a kill can meet. */
export type Work = 'scan' | 'send' | 'ticket' | 'subscription';
type Kept = 'subscription' | 'filter' | 'ticket' | 'comment' | 'closed';

interface Heard {
  worker: string;
  id?: string;
  text?: string;
  kind?: Work;
}

const LAST = 'the last';

/** The parent: stands in for Teams and for the tenant, starts processes and kills them. */
export class Lives {
  readonly tenant = `kill-${process.pid}-${Date.now()}`;
  /** What was told to be kept: subscriptions by id, the others by account. */
  readonly kept: Record<Kept, Set<string>> = { subscription: new Set(), filter: new Set(), ticket: new Set(), comment: new Set(), closed: new Set() };
  readonly sent: string[] = [];
  readonly overlaps: string[] = [];
  killed = 0;
  readonly seed = Number(process.env.SEED ?? Date.now() % 1_000_000);
  readonly #awaited = new Map<string, { times: number; resolve: () => void }>();
  readonly #ready = new Map<string, () => void>();
  readonly #children = new Set<ChildProcess>();
  readonly #scanning = new Set<string>();
  readonly #underWay = new Map<string, Work[]>();
  readonly #random = randomOf(this.seed);
  readonly #epoch = Date.now();
  #isSettled = false;
  #server!: Server;

  constructor(private readonly database: () => Record<string, string>) {}

  async listen(): Promise<void> {
    // Compiled once: loading TypeScript on the fly would take each process seconds.
    await build({
      absWorkingDir: ROOT, entryPoints: ['src/**/*.ts', 'src/**/*.mjs', 'test/jobs/life.ts', 'test/flows/tenant.ts'],
      loader: { '.mjs': 'copy' }, outbase: '.', outdir: BUILT, format: 'esm', platform: 'node', target: 'node20', logLevel: 'error',
    });
    writeFileSync(join(BUILT, 'package.json'), '{"type":"module"}');
    this.#server = createServer((request, response) => {
      let body = '';
      request.on('data', (piece: Buffer) => (body += piece.toString()));
      request.on('end', () => {
        this.#heard(request.url!, JSON.parse(body) as Heard);
        response.end();
      });
    }).listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  close(): void {
    for (const child of this.#children) child.kill('SIGKILL');
    this.#server.close();
    rmSync(BUILT, { recursive: true, force: true });
  }

  async killInTurn(count: number, lane: number): Promise<void> {
    for (let life = 0; life < count; life += 1) {
      const worker = `worker-${lane}-${life}`;
      const child = await this.#start(worker);
      // At a random moment by what it has done, and not by the clock: a slow machine must not kill it before it has begun.
      await Promise.race([this.#heardOften(worker, 2 + Math.floor(this.#random() * 40)), wait(10_000)]);
      await wait(this.#random() * 10);
      child.kill('SIGKILL');
      await once(child, 'exit');
      this.#scanning.delete(worker);
      this.killed += 1;
    }
  }

  /** One process more, until nothing is left to do; then it is asked to stop, and does. */
  async finish(): Promise<void> {
    const child = await this.#start(LAST, { ONLY_FINISH: '1' });
    const isSent = (): boolean => [...this.kept.subscription].every((id) => this.sent.some((text) => text.startsWith(id)));
    // What was sent by the dead is recorded, or sent again, by the last: it says when nothing waits any more.
    for (let attempt = 0; attempt < 2_400 && !(isSent() && this.#isSettled); attempt += 1) {
      this.#isSettled = false;
      await wait(250);
    }
    child.kill('SIGTERM');
    const [status] = (await once(child, 'exit')) as [number | null];
    assert.equal(status, 0, 'the last process did not stop cleanly');
  }

  /** What was under way, by process that was killed. Asked at the end: what a process has said right before it died may be heard late. */
  cut(): Work[][] {
    return [...this.#underWay].filter(([worker]) => worker !== LAST).map(([, works]) => works);
  }

  #heardOften(worker: string, times: number): Promise<void> {
    return new Promise((resolve) => this.#awaited.set(worker, { times, resolve }));
  }

  async #start(worker: string, more: Record<string, string> = {}): Promise<ChildProcess> {
    const { port } = this.#server.address() as AddressInfo;
    const env = { PATH: process.env.PATH!, PARENT: `http://127.0.0.1:${port}`, WORKER: worker, TENANT: this.tenant, EPOCH: String(this.#epoch), ...this.database(), ...more };
    const child = spawn(process.execPath, [join(BUILT, 'test/jobs/life.js')], { env, stdio: ['ignore', 'inherit', 'inherit'] });
    this.#children.add(child);
    child.once('exit', () => this.#children.delete(child));
    await Promise.race([new Promise<void>((resolve) => this.#ready.set(worker, resolve)), once(child, 'exit').then(() => assert.fail(`${worker} ended before it was ready`))]);
    return child;
  }

  #heard(path: string, { worker, id, text, kind }: Heard): void {
    const awaited = this.#awaited.get(worker);
    if (awaited && (awaited.times -= 1) === 0) awaited.resolve();
    if (path === '/ready') this.#ready.get(worker)!();
    else if (path === '/settled') this.#isSettled = true;
    else if (path === '/send') this.sent.push(text!);
    else if (path.startsWith('/kept/')) this.kept[path.slice('/kept/'.length) as Kept].add(id!);
    else if (path === '/begin') this.#underWay.set(worker, [...(this.#underWay.get(worker) ?? []), kind!]);
    else if (path === '/end') this.#underWay.get(worker)?.splice(this.#underWay.get(worker)!.indexOf(kind!), 1);
    else if (path === '/scan/end') this.#scanning.delete(worker);
    else if (path === '/scan/begin') {
      if (this.#scanning.size > 0) this.overlaps.push(`${worker} scanned while ${[...this.#scanning].join()} did`);
      this.#scanning.add(worker);
    }
  }
}
