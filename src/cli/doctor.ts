import { loadConfig, ofTenant, type Config } from '../config.js';
import { checkBot } from './doctor/bot.js';
import type { Check } from './doctor/check.js';
import { checkClock } from './doctor/clock.js';
import { checkDatabase } from './doctor/database.js';
import { checkGraph } from './doctor/graph.js';
import { checkTickets } from './doctor/tickets.js';
import type { Command, Terminal } from './command.js';
import { painter, plain } from './terminal.js';

export const doctor: Command = {
  name: 'doctor',
  usage: 'doctor',
  help: 'what is configured, permitted, licensed and reachable, one line each with the mend; exit status 1 if something is wrong',
  options: {},
  failure: 1,
  async run({ terminal }) {
    const configuration = checkConfiguration();
    const checks = [configuration.check, ...(configuration.config ? await checkAll(configuration.config, terminal) : [])];
    for (const check of checks) terminal.print(`${line(check, terminal)}\n`);
    return checks.some(({ status }) => status === 'wrong') ? 1 : 0;
  },
};

function checkConfiguration(): { check: Check; config?: Config } {
  try {
    const config = loadConfig(process.env);
    const tenant = config.tenants.length > 1 ? `${config.tenants.length} tenants` : config.graph ? `the tenant at ${config.graph.baseUrl}` : 'the demo tenant (no credential is set)';
    return { config, check: { about: 'configuration', status: 'fine', text: `${tenant}, ${config.bot ? 'in Teams' : 'with the local simulator (MicrosoftAppId is not set)'}` } };
  } catch (cause) {
    return { check: { about: 'configuration', status: 'wrong', text: (cause as Error).message } };
  }
}

async function checkAll(config: Config, terminal: Terminal): Promise<Check[]> {
  const parts = [checkTenants(config), checkClock(config), checkDatabase(config, terminal.note), checkBot(config), checkTickets(config)];
  return (await Promise.all(parts)).flat();
}

/** Of several, each line says whose it is. */
async function checkTenants(config: Config): Promise<Check[]> {
  if (config.tenants.length === 0) return checkGraph(config);
  const each = await Promise.all(config.tenants.map(async (entry) => (await checkGraph(ofTenant(config, entry))).map((check) => ({ ...check, text: `${check.text} (tenant ${entry.tenantId})` }))));
  return each.flat();
}

const MARKS = { fine: ['good', 'ok'], limited: ['medium', 'limited'], wrong: ['bad', 'WRONG'], skipped: ['faint', '-'] } as const;

function line({ about, status, text }: Check, terminal: Terminal): string {
  const [style, word] = MARKS[status];
  return `${painter(terminal.isTerminal)(style, word.padEnd(8))}${about.padEnd(50)} ${plain(text)}`;
}
