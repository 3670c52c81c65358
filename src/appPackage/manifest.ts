import { readFile } from 'node:fs/promises';
import { menuOf, type MenuScope } from '../bot/menu.js';
import { SEARCHES } from '../bot/searches.js';

export interface PackageOptions {
  /** The bot's app id (GUID); the Teams app has the same. */
  appId: string;
  /** Public host name of the bot in lower case, without scheme and port: `bot.contoso.com`. */
  host: string;
  /** Semantic version; Teams takes an upload as an update only where it is higher. */
  version: string;
}

/** The manifest's parts that are read here; the schema checks the rest. */
export interface Manifest {
  [name: string]: unknown;
  id?: string;
  icons?: { color: string; outline: string };
  bots?: { botId: string; scopes: MenuScope[]; commandLists: { scopes: MenuScope[]; commands: { title: string; description: string }[] }[] }[];
  composeExtensions?: { botId: string; commands: object[] }[];
  validDomains?: string[];
  webApplicationInfo?: { id: string; resource: string };
}

const TEMPLATE = new URL('../../appPackage/manifest.template.json', import.meta.url);

/** The template with this installation's ids and host, and with the commands and searches that the bot has. */
export async function buildManifest({ appId, host, version }: PackageOptions): Promise<Manifest> {
  const template = await readFile(TEMPLATE, 'utf8');
  const values: Record<string, string> = { appId, host, version };
  const manifest = JSON.parse(template.replace(/\{\{(\w+)\}\}/g, (_, name: string) => JSON.stringify(values[name]).slice(1, -1))) as Manifest;
  for (const bot of manifest.bots ?? []) bot.commandLists = commandLists(bot.scopes);
  for (const extension of manifest.composeExtensions ?? []) extension.commands = searchCommands();
  return manifest;
}

/** One list a scope, as Teams wants them. */
export function commandLists(scopes: MenuScope[]): NonNullable<Manifest['bots']>[number]['commandLists'] {
  return scopes.map((scope) => ({ scopes: [scope], commands: menuOf(scope) }));
}

/** `initialRun`: the search answers before anything is typed. */
export function searchCommands(): object[] {
  return SEARCHES.map(({ id, title, description, parameter }) => ({
    id, type: 'query', title, description, initialRun: true, context: ['compose', 'commandBox'], parameters: [{ ...parameter, inputType: 'text' }],
  }));
}
