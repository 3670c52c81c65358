import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { everybody, ownPeople, type Admission } from '../bot/admission.js';
import { createTurn, type Turn } from '../bot/turn.js';
import type { Log } from '../bot/types.js';
import type { Config } from '../config.js';
import { judge } from '../findings/index.js';
import {
  createAuthority, createConversationMemory, createScanHistory, createScanner, createTickets, recoverPlans,
  type Announce, type Authority, type AuthorityParts, type GroupPath, type Scanner, type Tickets,
} from '../flows/index.js';
import { createPlannerCalls, readDirectoryAudits, readGroupPath, readPerson, readSnapshot, readTenantId, type Graph } from '../graph/index.js';
import type { Language } from '../language/types.js';
import type { Presented } from '../cards/index.js';
import type { Store } from '../store/types.js';
import { createTicketSystem } from '../tickets/index.js';
import { createActing } from './acting.js';
import { startChores } from './chores.js';
import { createDaily, sharedReading, type Daily, type Kept } from './daily.js';
import type { TabOptions } from './tab.js';
import type { Tenant } from './tenant.js';

/** What all tenants have together. */
export interface Shared {
  store: Promise<Store>;
  language: Promise<Language>;
  /** Edits a card of earlier, once a server is there to do it. */
  announce: (place: object, presented: Presented) => Promise<void>;
  localOperator: boolean;
  now: () => number;
}

/** The product for one tenant: nothing in it knows of another. */
export interface Product {
  tenant: Tenant;
  bot: Turn;
  scanner: Scanner;
  admission: Admission;
  daily: Daily;
  /** What its pages of the tab are made of. */
  tab: TabOptions;
  /** Whose activities it answers; undefined: everybody's, and its admission decides. */
  answersTo(): string | undefined;
  /** Takes up nothing new, and waits for what is under way. */
  settle(): Promise<void>;
}

/** How soon a ticket that was left half done is finished, and what happened in the other system is seen here. */
const SYNC_TICKETS_MS = 300_000;
/** How soon a plan is taken up again whose process died. */
const RECOVER_MS = 20_000;
/** An unknown sender waits for Graph no longer than Teams waits for the answer. */
const LOOK_UP_MS = 8_000;
/** A scan that takes longer isn't waited for. */
const SCAN_GRACE_MS = 2_000;

export function createProduct(config: Config, tenant: Tenant, shared: Shared, log: Log): Product {
  const { store, language, now, localOperator } = shared;
  const kept = storesOf(store, tenant.key);
  const history = kept((opened, key) => createScanHistory(opened.scans(key), { judge, now }));
  const readTenant: Parameters<typeof sharedReading>[0] = (reading) => tenant.verified().then(() => readSnapshot(tenant.graph, { ...reading, isDemo: tenant.isDemo }));
  const read = sharedReading(readTenant, history, { config, kept, now, log });
  const scanner = createScanner({ ...read, judge, onFinished: (scan) => void Promise.all([tickets.sync(scan), daily.scanned(scan)]), now, log });
  const authority = authorityOf(config, tenant, scanner, { now, log, localOperator });
  const audit = kept((opened, key) => opened.audit(key));
  const tickets = createTickets({
    tickets: kept((opened, key) => opened.tickets(key)), audit, system: createTicketSystem(config.tickets, { graph: createPlannerCalls(tenant.graph), now }),
    authority, autoClose: config.tickets.autoClose, worker: randomUUID(), now, log,
  });
  const announce: Announce = async ({ place }, state) => void (place && await shared.announce(place, bot.plan(state)));
  const enforce = createActing({ config, tenant, plans: kept((opened, key) => opened.plans(key)), audit, authority, scanner, announce, now, log });
  const readAudits = (since: string) => readDirectoryAudits(tenant.graph, since);
  const daily = createDaily({ config, tenant, store, kept, scanner, tickets, history, readAudits, now, log });
  const groupPath = groupPaths(tenant.graph, scanner);
  const bot = createTurn({
    language, scanner, history, judge, readAudits, authority, tickets, enforce, groupPath, daily: daily.parts, isDemo: tenant.isDemo, now, log,
    memory: createConversationMemory({ store: kept((opened, key) => opened.contexts(key)), log }), feedback: kept((opened, key) => opened.feedback(key)),
  });
  // The demo has no secrets, and the local simulator no people of a tenant.
  const admission = config.bot && !tenant.isDemo ? ownPeople({ current: () => scanner.current(), find: (id) => readPerson(tenant.graph.session(AbortSignal.timeout(LOOK_UP_MS)), id), log }) : everybody;
  const tab = {
    config, tenant, bot, authority, admission, scanner, audit, tickets, groupPath, now, log,
    summaries: kept((opened, key) => opened.scans(key)), exceptions: kept((opened, key) => opened.exceptions(key)),
  };
  scanner.scan().catch((cause: unknown) => log('the first scan failed', cause));
  const chores = startChores([
    { everyMs: SYNC_TICKETS_MS, run: () => tickets.sync() },
    // Without a database there is nothing to take up; its own failure is told where it is opened.
    { everyMs: RECOVER_MS, run: () => enforce.plans.then(() => recoverPlans(enforce, announce), () => undefined), isFirstAtOnce: true },
  ], log);
  return { tenant, bot, scanner, admission, daily, tab, answersTo: answersTo(config, tenant, scanner), settle: () => settle({ tenant, chores, daily, scanner, tickets }) };
}

/** Without Teams nobody names a tenant. With it, the configured one counts from the start, else the one that was scanned. */
function answersTo({ bot, graph }: Config, { isDemo }: Tenant, scanner: Scanner): () => string | undefined {
  return () => (bot && !isDemo ? graph?.tenantId ?? scanner.latest()?.snapshot.tenant.id : undefined);
}

interface Busy {
  tenant: Tenant;
  chores: ReturnType<typeof startChores>;
  daily: Daily;
  scanner: Scanner;
  tickets: Tickets;
}

async function settle({ tenant, chores, daily, scanner, tickets }: Busy): Promise<void> {
  tenant.giveUp();
  await chores.stop();
  await daily.idle();
  await settleScan(scanner);
  await tickets.idle();
}

/** What was scanned is kept, however long that takes; what is being read now may take minutes, and another process reads it again. */
async function settleScan(scanner: Scanner): Promise<void> {
  await Promise.race([scanner.idle(), wait(SCAN_GRACE_MS, undefined, { ref: false })]);
  if (!scanner.progress()) await scanner.idle();
}

/** Each store of the tenant as soon as the database is open; one that never opens is told once, not by every part. */
function storesOf(store: Promise<Store>, key: Promise<string>): Kept {
  const opening = Promise.all([store, key]);
  return (pick) => {
    const picked = opening.then(([opened, tenantId]) => pick(opened, tenantId));
    picked.catch(() => undefined);
    return picked;
  };
}

function authorityOf({ enforcement, bot }: Config, { graph }: Tenant, scanner: Scanner, parts: Pick<AuthorityParts, 'now' | 'log' | 'localOperator'>): Authority {
  const { enforceRoles, ticketRoles, operatorsGroupId } = enforcement;
  return createAuthority({
    ...parts, graph, latest: () => scanner.latest(), enforceRoles, ticketRoles, operatorsGroupId, isLocal: !bot,
    tenantId: async () => scanner.latest()?.snapshot.tenant.id ?? readTenantId(graph),
  });
}

/** From the group a policy names down to the one that holds the account itself. */
function groupPaths(graph: Graph, scanner: Scanner): GroupPath {
  return async (groupId, accountId) => {
    const below = await readGroupPath(graph, accountId, groupId);
    const name = scanner.latest()?.snapshot.groups.get(groupId)?.displayName ?? groupId;
    return below && [name, ...below.toReversed()];
  };
}
