import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { everybody, ownPeople } from './bot/admission.js';
import { createTurn, type Turn } from './bot/turn.js';
import type { Log, OnProgress, Person, Reply } from './bot/types.js';
import { createActing } from './app/acting.js';
import { createDaily, sharedReading } from './app/daily.js';
import { startChores } from './app/chores.js';
import { openTenant, type Tenant } from './app/tenant.js';
import type { Config } from './config.js';
import { judge } from './findings/index.js';
import {
  createAuthority, createConversationMemory, createScanHistory, createScanner, createTickets, recoverPlans,
  type Announce, type Authority, type AuthorityParts, type GroupPath, type Scanner,
} from './flows/index.js';
import { createPlannerCalls, findPerson, readGroupPath, readSnapshot, readTenantId, ScanError, type Graph } from './graph/index.js';
import { serve, type Serving } from './serve.js';
import { StoreError, type Store } from './store/types.js';
import { createTicketSystem } from './tickets/index.js';

export interface AppOptions {
  /** Accounts of the demo tenant. */
  demoUsers?: number | undefined;
  /** Between two Conditional Access requests, in milliseconds, where the service behind Graph doesn't throttle. */
  conditionalAccessMs?: number | undefined;
  log?: Log;
  /** The terminal's own person acts with the rights of the configured credentials. */
  localOperator?: boolean;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Stands in for the bot's client secret. */
  credentials?: ServiceClientCredentialsFactory;
}

export interface Message extends Person {
  text: string;
  onProgress?: OnProgress;
}

/** The product, wired: what Teams, the terminal and the server share. */
export interface App {
  /** One message in, one reply out; never rejects. */
  turn(message: Message): Promise<Reply>;
  bot: Turn;
  scanner: Scanner;
  /** The watched tenant's id, as soon as Graph has told it. */
  tenantId: Promise<string>;
  /** An account by its id or sign-in address. */
  findPerson(name: string): ReturnType<typeof findPerson>;
  /** Rejects where the database can't be used. */
  store: Promise<Store>;
  /** Listens on the configured port. Throws ConfigError where it is taken. */
  serve(): Promise<Serving>;
  close(): Promise<void>;
}

/** The database computes for seconds when it first starts: the first scan and the first answer go before. */
const HEAD_START_MS = 1_500;

/** How soon a ticket that was left half done is finished, and what happened in the other system is seen here. */
const SYNC_TICKETS_MS = 300_000;
/** How soon a plan is taken up again whose process died. */
const RECOVER_MS = 20_000;

/** Heavy parts (database, language model) boot beside the first scan; nobody waits for them before they are needed. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const log = options.log ?? logToStderr;
  const now = options.now ?? Date.now;
  const tenant = await openTenant(config, { demoUsers: options.demoUsers, conditionalAccessMs: options.conditionalAccessMs, log });
  const headStart = new AbortController();
  const store = wait(config.databaseUrl ? 0 : HEAD_START_MS, undefined, { signal: headStart.signal }).catch(() => undefined).then(() => openStore(config, now, log));
  const kept = storesOf(store, tenant.key);
  const history = kept((opened, key) => createScanHistory(opened.scans(key), { judge, now }));
  const read = sharedReading((reading) => readSnapshot(tenant.graph, { ...reading, isDemo: tenant.isDemo }), history, { config, kept, now, log });
  const scanner = createScanner({ ...read, judge, onFinished: (scan) => void Promise.all([tickets.sync(scan), daily.scanned(scan)]), now, log });
  const memory = createConversationMemory({ store: kept((opened, key) => opened.contexts(key)), log });
  const language = import('./language/index.js').then(({ loadLanguage }) => loadLanguage());
  language.catch(() => undefined);
  const authority = authorityOf(config, tenant, scanner, { now, log, localOperator: options.localOperator ?? false });
  const audit = kept((opened, key) => opened.audit(key));
  const tickets = createTickets({
    tickets: kept((opened, key) => opened.tickets(key)), audit, system: createTicketSystem(config.tickets, { graph: createPlannerCalls(tenant.graph), now }),
    authority, autoClose: config.tickets.autoClose, worker: randomUUID(), now, log,
  });
  const enforce = createActing({ config, tenant, plans: kept((opened, key) => opened.plans(key)), audit, authority, scanner, announce: (record, state) => announce(record, state), now, log });
  const daily = createDaily({ config, tenant, store, kept, scanner, tickets, history, now, log });
  const bot = createTurn({
    language, scanner, memory, history, feedback: kept((opened, key) => opened.feedback(key)), judge, authority, tickets, enforce, daily: daily.parts,
    groupPath: groupPaths(tenant.graph, scanner), isDemo: tenant.isDemo, now, log,
  });
  scanner.scan().catch((cause: unknown) => log('the first scan failed', cause));
  const chores = startChores([
    { everyMs: SYNC_TICKETS_MS, run: () => tickets.sync() },
    // Without a database there is nothing to take up; its own failure is told where it is opened.
    { everyMs: RECOVER_MS, run: () => enforce.plans.then(() => recoverPlans(enforce, announce), () => undefined), isFirstAtOnce: true },
  ], log);
  let serving: Serving | undefined;
  const announce: Announce = async ({ place }, state) => void (place && serving && await serving.announce(place, bot.plan(state)));
  // The demo has no secrets, and the local simulator no people of a tenant.
  const admission = config.bot && !tenant.isDemo ? ownPeople(() => scanner.current()) : everybody;
  const turn = ({ text, onProgress, ...person }: Message): Promise<Reply> => bot.say(text, person, onProgress).then(({ reply }) => reply);
  return {
    turn, bot, scanner, store, tenantId: tenant.key, findPerson: (name) => findPerson(tenant.graph, name),
    serve: async () => {
      // Only a server needs it: the command line starts without.
      const { createTab } = await import('./app/tab.js');
      const tab = createTab({
        config, tenant, bot, authority, admission, scanner, audit, tickets, now, log, groupPath: groupPaths(tenant.graph, scanner),
        summaries: kept((opened, key) => opened.scans(key)), exceptions: kept((opened, key) => opened.exceptions(key)),
      });
      serving = await serve({ bot, config, isDemo: tenant.isDemo, admission, conversations: daily.conversations, language, tab, log, ...(options.credentials && { credentials: options.credentials }) });
      daily.start(serving.sender);
      return serving;
    },
    close: async () => {
      headStart.abort();
      await chores.stop();
      await daily.stop();
      await scanner.idle();
      await tickets.idle();
      await store.then((opened) => opened.close()).catch(() => undefined);
      await tenant.close();
    },
  };
}

/** Each store of the tenant as soon as the database is open; one that never opens is told once, not by every part. */
function storesOf(store: Promise<Store>, key: Promise<string>) {
  const opening = Promise.all([store, key]);
  return <T>(pick: (opened: Store, key: string) => T): Promise<T> => {
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

async function openStore({ databaseUrl, dataDir }: Config, now: () => number, log: Log): Promise<Store> {
  const store = await import('./store/index.js');
  return store.openStore({ databaseUrl, dataDir, now, log });
}

/** From the group a policy names down to the one that holds the account itself. */
function groupPaths(graph: Graph, scanner: Scanner): GroupPath {
  return async (groupId, accountId) => {
    const below = await readGroupPath(graph, accountId, groupId);
    const name = scanner.latest()?.snapshot.groups.get(groupId)?.displayName ?? groupId;
    return below && [name, ...below.toReversed()];
  };
}

function logToStderr(message: string, cause?: unknown): void {
  process.stderr.write(`${new Date().toISOString()} ${message}${cause === undefined ? '' : `: ${told(cause)}`}\n`);
}

/** An error that says what to do needs no stack beside it. */
function told(cause: unknown): string {
  return cause instanceof StoreError || cause instanceof ScanError ? cause.message : inspect(cause);
}
