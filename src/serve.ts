import type { AddressInfo } from 'node:net';
import type { Server } from 'restify';
import type { ServiceClientCredentialsFactory } from 'botframework-connector';
import type { TeamsTenant } from './bot/teams/index.js';
import type { Presented } from './cards/index.js';
import type { Sender } from './flows/deliver/index.js';
import type { TabServices } from './app/tab.js';
import type { Log } from './bot/types.js';
import { ConfigError, type Config } from './config.js';

interface ServeParts {
  tenants: readonly TeamsTenant[];
  config: Config;
  isDemo: boolean;
  language: Promise<unknown>;
  tab?: TabServices;
  log: Log;
  credentials?: ServiceClientCredentialsFactory;
}

export interface Serving {
  port: number;
  /** Speaks without being spoken to. */
  sender: Sender;
  /** Edits a card of earlier: what a process that took over has to tell. */
  announce(place: object, presented: Presented): Promise<void>;
  /** Stops taking requests and waits, for a few seconds, for messages that still update themselves. */
  close(): Promise<void>;
}

/** Beside `src` and beside `dist` alike. */
const TAB = new URL('../dist/tab/', import.meta.url);

const GRACE_MS = 5_000;

/** The bot on its port. Without an app id nobody can be verified, so only this machine may reach it. */
export async function serve({ tenants, config, isDemo, language, tab, log, credentials }: ServeParts): Promise<Serving> {
  const [{ createTeams, teamsLinks }, { createServer, createMetrics, metricsGate }] = await Promise.all([import('./bot/teams/index.js'), import('./http/index.js')]);
  const { writes, oauthConnectionName: connectionName } = config.enforcement;
  const delegated = config.bot && !isDemo && writes === 'delegated' ? { connectionName } : undefined;
  let port: number | undefined;
  const linkTo = config.bot ? teamsLinks(config.bot.appId) : (page: string) => (isDemo && port ? `http://127.0.0.1:${port}/tab#/${page}` : undefined);
  const teams = createTeams({ tenants, config: config.bot, isDemo, delegated, linkTo, log, ...(credentials && { credentials }) });
  let missing: string | undefined = 'the language model is still being read';
  language.then(() => (missing = undefined), () => (missing = 'the language model could not be read; the log says why'));
  const server = createServer({ messages: teams.endpoint, notReady: () => missing, metrics: createMetrics(), mayReadMetrics: metricsGate(config.metricsToken), log, ...(tab && { tab: { ...tab, folder: TAB } }) });
  await listen(server, config.port, config.bot ? undefined : '127.0.0.1');
  port = (server.address() as AddressInfo).port;
  return { port, sender: teams.sender, announce: teams.announce, close: () => close(server, teams.idle) };
}

function listen(server: Server, port: number, host: string | undefined): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => reject(cause.code === 'EADDRINUSE'
      ? new ConfigError('PORT', `${port} is in use by another program: stop that one, or choose another port, as in \`PORT=${port + 1} npm start\``) : cause));
    server.listen(port, host, () => resolve());
  });
}

async function close(server: Server, idle: () => Promise<void>): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const patience = new Promise<void>((resolve) => setTimeout(resolve, GRACE_MS).unref());
  await Promise.race([idle(), patience]);
  server.server.closeAllConnections();
  await Promise.race([closed, patience]);
}
