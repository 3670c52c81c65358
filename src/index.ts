import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { config as readEnvironmentFile } from 'dotenv';
import { createApp, type App } from './app.js';
import { startSimulator, type SimulatedPerson, type Simulator } from './bot/teams/simulator.js';
import { ConfigError, loadConfig, type Config } from './config.js';
import { isDesktop, openBrowser } from './desktop.js';
import type { Serving } from './serve.js';
import { refuseIfInUse } from './store/embedded/lock.js';
import { StoreError } from './store/types.js';

/** `npm start [-- --demo-users N]`: the bot, and where no app id is configured a local Teams to chat with it. */
async function main(): Promise<void> {
  readEnvironmentFile({ quiet: true });
  const config = loadConfig(process.env);
  if (!config.databaseUrl) await refuseIfInUse(config.dataDir);
  const app = await createApp(config, { demoUsers: demoUsers() });
  // In use, written by a newer version, away: keeping nothing, silently, would be worse than not starting. Whoever watches the process starts it again.
  app.store.catch(giveUp);
  const serving = await app.serve().catch(async (cause: unknown) => {
    await app.close();
    throw cause;
  });
  say(config.graph ? `MFA compliance bot: reading ${config.tenants.length > 1 ? `${config.tenants.length} tenants` : 'the configured tenant'}.` : 'MFA compliance bot: the demo tenant is up, an invented company with all the usual gaps.');
  const simulator = config.bot ? undefined : await simulate(config, app, serving);
  stopOnSignal(async () => stop(app, serving, simulator));
  if (config.bot) say(`Listening on port ${serving.port}; Teams sends its activities to /api/messages.`);
  else invite(simulator, config.graph ? undefined : `http://127.0.0.1:${serving.port}/tab`);
}

function demoUsers(): number | undefined {
  const { values } = parseArgs({ options: { 'demo-users': { type: 'string' } } });
  const text = values['demo-users'];
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new ConfigError('--demo-users', `\`${text}\` is no number of accounts: write, for example, \`npm start -- --demo-users 1000\``);
  return Number(text);
}

async function simulate(config: Config, app: App, { port }: Serving): Promise<Simulator | undefined> {
  const { otherPersonas } = await import('./demo/index.js');
  const [me, tenantId] = await Promise.all([whoIAm(config, app), Promise.race([app.tenantId, wait(PATIENCE_MS, NOBODY, { ref: false })])]);
  const endpoint = `http://127.0.0.1:${port}/api/messages`;
  return startSimulator({ endpoint, dataDir: config.dataDir, tenantId, me, others: Object.values(otherPersonas) }).catch((cause: Error) => {
    say(`${cause.message}.`);
    return undefined;
  });
}

const PATIENCE_MS = 10_000;
const NOBODY = '00000000-0000-4000-8000-000000000001';

/** Against a real tenant nobody of the demo may seem to speak: only an account of that tenant has a role there. */
async function whoIAm({ graph, enforcement: { simulatorUser } }: Config, app: App): Promise<SimulatedPerson> {
  if (!graph) return (await import('./demo/index.js')).demoPersona;
  const found = simulatorUser === undefined ? undefined : await app.findPerson(simulatorUser).catch(() => undefined);
  if (found) return { aadObjectId: found.id, displayName: found.displayName, userPrincipalName: found.userPrincipalName };
  say(simulatorUser === undefined
    ? 'In the simulator you are nobody of this tenant, and may only look: set SIMULATOR_USER to your sign-in address to try the buttons.'
    : `SIMULATOR_USER: no account \`${simulatorUser}\` could be read in this tenant; in the simulator you may only look.`);
  return { aadObjectId: NOBODY, displayName: 'Local Operator', userPrincipalName: 'operator@localhost' };
}

function invite(simulator: Simulator | undefined, tab: string | undefined): void {
  say(simulator ? `Chat in Teams, simulated:   ${simulator.url}` : 'The Teams simulator is not installed; `npm install` with its devDependencies brings it.');
  say(`In the terminal instead:    npm run chat`);
  if (tab) say(`The report in a browser:    ${tab}`);
  say("Three things to type:       who isn't MFA'd?  ·  why is Anna flagged?  ·  can I exclude our office IP?");
  if (simulator && isDesktop(process.platform, process.env, process.stdout.isTTY)) openBrowser(simulator.url, process.platform);
}

async function stop(app: App, serving: Serving, simulator: Simulator | undefined): Promise<void> {
  simulator?.close();
  await serving.close();
  await app.close();
}

/** The first signal stops cleanly; a second one, or ten seconds, at once. */
function stopOnSignal(stopCleanly: () => Promise<void>): void {
  let isStopping = false;
  const stopping = (): void => {
    if (isStopping) process.exit(1);
    isStopping = true;
    setTimeout(() => process.exit(1), 10_000).unref();
    void stopCleanly().then(() => process.exit(0), () => process.exit(1));
  };
  process.on('SIGINT', stopping);
  process.on('SIGTERM', stopping);
}

const say = (line: string): void => void process.stdout.write(`${line}\n`);

function giveUp(cause: unknown): void {
  // A person's mistake is told in one line; anything else with its trace.
  const isMistake = cause instanceof ConfigError || cause instanceof StoreError;
  process.stderr.write(`${isMistake ? cause.message : cause instanceof Error ? cause.stack : String(cause)}\n`);
  process.exit(1);
}

main().catch(giveUp);
