import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import { everybody, ownPeople } from './bot/admission.js';
import { createTurn, type Turn } from './bot/turn.js';
import type { Log, OnProgress, Person, Reply } from './bot/types.js';
import type { Config, GraphConfig } from './config.js';
import { judge } from './findings/index.js';
import { createAuthority, createConversationMemory, createScanHistory, createScanner, createTickets, type GroupPath, type Scanner } from './flows/index.js';
import { createGetToken, createGraph, createPlannerCalls, readGroupPath, readSnapshot, readTenantId, ScanError, type Graph } from './graph/index.js';
import { serve, type Serving } from './serve.js';
import { StoreError, type Store } from './store/types.js';
import { createTicketSystem } from './tickets/index.js';

export interface AppOptions {
  /** Accounts of the demo tenant. */
  demoUsers?: number | undefined;
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
  /** Rejects where the database can't be used. */
  store: Promise<Store>;
  /** Listens on the configured port. Throws ConfigError where it is taken. */
  serve(): Promise<Serving>;
  close(): Promise<void>;
}

interface Tenant {
  graph: Graph;
  isDemo: boolean;
  /** Under what the store keeps this tenant's data. */
  key: Promise<string>;
  close(): Promise<void>;
}

/** The database computes for seconds when it first starts: the first scan and the first answer go before. */
const HEAD_START_MS = 1_500;

/** How soon a ticket that was left half done is finished, and what happened in the other system is seen here. */
const SYNC_TICKETS_MS = 300_000;

/** Heavy parts (database, language model) boot beside the first scan; nobody waits for them before they are needed. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const log = options.log ?? logToStderr;
  const now = options.now ?? Date.now;
  const tenant = config.graph ? configuredTenant(config.graph, log) : await demoTenant(config, options, log);
  const headStart = new AbortController();
  const store = wait(HEAD_START_MS, undefined, { signal: headStart.signal }).catch(() => undefined).then(() => openStore(config, now, log));
  const history = both(store, tenant.key).then(([opened, key]) => createScanHistory(opened.scans(key), { judge, now }));
  const scanner = createScanner({ read: (reading) => readSnapshot(tenant.graph, { ...reading, isDemo: tenant.isDemo }), judge, history, onFinished: (scan) => void tickets.sync(scan), now, log });
  const memory = createConversationMemory({ store: both(store, tenant.key).then(([opened, key]) => opened.contexts(key)), log });
  const feedback = both(store, tenant.key).then(([opened, key]) => opened.feedback(key));
  const language = import('./language/index.js').then(({ loadLanguage }) => loadLanguage());
  for (const booting of [store, history, feedback, language]) booting.catch(() => undefined);
  const { enforceRoles, ticketRoles, operatorsGroupId } = config.enforcement;
  const authority = createAuthority({
    graph: tenant.graph, latest: () => scanner.latest(), enforceRoles, ticketRoles, operatorsGroupId, now, log,
    tenantId: async () => scanner.latest()?.snapshot.tenant.id ?? readTenantId(tenant.graph), isLocal: !config.bot, localOperator: options.localOperator ?? false,
  });
  const ticketRows = both(store, tenant.key).then(([opened, key]) => opened.tickets(key));
  const audit = both(store, tenant.key).then(([opened, key]) => opened.audit(key));
  for (const booting of [ticketRows, audit]) booting.catch(() => undefined);
  const tickets = createTickets({
    tickets: ticketRows, audit, system: createTicketSystem(config.tickets, { graph: createPlannerCalls(tenant.graph), now }),
    authority, autoClose: config.tickets.autoClose, worker: randomUUID(), now, log,
  });
  const ticketTimer = setInterval(() => void tickets.sync(), SYNC_TICKETS_MS).unref();
  const bot = createTurn({ language, scanner, memory, history, feedback, judge, authority, tickets, groupPath: groupPaths(tenant.graph, scanner), isDemo: tenant.isDemo, now, log });
  scanner.scan().catch((cause: unknown) => log('the first scan failed', cause));
  // The demo has no secrets, and the local simulator no people of a tenant.
  const admission = config.bot && !tenant.isDemo ? ownPeople(() => scanner.current()) : everybody;
  const turn = ({ text, onProgress, ...person }: Message): Promise<Reply> => bot.say(text, person, onProgress).then(({ reply }) => reply);
  return {
    turn, bot, scanner, store,
    serve: () => serve({ bot, config, isDemo: tenant.isDemo, admission, language, log, ...(options.credentials && { credentials: options.credentials }) }),
    close: async () => {
      headStart.abort();
      clearInterval(ticketTimer);
      await scanner.idle();
      await tickets.idle();
      await store.then((opened) => opened.close()).catch(() => undefined);
      await tenant.close();
    },
  };
}

const both = <A, B>(first: Promise<A>, second: Promise<B>): Promise<[A, B]> => Promise.all([first, second]);

async function openStore({ databaseUrl, dataDir }: Config, now: () => number, log: Log): Promise<Store> {
  const store = await import('./store/index.js');
  return store.openStore({ databaseUrl, dataDir, now, log });
}

function configuredTenant({ baseUrl, credential }: GraphConfig, log: Log): Tenant {
  const graph = createGraph({ baseUrl, getToken: createGetToken(credential, baseUrl), log });
  return { graph, isDemo: false, key: readTenantId(graph).catch(() => baseUrl), close: async () => undefined };
}

async function demoTenant({ dataDir }: Config, { demoUsers }: AppOptions, log: Log): Promise<Tenant> {
  const { startDemoTenant, tenantId } = await import('./demo/index.js');
  const demo = await startDemoTenant({ dataDir, users: demoUsers });
  const graph = createGraph({ baseUrl: demo.baseUrl, getToken: () => Promise.resolve(demo.token), log });
  return { graph, isDemo: true, key: Promise.resolve(tenantId), close: () => demo.close() };
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
