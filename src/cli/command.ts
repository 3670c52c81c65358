import type { ParseArgsConfig } from 'node:util';
import type { Config } from '../config.js';

/** One command: name, help and work in one file, as everywhere in this house. */
export interface Command {
  name: string;
  usage: string;
  help: string;
  options: NonNullable<ParseArgsConfig['options']>;
  /** Exit status when the command throws. */
  failure: number;
  /** Resolves to the exit status. */
  run(call: Call): Promise<number>;
}

export interface Call {
  options: Record<string, unknown>;
  words: string[];
  /** Throws ConfigError; called only by commands that need it. */
  config: () => Config;
  terminal: Terminal;
}

export interface Terminal {
  /** Data: standard output. */
  print(text: string): void;
  /** Everything else: standard error. */
  note(message: string, cause?: unknown): void;
  /** One line that the next one overwrites; nothing where nobody looks. */
  status(line: string): void;
  /** Is standard output looked at by a person? */
  isTerminal: boolean;
  /** Is standard error? */
  isInteractive: boolean;
}

/** A call the person has to write differently. */
export class UsageError extends Error {
  override name = 'UsageError';
}
