import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import type { App } from '../app.js';
import type { Command, Terminal } from './command.js';
import { chosenTenant, TENANT_OPTION } from './tenant.js';
import { painter, plain, wrap } from './terminal.js';

const LOCAL_OPERATOR = 'local-operator';
const PROMPT = 'you> ';

export const chat: Command = {
  name: 'chat',
  usage: 'chat [--json] [--tenant ID]',
  help: 'the bot in the terminal: a line is a message, an empty line starts a new conversation',
  options: { json: { type: 'boolean' }, ...TENANT_OPTION },
  failure: 1,
  async run({ options, config, terminal }) {
    const { createApp } = await import('../app.js');
    const app = await createApp(chosenTenant(config(), options.tenant), { log: oncePerCause(terminal), localOperator: true });
    try {
      await converse(app, options.json === true, terminal);
      return 0;
    } finally {
      await app.close();
    }
  },
};

/** A database that is away costs several things at once; the person hears of it once. */
function oncePerCause(terminal: Terminal): (message: string, cause?: unknown) => void {
  const told = new Set<string>();
  return (message, cause) => {
    const reason = cause instanceof Error ? cause.message : message;
    if (!told.has(reason)) terminal.note(message, cause);
    told.add(reason);
  };
}

async function converse(app: App, asJson: boolean, terminal: Terminal): Promise<void> {
  const isTyped = process.stdin.isTTY === true;
  const paint = painter(terminal.isTerminal);
  // A person may read an older report while the first scan runs; a script wants the tenant as it is now.
  if (!isTyped) await app.scanner.scan().catch(() => undefined);
  if (isTyped) terminal.note("Ask away: who isn't MFA'd?   are we compliant?   can I exclude our office IP?   (an empty line starts anew, Ctrl+D ends)");
  const lines = createInterface({ input: process.stdin, output: process.stderr, prompt: paint('faint', PROMPT), terminal: isTyped });
  if (isTyped) lines.prompt();
  let conversationId = randomUUID();
  for await (const line of lines) {
    if (line.trim() === '') conversationId = randomUUID();
    else await answer(line, conversationId);
    if (isTyped) lines.prompt();
  }

  async function answer(line: string, id: string): Promise<void> {
    const reply = await app.turn({ conversationId: id, personId: LOCAL_OPERATOR, text: line });
    if (asJson) terminal.print(`${JSON.stringify(reply)}\n`);
    else terminal.print(`${forReading(reply)}\n\n`);
  }
}

/** The text as it is meant to stand, line by line, with its sources below. */
function forReading({ text, citations }: { text: string; citations: { title: string; url: string }[] }): string {
  const body = text.split('\n').flatMap((line) => (line.trim() === '' ? [''] : wrap(line, line.length - line.trimStart().length)));
  return [...body, ...citations.map(({ title, url }) => `  [${plain(title)}] ${plain(url)}`)].join('\n');
}
