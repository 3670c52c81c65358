import { parseArgs } from 'node:util';
import { config as readEnvironmentFile } from 'dotenv';
import { createApp, type App } from './app.js';
import { startSimulator, type Simulator } from './bot/teams/simulator.js';
import { ConfigError, loadConfig, type Config } from './config.js';
import { isDesktop, openBrowser } from './desktop.js';
import type { Serving } from './serve.js';

/** `npm start [-- --demo-users N]`: the bot, and where no app id is configured a local Teams to chat with it. */
async function main(): Promise<void> {
  readEnvironmentFile({ quiet: true });
  const config = loadConfig(process.env);
  const app = await createApp(config, { demoUsers: demoUsers() });
  const serving = await app.serve().catch(async (cause: unknown) => {
    await app.close();
    throw cause;
  });
  say(config.graph ? 'MFA compliance bot: reading the configured tenant.' : 'MFA compliance bot: the demo tenant is up, an invented company with all the usual gaps.');
  const simulator = config.bot ? undefined : await simulate(config, serving);
  stopOnSignal(async () => stop(app, serving, simulator));
  if (config.bot) say(`Listening on port ${serving.port}; Teams sends its activities to /api/messages.`);
  else invite(simulator);
}

function demoUsers(): number | undefined {
  const { values } = parseArgs({ options: { 'demo-users': { type: 'string' } } });
  const text = values['demo-users'];
  if (text === undefined) return undefined;
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new ConfigError('--demo-users', `\`${text}\` is no number of accounts: write, for example, \`npm start -- --demo-users 1000\``);
  return Number(text);
}

async function simulate({ dataDir, graph }: Config, { port }: Serving): Promise<Simulator | undefined> {
  const { demoPersona, otherPersonas, tenantId } = await import('./demo/index.js');
  // Against a real tenant nobody of the demo may seem to speak.
  const me = graph ? { aadObjectId: '00000000-0000-4000-8000-000000000001', displayName: 'Local Operator', userPrincipalName: 'operator@localhost' } : demoPersona;
  const endpoint = `http://127.0.0.1:${port}/api/messages`;
  return startSimulator({ endpoint, dataDir, tenantId, me, others: Object.values(otherPersonas) }).catch((cause: Error) => {
    say(`${cause.message}.`);
    return undefined;
  });
}

function invite(simulator: Simulator | undefined): void {
  say(simulator ? `Chat in Teams, simulated:   ${simulator.url}` : 'The Teams simulator is not installed; `npm install` with its devDependencies brings it.');
  say(`Chat in the terminal:       npm run chat`);
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

main().catch((cause: unknown) => {
  // A person's mistake is told in one line; anything else with its trace.
  process.stderr.write(`${cause instanceof ConfigError ? cause.message : cause instanceof Error ? cause.stack : String(cause)}\n`);
  process.exit(1);
});
