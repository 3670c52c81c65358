import { setTimeout as wait } from 'node:timers/promises';
import { inspect } from 'node:util';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { Turn } from './bot/turn.js';
import type { Log, OnProgress, Person, Reply } from './bot/types.js';
import { createProduct, type Product, type Shared } from './app/product.js';
import { openTenant } from './app/tenant.js';
import { startWork } from './app/work.js';
import { ofTenant, type Config } from './config.js';
import type { Scanner } from './flows/index.js';
import { findPerson, ScanError, type AuthorityClient } from './graph/index.js';
import { serve, type Serving } from './serve.js';
import { StoreError, type Store } from './store/types.js';

export interface AppOptions {
  /** Accounts of the demo tenant. */
  demoUsers?: number | undefined;
  /** See GraphOptions. */
  pace?: number | undefined;
  log?: Log;
  /** The terminal's own person acts with the rights of the configured credentials. */
  localOperator?: boolean;
  /** Milliseconds since the epoch. */
  now?: () => number;
  /** Stands in for the bot's client secret. */
  credentials?: ServiceClientCredentialsFactory;
  /** Carries requests to Entra in the place of the network. */
  authorityClient?: AuthorityClient;
}

export interface Message extends Person {
  text: string;
  onProgress?: OnProgress;
}

/** The product, wired: what Teams, the terminal and the server share. Of several tenants, the first one answers in the terminal and the simulator. */
export interface App {
  /** One message in, one reply out; never rejects. */
  turn(message: Message): Promise<Reply>;
  bot: Turn;
  scanner: Scanner;
  /** The watched tenant's id, as soon as Graph has told it. */
  tenantId: Promise<string>;
  /** An account by its id or sign-in address. */
  findPerson(name: string): ReturnType<typeof findPerson>;
  /** One a tenant, in the order they are configured. */
  products: readonly Product[];
  /** Rejects where the database can't be used. */
  store: Promise<Store>;
  /** Listens on the configured port. Throws ConfigError where it is taken. */
  serve(): Promise<Serving>;
  close(): Promise<void>;
}

/** The database computes for seconds when it first starts: the first scan and the first answer go before. */
const HEAD_START_MS = 1_500;

/** Heavy parts (database, language model) boot beside the first scan; nobody waits for them before they are needed. */
export async function createApp(config: Config, options: AppOptions = {}): Promise<App> {
  const log = options.log ?? logToStderr;
  const now = options.now ?? Date.now;
  const headStart = new AbortController();
  const tenants = await openTenants(config, options, log);
  const store = wait(config.databaseUrl ? 0 : HEAD_START_MS, undefined, { signal: headStart.signal }).catch(() => undefined).then(() => openStore(config, now, log));
  const language = import('./language/index.js').then(({ loadLanguage }) => loadLanguage());
  language.catch(() => undefined);
  let serving: Serving | undefined;
  let work: ReturnType<typeof startWork> | undefined;
  const shared: Shared = { store, language, now, localOperator: options.localOperator ?? false, announce: async (place, presented) => serving?.announce(place, presented) };
  const products = tenants.map(({ own, tenant, log: ownLog }) => createProduct(own, tenant, shared, ownLog));
  const [{ tenant, bot, scanner }] = products as [Product];
  return {
    bot, scanner, products, store, tenantId: tenant.key, findPerson: (name) => findPerson(tenant.graph, name),
    turn: ({ text, onProgress, ...person }) => bot.say(text, person, onProgress).then(({ reply }) => reply),
    serve: async () => {
      // Only a server needs it: the command line starts without.
      const { createTab } = await import('./app/tab.js');
      const tab = createTab(products.map((product) => product.tab), options.authorityClient);
      const served = products.map(({ answersTo, bot: turn, admission, daily }) => ({ answersTo, turn, admission, conversations: daily.conversations }));
      serving = await serve({ tenants: served, config, isDemo: tenant.isDemo, language, tab, log, ...(options.credentials && { credentials: options.credentials }) });
      work = startWork({ config, dailies: products.map(({ daily }) => daily), store, sender: serving.sender, now, log });
      return serving;
    },
    close: async () => {
      headStart.abort();
      await work?.stop();
      await Promise.all(products.map((product) => product.settle()));
      await store.then((opened) => opened.close()).catch(() => undefined);
      await Promise.all(products.map((product) => product.tenant.close()));
    },
  };
}

/** Of several, each names itself in the log. */
function openTenants(config: Config, { demoUsers, pace }: AppOptions, log: Log) {
  const configs = config.tenants.length > 0 ? config.tenants.map((entry) => ofTenant(config, entry)) : [config];
  return Promise.all(configs.map(async (own) => {
    const ownLog: Log = configs.length > 1 ? (message, cause) => log(`tenant ${own.graph?.tenantId}: ${message}`, cause) : log;
    return { own, log: ownLog, tenant: await openTenant(own, { demoUsers, pace, log: ownLog }) };
  }));
}

async function openStore({ databaseUrl, dataDir }: Config, now: () => number, log: Log): Promise<Store> {
  const store = await import('./store/index.js');
  return store.openStore({ databaseUrl, dataDir, now, log });
}

function logToStderr(message: string, cause?: unknown): void {
  process.stderr.write(`${new Date().toISOString()} ${message}${cause === undefined ? '' : `: ${told(cause)}`}\n`);
}

/** An error that says what to do needs no stack beside it. */
function told(cause: unknown): string {
  return cause instanceof StoreError || cause instanceof ScanError ? cause.message : inspect(cause);
}
