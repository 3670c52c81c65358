#!/usr/bin/env -S npx tsx
import { readFile, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { pack } from './appPackage/pack.js';
import { publicHost } from './config/publicHost.js';

/** Builds the zip that is uploaded to Teams. A build tool: the product itself never loads it. */
const USAGE = 'npm run package -- --app-id GUID --host bot.contoso.com [--version 1.2.3] [--out FILE]';

const NO_APP = '00000000-0000-0000-0000-000000000000';

const argumentsSchema = z.object({
  'app-id': z.guid("must be the bot's app id, a GUID").transform((id) => id.toLowerCase()).refine((id) => id !== NO_APP, "must be the bot's own app id: the all-zero GUID is nobody's"),
  host: publicHost,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'must be three numbers, such as 1.2.3'),
  out: z.string().min(1),
});

async function main(args: string[]): Promise<number> {
  const asked = await options(args);
  if ('problem' in asked) return refuse(`${asked.problem}; usage: ${USAGE}`);
  const { bytes, problems } = await pack({ appId: asked['app-id'], host: asked.host, version: asked.version });
  if (problems.length > 0) return refuse(...problems);
  return write(asked.out, bytes);
}

async function write(out: string, bytes: Uint8Array): Promise<number> {
  try {
    await writeFile(out, bytes);
  } catch (cause) {
    return refuse(`--out: \`${out}\` cannot be written (${(cause as NodeJS.ErrnoException).code}); name a file in a folder that exists and that you may write to`);
  }
  process.stdout.write(`${out}: checked, ${bytes.length} bytes. Upload it in the Teams admin centre, or under Apps > Manage your apps.\n`);
  return 0;
}

async function options(args: string[]): Promise<z.output<typeof argumentsSchema> | { problem: string }> {
  const text = { type: 'string' } as const;
  try {
    const { values } = parseArgs({ args, options: { 'app-id': text, host: text, version: text, out: text } });
    const parsed = argumentsSchema.safeParse({ version: await ownVersion(), out: 'mfa-compliance.zip', ...values });
    const issue = parsed.error?.issues[0];
    return parsed.data ?? { problem: `--${issue?.path.join('.')} ${issue?.code === 'invalid_type' ? 'is missing' : issue?.message}` };
  } catch (cause) {
    return { problem: (cause as Error).message };
  }
}

async function ownVersion(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8')) as { version: string };
  return version;
}

function refuse(...problems: string[]): number {
  for (const problem of problems) process.stderr.write(`${problem}\n`);
  return 1;
}

process.exitCode = await main(process.argv.slice(2));
