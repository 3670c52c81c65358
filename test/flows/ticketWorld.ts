import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadConfig } from '../../src/config.js';
import { demoPersona, otherPersonas, startDemoTenant, tenantId, type DemoTenant } from '../../src/demo/index.js';
import { applyEdits } from '../../src/engine/applyEdits.js';
import type { Snapshot, TenantEdit } from '../../src/engine/index.js';
import { explain, judge } from '../../src/findings/index.js';
import { createAuthority, createTickets, type Asking, type Authority, type Scan, type TicketParts, type Tickets } from '../../src/flows/index.js';
import { createGraph, readSnapshot } from '../../src/graph/index.js';
import { openStore, type AuditRow, type Store, type TicketRecord } from '../../src/store/index.js';
import { createTicketSystem } from '../../src/tickets/index.js';
import { jiraSite } from '../tickets/standIns/jira.js';
import type { Site } from '../tickets/standIns/site.js';
import { noGraph } from '../tickets/noGraph.js';

const MINUTE = 60_000;
export const asking = (persona: { aadObjectId: string; displayName: string }): Asking =>
  ({ personId: persona.aadObjectId, accountId: persona.aadObjectId, tenantId, name: persona.displayName });
export const dana = asking(demoPersona);
export const priya = asking(otherPersonas.helpdesk);
export const bob = otherPersonas.employee;

/** The demo tenant over HTTP, the embedded database, Jira as it is documented over HTTP: only the clock is ours. */
export class TicketWorld {
  now = 0;
  site!: Site;
  readonly log: string[] = [];
  #tenant = 0;

  private constructor(
    private readonly folder: string, private readonly demo: DemoTenant, readonly scan: Scan, private readonly authority: Authority, readonly store: Store, private readonly clock: { now: number },
  ) {}

  static async open(): Promise<TicketWorld> {
    const folder = await mkdtemp(join(tmpdir(), 'mfa-tickets-'));
    const demo = await startDemoTenant({ dataDir: folder });
    const graph = createGraph({ pace: 0.02, baseUrl: demo.baseUrl, getToken: () => Promise.resolve(demo.token) });
    const scan = scanOf(await readSnapshot(graph, { isDemo: true }));
    const { enforceRoles, ticketRoles } = loadConfig({}).enforcement;
    const authority = createAuthority({ graph, tenantId: () => Promise.resolve(tenantId), latest: () => scan, enforceRoles, ticketRoles, isLocal: false, now: Date.now, log: () => undefined });
    const clock = { now: 0 };
    const store = await openStore({ databaseUrl: undefined, dataDir: join(folder, 'data'), now: () => clock.now, log: () => undefined });
    return new TicketWorld(folder, demo, scan, authority, store, clock);
  }

  /** A tenant key and a Jira of their own for each test. */
  async begin(): Promise<void> {
    this.#tenant += 1;
    this.log.length = 0;
    this.site = await jiraSite();
    this.pass(Date.parse(this.scan.snapshot.scannedAt) + MINUTE - this.now);
  }

  /** Throws where Jira was asked something that its documentation doesn't have. */
  async end(): Promise<void> {
    try {
      this.site.server.verify();
    } finally {
      await this.site.server.close();
    }
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.demo.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  pass(ms: number): void {
    this.now += ms;
    this.clock.now = this.now;
  }

  parts(change: Partial<TicketParts> = {}): TicketParts {
    const key = `tenant-${this.#tenant}`;
    return {
      tickets: Promise.resolve(this.store.tickets(key)), audit: Promise.resolve(this.store.audit(key)), authority: this.authority, autoClose: true, worker: 'one',
      system: createTicketSystem(this.site.config, { graph: noGraph, sleep: () => Promise.resolve() }), now: () => this.now, log: (message) => this.log.push(message), ...change,
    };
  }

  /** One process; others get another worker's name. */
  process(change: Partial<TicketParts> = {}): Tickets {
    return createTickets(this.parts(change));
  }

  async rows(): Promise<TicketRecord[]> {
    return (await this.store.tickets(`tenant-${this.#tenant}`).list({ limit: 1_000 })).tickets.toReversed();
  }

  async audit(): Promise<AuditRow[]> {
    return this.store.audit(`tenant-${this.#tenant}`).read({ limit: 1_000 });
  }

  async events(): Promise<string[]> {
    return (await this.audit()).map(({ event }) => event);
  }

  /** Accounts other than Bob's that can sign in without MFA. */
  gaps(count: number): string[] {
    return this.scan.report.accounts.filter(({ id, verdict }) => verdict === 'nonCompliant' && id !== bob.aadObjectId).slice(0, count).map(({ id }) => id);
  }

  /** What a scan finds now: the tenant as it was, with the edits. */
  later(edits: TenantEdit[] = [], change: Partial<Snapshot> = {}): Scan {
    this.pass(MINUTE);
    const scan = scanOf({ ...applyEdits(this.scan.snapshot, edits), scannedAt: new Date(this.now).toISOString(), ...change });
    this.pass(MINUTE);
    return scan;
  }

  /** The change that closes an account's gap, as the engine proposes it. */
  repair(accountId: string): TenantEdit[] {
    return explain(this.scan.snapshot, accountId)!.repairs[0]!.edits;
  }
}

/** Starting it takes longer than the tests. */
let shared: Promise<TicketWorld> | undefined;
export const sharedWorld = (): Promise<TicketWorld> => (shared ??= TicketWorld.open());
after(async () => (await shared)?.close());

const scanOf = (snapshot: Snapshot): Scan => ({ snapshot, report: judge(snapshot), isPreliminary: false });
