import type { Command } from './command.js';

/** Loaded when asked for: `scan` must not wait for the bot, nor for the database. */
const LOADERS: Record<string, () => Promise<Command>> = {
  scan: async () => (await import('./scan.js')).scan,
  chat: async () => (await import('./chat.js')).chat,
  'what-if': async () => (await import('./whatIf.js')).whatIf,
  audit: async () => (await import('./audit.js')).audit,
  backup: async () => (await import('./backup.js')).backup,
  restore: async () => (await import('./backup.js')).restore,
  forget: async () => (await import('./forget.js')).forget,
  doctor: async () => (await import('./doctor.js')).doctor,
  setup: async () => (await import('./setup.js')).setup,
  help: async () => help,
};

const ALIASES: Record<string, string> = { '--help': 'help', '-h': 'help' };

export async function findCommand(name: string): Promise<Command | undefined> {
  const canonical = ALIASES[name] ?? name;
  return Object.hasOwn(LOADERS, canonical) ? LOADERS[canonical]!() : undefined;
}

const help: Command = {
  name: 'help',
  usage: 'help',
  help: 'this list',
  options: {},
  failure: 1,
  async run({ terminal }) {
    const commands = await Promise.all(Object.values(LOADERS).map((load) => load()));
    const lines = commands.map(({ usage, help: text }) => `  ${usage}\n      ${text}`);
    terminal.print(`usage: npm run --silent cli -- <command>\n\n${lines.join('\n')}\n\nThe tenant is configured in the environment or in .env (see .env.example); with nothing set it is the demo tenant.\n`);
    return 0;
  },
};
