/** A process of the product that can be killed: takes commands as lines of JSON, and dies at the point it was told to. See processes.ts. */
import { readFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { createRights } from '../../../src/app/rights.js';
import type { Tenant } from '../../../src/app/tenant.js';
import { loadConfig } from '../../../src/config.js';
import { judge } from '../../../src/findings/index.js';
import { confirmPlan, createAuthority, createScanner, recoverPlans, type EnforceParts, type Pressing } from '../../../src/flows/index.js';
import { propose, type Proposal } from '../../../src/flows/enforce/propose.js';
import { createGraph, type Graph } from '../../../src/graph/index.js';
import { openStore } from '../../../src/store/index.js';
import { decodeSnapshot } from '../../../src/store/snapshotCodec.js';
import type { Command, ProcessOptions } from './processes.js';

const options = JSON.parse(process.argv[2]!) as ProcessOptions;
let points = 0;

/** Dies with SIGKILL at its n-th point: before the call, in the middle of it, or when it is done and nobody has heard. */
async function point<T>(work: () => Promise<T>): Promise<T> {
  points += 1;
  const mode = points === options.killAt ? options.mode : undefined;
  if (mode === 'before') process.kill(process.pid, 'SIGKILL');
  const running = work();
  if (mode === 'during') setTimeout(() => process.kill(process.pid, 'SIGKILL'), options.afterMs);
  const result = await running;
  if (mode !== undefined) process.kill(process.pid, 'SIGKILL');
  return result;
}

function counted<T extends object>(target: T): T {
  return new Proxy(target, {
    get(object, name) {
      const member = Reflect.get(object, name) as unknown;
      return typeof member === 'function' ? (...given: unknown[]) => point(() => (member as (...all: unknown[]) => Promise<unknown>).apply(object, given)) : member;
    },
  });
}

async function partsOf(): Promise<EnforceParts> {
  const now = (): number => Date.now() + options.aheadMs;
  const store = await openStore({ databaseUrl: options.databaseUrl, dataDir: options.dataDir, now, log: () => undefined });
  // What was judged before: these tests are about writing.
  const snapshot = (await decodeSnapshot(await readFile(options.snapshotPath)))!;
  const scanner = createScanner({ read: async () => snapshot, judge, now, log: () => undefined });
  await scanner.scan();
  const connect = (token: string): Graph => createGraph({ pace: 0.02, baseUrl: options.baseUrl, getToken: () => Promise.resolve(token), fetch: (...asked) => point(() => fetch(...asked)) });
  const asPerson: Tenant['asPerson'] = () => (options.delegated ? undefined : connect(options.personToken));
  const tenant: Tenant = { graph: connect(options.token), isDemo: !options.delegated, key: Promise.resolve(options.key), asPerson, withToken: connect, verified: async () => undefined, giveUp: () => undefined, close: async () => undefined };
  const { enforcement } = loadConfig({});
  return {
    plans: Promise.resolve(counted(store.plans(options.key))), audit: Promise.resolve(counted(store.audit(options.key))), judge, scanner, approvals: 'off', approvalAbove: 20, worker: `process-${process.pid}`,
    authority: createAuthority({ ...enforcement, graph: tenant.graph, tenantId: () => Promise.resolve(options.tenantId), latest: () => scanner.latest(), isLocal: false, now, log: () => undefined }),
    rights: createRights({ tenant, writes: 'delegated', isInTeams: true }), now, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)), log: (message, cause) => process.stderr.write(`${message}: ${String(cause)}\n`),
  };
}

async function run(parts: EnforceParts, command: Command): Promise<unknown> {
  const [plans, audit] = [await parts.plans, await parts.audit];
  const person: Pressing = { ...options.person, ownToken: () => Promise.resolve({ kind: 'token', token: options.personToken }) };
  switch (command.do) {
    case 'recover': return recoverPlans(parts, async () => undefined);
    case 'propose': return (await propose(parts, person, { id: person.accountId!, name: person.name! }, JSON.parse(await readFile(options.proposalPath, 'utf8')) as Proposal)).id;
    case 'confirm': return Promise.all(Array.from({ length: command.times }, async () => (await confirmPlan(parts, person, command.plan)).kind));
    case 'report': return { record: await plans.load(command.plan), rows: await audit.read({ limit: 100_000 }), verified: await audit.verify(), points };
  }
}

const parts = await partsOf();
process.stdout.write('"ready"\n');
for await (const line of createInterface({ input: process.stdin })) {
  process.stdout.write(`${JSON.stringify(await run(parts, JSON.parse(line) as Command))}\n`);
}
process.exit(0);
