import { backup as backUp, restore as putBack } from '../store/index.js';
import { UsageError, type Command } from './command.js';

export const backup: Command = {
  name: 'backup',
  usage: 'backup <file>',
  help: 'everything the bot remembers, in one file; with the embedded database, stop the bot first',
  options: {},
  failure: 1,
  async run({ words: [file], config, terminal }) {
    if (!file) throw new UsageError(`backup needs a file to write; usage: ${backup.usage}`);
    const { databaseUrl, dataDir } = config();
    terminal.note(`${await backUp({ databaseUrl, dataDir, log: terminal.note }, file)} rows are kept in \`${file}\``);
    return 0;
  },
};

export const restore: Command = {
  name: 'restore',
  usage: 'restore <file> [--force]',
  help: 'a backup of this or an older version into the empty database, or with --force in the place of what is in it; stop the bot first',
  options: { force: { type: 'boolean' } },
  failure: 1,
  async run({ words: [file], options, config, terminal }) {
    if (!file) throw new UsageError(`restore needs a backup to read; usage: ${restore.usage}`);
    const { databaseUrl, dataDir } = config();
    terminal.note(`${await putBack({ databaseUrl, dataDir, log: terminal.note }, file, { force: options.force === true })} rows are restored from \`${file}\``);
    return 0;
  },
};
