#!/usr/bin/env -S npx tsx
import { parseArgs } from 'node:util';
import { config as readEnvironmentFile } from 'dotenv';
import { UsageError, type Command } from './cli/command.js';
import { findCommand } from './cli/commands.js';
import { consoleTerminal } from './cli/consoleTerminal.js';
import { loadConfig } from './config.js';

const USAGE_STATUS = 2;

async function main([name = 'help', ...rest]: string[]): Promise<number> {
  const terminal = consoleTerminal();
  const command = await findCommand(name);
  if (!command) {
    terminal.note(`\`${name}\` is no command; \`npm run cli -- help\` lists them`);
    return USAGE_STATUS;
  }
  try {
    const { values, positionals } = parsed(command, rest);
    return await command.run({ options: values, words: positionals, config: () => loadConfig(process.env), terminal });
  } catch (cause) {
    terminal.status('');
    terminal.note(oneLine(cause));
    return cause instanceof UsageError ? USAGE_STATUS : command.failure;
  }
}

function parsed({ options, usage }: Command, rest: string[]): { values: Record<string, unknown>; positionals: string[] } {
  try {
    return parseArgs({ args: rest, options, allowPositionals: true });
  } catch (cause) {
    throw new UsageError(`${(cause as Error).message.split('. ')[0]}; usage: ${usage}`);
  }
}

const oneLine = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause)).replaceAll(/\s*\n\s*/g, ' ');

// What the reader of a pipe doesn't want any more (`| head`) is no error.
process.stdout.on('error', (cause: NodeJS.ErrnoException) => process.exit(cause.code === 'EPIPE' ? 0 : USAGE_STATUS));
readEnvironmentFile({ quiet: true });
process.exitCode = await main(process.argv.slice(2));
