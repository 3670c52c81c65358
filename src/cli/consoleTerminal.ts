import type { Terminal } from './command.js';

export function consoleTerminal(): Terminal {
  const isInteractive = process.stderr.isTTY === true;
  const clear = isInteractive ? '\r\x1b[K' : '';
  return {
    isTerminal: process.stdout.isTTY === true && !process.env.NO_COLOR,
    isInteractive,
    print: (text) => void process.stdout.write(text),
    note: (message, cause) => void process.stderr.write(`${clear}${message}${cause instanceof Error ? `: ${cause.message}` : ''}\n`),
    status: (line) => void (isInteractive && process.stderr.write(`${clear}${line}`)),
  };
}
