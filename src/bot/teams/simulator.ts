import { spawn, type ChildProcess } from 'node:child_process';
import { openSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { createServer, type AddressInfo } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Somebody to be in the simulator. */
export interface SimulatedPerson {
  aadObjectId: string;
  displayName: string;
  userPrincipalName: string;
}

export interface SimulatorOptions {
  /** Where the bot takes activities. */
  endpoint: string;
  /** For its configuration and its log. */
  dataDir: string;
  tenantId: string;
  me: SimulatedPerson;
  /** Exactly five: the simulator's configuration wants no more and no fewer. */
  others: SimulatedPerson[];
}

export interface Simulator {
  url: string;
  close(): void;
}

const PORT = 56150;
const START_TRIES = 200;
const TRY_EVERY_MS = 100;

/** Microsoft's local Teams simulator, a devDependency; undefined where it isn't installed. Throws where it doesn't come up. */
export async function startSimulator(options: SimulatorOptions): Promise<Simulator | undefined> {
  const program = installed();
  if (!program) return undefined;
  const folder = resolve(options.dataDir);
  await mkdir(folder, { recursive: true });
  const configuration = join(folder, 'simulator.yml');
  // JSON is YAML, too.
  await writeFile(configuration, JSON.stringify(configurationFor(options), null, 2));
  const port = await freePort();
  const child = run([program, 'start', '-e', options.endpoint, '-c', 'msteams', '-p', String(port), '--disable-telemetry'], configuration, folder);
  const url = `http://localhost:${port}`;
  await answering(url, child);
  return { url, close: () => void child.kill('SIGTERM') };
}

function installed(): string | undefined {
  try {
    return createRequire(import.meta.url).resolve('@microsoft/m365agentsplayground/cli.js');
  } catch {
    return undefined;
  }
}

/** Only what a program needs: the environment may hold secrets, and the simulator isn't ours. It phones home nowhere. */
function run(parameters: string[], configuration: string, folder: string): ChildProcess {
  const log = openSync(join(folder, 'simulator.log'), 'a');
  const { PATH = '', HOME = '', USERPROFILE = '', SystemRoot = '', TEMP = '' } = process.env;
  const env = {
    PATH, HOME, USERPROFILE, SystemRoot, TEMP, TEAMSAPPTESTER_BROWSER: 'none', APPLICATION_INSIGHTS_NO_STATSBEAT: '1',
    M365_AGENTS_PLAYGROUND_CONFIG_PATH: configuration, M365_AGENTS_PLAYGROUND_LOGFILE: join(folder, 'simulator-internal.log'),
  };
  return spawn(process.execPath, parameters, { env, cwd: folder, stdio: ['ignore', log, log] });
}

async function answering(url: string, child: ChildProcess): Promise<void> {
  child.once('error', () => undefined);
  for (let tries = 0; tries < START_TRIES && child.exitCode === null; tries += 1) {
    if (await fetch(url).then(({ ok }) => ok, () => false)) return;
    await wait(TRY_EVERY_MS);
  }
  child.kill('SIGTERM');
  throw new Error(`the Teams simulator did not come up (${child.exitCode === null ? 'it did not answer' : `it ended with status ${child.exitCode}`}); its log is simulator.log in the data folder`);
}

/** The usual port, so that a bookmark stays good; any free one where it is taken. */
async function freePort(): Promise<number> {
  return (await portIfFree(PORT)) ?? (await portIfFree(0))!;
}

function portIfFree(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const probe = createServer().once('error', () => done(undefined));
    probe.listen(port, () => {
      const { port: free } = probe.address() as AddressInfo;
      probe.close(() => done(free));
    });
  });
}

function configurationFor({ tenantId, me, others }: SimulatorOptions): object {
  return {
    version: '0.1.1',
    tenantId,
    bot: { id: '28:mfa-bot', name: 'MFA Bot' },
    currentUser: user(me, 0),
    users: others.map((person, index) => user(person, index + 1)),
    personalChat: { id: 'a:personal' },
    groupChat: { id: '19:group@thread.v2', name: 'MFA rollout' },
    team: {
      id: '19:team@thread.tacv2', name: 'Identity team', aadGroupId: '30000000-0000-4000-8000-000000000031',
      channels: [{ id: '19:channel@thread.tacv2', name: 'MFA' }],
    },
  };
}

function user({ aadObjectId, displayName, userPrincipalName }: SimulatedPerson, index: number): object {
  const [givenName = displayName, ...rest] = displayName.split(' ');
  // The simulator spells the key this way.
  return { id: `29:user-${index}`, name: displayName, userPrincipleName: userPrincipalName, aadObjectId, givenName, surname: rest.join(' ') || givenName, email: userPrincipalName };
}
