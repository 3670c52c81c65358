import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRights } from '../../../src/app/rights.js';
import type { Tenant } from '../../../src/app/tenant.js';
import { enforceCard, present } from '../../../src/cards/index.js';
import { loadConfig } from '../../../src/config.js';
import { demoPersona, otherPersonas, startDemoTenant, tenantId, type DemoTenant, type DemoTenantOptions } from '../../../src/demo/index.js';
import type { AccountReport, Snapshot } from '../../../src/engine/index.js';
import { judge } from '../../../src/findings/index.js';
import {
  confirmPlan, createAuthority, createScanner, proposeForAccounts, type EnforceParts, type PlanOutcome, type PlanState, type Pressing, type Scan,
} from '../../../src/flows/index.js';
import { createGraph, createSettings, readSnapshot, type Graph } from '../../../src/graph/index.js';
import { openStore, type AuditRow, type PlanRecord, type Store } from '../../../src/store/index.js';
import { VirtualClock } from '../../graph/harness.js';
import { quickestDatabase } from '../../store/databases.js';
import { FaultProxy } from '../../support/faultProxy.js';
import { checkAgreement } from './agreement.js';

export const pressing = ({ aadObjectId, displayName }: { aadObjectId: string; displayName: string }, conversationId = 'chat-1'): Pressing =>
  ({ personId: aadObjectId, accountId: aadObjectId, tenantId, name: displayName, conversationId });
export const dana = pressing(demoPersona);
export const etienne = pressing(otherPersonas.approver, 'chat-2');
export const priya = pressing(otherPersonas.helpdesk);
export const maria = pressing(otherPersonas.auditor);

export interface WorldOptions extends Partial<DemoTenantOptions> {
  /** The person's own rights, as in Teams with a real tenant; default: as in the demo. */
  delegated?: boolean;
}

/** The demo tenant over HTTP behind a proxy that breaks things, a real database; only time is ours. One tenant for each test. */
export class EnforceWorld {
  readonly clock = new VirtualClock();
  readonly log: string[] = [];
  readonly settings;
  scan!: Scan;

  private constructor(
    readonly proxy: FaultProxy, readonly demo: DemoTenant, readonly store: Store, readonly key: string, private readonly folder: string,
    private readonly options: WorldOptions, now: { now: () => number },
  ) {
    now.now = this.clock.now;
    this.settings = createSettings(this.#connect(demo.token, demo.baseUrl));
  }

  static async begin(options: WorldOptions = {}): Promise<EnforceWorld> {
    const { proxy, store, time } = await shared();
    const folder = await mkdtemp(join(tmpdir(), 'mfa-enforce-'));
    const demo = await startDemoTenant({ dataDir: folder, now: () => new Date(time.now()), sleep: () => Promise.resolve(), nextLinkBase: proxy.baseUrl, ...options });
    proxy.leadTo(demo.baseUrl);
    const world = new EnforceWorld(proxy, demo, store, `world-${(worlds += 1)}`, folder, options, time);
    world.scan = scanOf(await world.#firstSnapshot());
    return world;
  }

  async end(): Promise<void> {
    await this.proxy.idle();
    const { intact } = await this.audit.verify();
    await this.demo.close();
    await rm(this.folder, { recursive: true, force: true });
    assert.ok(intact, 'the chain of the audit log is broken');
  }

  get plans() {
    return this.store.plans(this.key);
  }

  get audit() {
    return this.store.audit(this.key);
  }

  /** One process; others get another worker's name. */
  parts(change: Partial<EnforceParts> = {}): EnforceParts {
    const { enforcement } = loadConfig({});
    const graph = this.#connect(this.demo.token);
    const asPerson: Tenant['asPerson'] = ({ id }) => (this.options.delegated ? undefined : this.#connect(this.demo.tokenFor(id)));
    const tenant: Tenant = { graph, isDemo: !this.options.delegated, key: Promise.resolve(this.key), asPerson, withToken: (token) => this.#connect(token), verified: async () => undefined, giveUp: () => undefined, close: async () => undefined };
    const scanner = createScanner({ read: () => this.read(), judge, now: this.clock.now, log: () => undefined });
    return {
      plans: Promise.resolve(this.plans), audit: Promise.resolve(this.audit), judge, approvalAbove: enforcement.approvalAbove, approvals: 'off', worker: 'one',
      authority: createAuthority({ ...enforcement, graph, tenantId: () => Promise.resolve(tenantId), latest: () => this.scan, isLocal: false, now: this.clock.now, log: () => undefined }),
      rights: createRights({ tenant, writes: 'delegated', isInTeams: true }), scanner: { ...scanner, latest: () => this.scan, amend: () => Promise.resolve(this.scan), fresh: async () => (this.scan = scanOf(await this.read())), current: async () => this.scan },
      now: this.clock.now, sleep: this.clock.sleep, log: (message, cause) => this.log.push(`${message}: ${String(cause)}`), ...change,
    };
  }

  /** The tenant as it is now, around the proxy. */
  read(): Promise<Snapshot> {
    return readSnapshot(this.#connect(this.demo.token, this.demo.baseUrl), { isDemo: true });
  }

  /** By the part of the address before the @, which is enough in the demo. */
  account(name: string): AccountReport {
    const found = this.scan.report.accounts.find(({ userPrincipalName }) => userPrincipalName.toLowerCase().startsWith(`${name}@`) || userPrincipalName.toLowerCase().startsWith(`${name}_`));
    if (!found) throw new Error(`the demo has no ${name}`);
    return found;
  }

  ids(...names: string[]): string[] {
    return names.map((name) => this.account(name).id);
  }

  /** Accounts whose gap a lever of their own closes, in the report's order. */
  async propose(names: string[], parts = this.parts(), person = dana): Promise<PlanState> {
    return planIn(await proposeForAccounts(parts, this.scan, person, { accountIds: this.ids(...names), isNamed: true }));
  }

  async confirmed(names: string[], parts = this.parts()): Promise<PlanState> {
    return planIn(await confirmPlan(parts, dana, (await this.propose(names, parts)).id));
  }

  async record(id: string): Promise<PlanRecord> {
    return (await this.plans.load(id))!;
  }

  async rows(): Promise<AuditRow[]> {
    return this.audit.read({ limit: 10_000 });
  }

  async events(): Promise<string[]> {
    return (await this.rows()).map(({ event }) => event);
  }

  /** Plan, steps, card, audit log and Graph tell the same story. */
  async agrees(id: string, state?: PlanState): Promise<PlanRecord> {
    const record = await this.record(id);
    await checkAgreement({ record, rows: await this.rows(), taken: this.proxy.taken, settings: this.settings });
    if (state) assert.equal(textOf(state).startsWith('Done:'), record.steps.every(({ status }) => status === 'effective'), textOf(state));
    return record;
  }

  async request(method: string, path: string, body?: unknown): Promise<void> {
    const response = await fetch(`${this.demo.baseUrl}/v1.0${path}`, {
      method, headers: { authorization: `Bearer ${this.demo.tokenFor(etienne.accountId!)}`, 'content-type': 'application/json' }, body: body === undefined ? null : JSON.stringify(body),
    });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
  }

  /** The same seed gives the same snapshot: read once for all worlds that are alike. */
  #firstSnapshot(): Promise<Snapshot> {
    const { delegated: _, replicationDelayMs: __, ...alike } = this.options;
    const key = JSON.stringify(alike);
    if (!firstSnapshots.has(key)) firstSnapshots.set(key, this.read());
    return firstSnapshots.get(key)!;
  }

  #connect(token: string, baseUrl = this.proxy.baseUrl): Graph {
    return createGraph({ baseUrl, getToken: () => Promise.resolve(token), now: this.clock.now, sleep: this.clock.sleep, random: () => 0.5, timeoutMs: 3_000 });
  }
}

export function planIn(outcome: PlanOutcome): PlanState {
  assert.ok(outcome.kind === 'plan', JSON.stringify(outcome));
  return outcome.state;
}

export function refusalIn(outcome: PlanOutcome): string {
  assert.ok(outcome.kind === 'refused', JSON.stringify(outcome).slice(0, 500));
  return outcome.because;
}

/** What a reader without cards sees. */
export const textOf = (state: PlanState): string => present(enforceCard, state, { isDemo: true }).text;

export const scanOf = (snapshot: Snapshot): Scan => ({ snapshot, report: judge(snapshot), isPreliminary: false });

let worlds = 0;
const firstSnapshots = new Map<string, Promise<Snapshot>>();

/** One for all tests. */
let together: Promise<{ proxy: FaultProxy; store: Store; time: { now: () => number }; close: () => Promise<void> }> | undefined;
const shared = () => (together ??= start());

async function start() {
  const time = { now: Date.now };
  const where = await quickestDatabase();
  const [proxy, store] = await Promise.all([FaultProxy.start(), openStore({ ...where, now: () => time.now(), log: () => undefined })]);
  const close = async (): Promise<void> => {
    await store.close();
    await proxy.close();
  };
  return { proxy, store, time, close };
}

after(async () => (await together)?.close());
