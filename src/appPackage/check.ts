import { isDeepStrictEqual } from 'node:util';
import { AppManifestUtils } from '@microsoft/app-manifest';
import { unzipSync } from 'fflate';
import { checkIcon } from './icons.js';
import { commandLists, searchCommands, type Manifest } from './manifest.js';

const MANIFEST = 'manifest.json';

/**
 * Everything Teams would refuse or misread about a package, in sentences; empty where it is sound.
 * The schema is the published one, as @microsoft/app-manifest ships it: nothing is fetched.
 */
export async function checkPackage(zip: Uint8Array): Promise<string[]> {
  const files = unzipped(zip);
  if (!files) return ['the package is no zip file'];
  const manifest = manifestIn(files);
  if (!manifest) return [`\`${MANIFEST}\` is missing at the root of the package, or is no JSON`];
  const broken = await schemaProblems(manifest);
  // What doesn't have the schema's shape can't be read any further.
  if (broken.length > 0) return broken;
  return [
    ...layoutProblems(manifest, files), ...iconProblems(manifest, files),
    ...idProblems(manifest), ...domainProblems(manifest), ...commandProblems(manifest),
  ];
}

function unzipped(zip: Uint8Array): Record<string, Uint8Array> | undefined {
  try {
    return unzipSync(zip);
  } catch {
    return undefined;
  }
}

function manifestIn(files: Record<string, Uint8Array>): Manifest | undefined {
  try {
    return JSON.parse(Buffer.from(files[MANIFEST] ?? '').toString('utf8')) as Manifest;
  } catch {
    return undefined;
  }
}

/** The validator fetches a schema that it doesn't ship; only released ones that it ships are ours. */
async function schemaProblems(manifest: Manifest): Promise<string[]> {
  const { $schema: schema, manifestVersion: version } = manifest;
  const published = `https://developer.microsoft.com/json-schemas/teams/v${String(version)}/MicrosoftTeams.schema.json`;
  if (schema !== published) return [`\`$schema\` is not the published one of \`manifestVersion\` ${String(version)}: ${published}`];
  const problems = await AppManifestUtils.validateAgainstSchema(manifest as never);
  return problems.map((problem) => `the manifest breaks its schema: ${problem}`);
}

function layoutProblems({ icons }: Manifest, files: Record<string, Uint8Array>): string[] {
  const expected = new Set([MANIFEST, icons?.color, icons?.outline]);
  const missing = [...expected].filter((name) => name !== undefined && !files[name]).map((name) => `\`${name}\` is missing at the root of the package`);
  return [...missing, ...Object.keys(files).filter((name) => !expected.has(name)).map((name) => `\`${name}\` does not belong into the package: three files at its root and no folder`)];
}

function iconProblems({ icons }: Manifest, files: Record<string, Uint8Array>): string[] {
  const kinds = ['color', 'outline'] as const;
  return kinds.flatMap((kind) => {
    const name = icons?.[kind];
    return name && files[name] ? checkIcon(kind, name, files[name]) : [];
  });
}

/** The bot answers for the app under one identity: chat, search, single sign-on. */
function idProblems({ id, bots, composeExtensions, webApplicationInfo }: Manifest): string[] {
  const places: [string, string | undefined][] = [
    ...(bots ?? []).map(({ botId }): [string, string] => ['bots.botId', botId]),
    ...(composeExtensions ?? []).map(({ botId }): [string, string] => ['composeExtensions.botId', botId]),
    ['webApplicationInfo.id', webApplicationInfo?.id],
  ];
  const other = places.filter(([, value]) => value !== id).map(([place, value]) => `\`${place}\` is \`${String(value)}\`, but the app id is \`${String(id)}\``);
  const resource = webApplicationInfo?.resource ?? '';
  return resource.endsWith(`/botid-${String(id)}`) ? other : [...other, `\`webApplicationInfo.resource\` must end in \`/botid-${String(id)}\`, or single sign-on finds no app`];
}

/** Of Bot Framework's token service, in each cloud. */
const SIGN_IN_HOST = 'token.botframework.';

/** Teams opens no address in a tab or a dialog whose host isn't listed. */
function domainProblems(manifest: Manifest): string[] {
  const { developer: _, $schema: __, ...parts } = manifest;
  const hosts = new Set([...JSON.stringify(parts).matchAll(/"(?:https?|api):\/\/([^/"?#]+)/g)].map(([, host]) => host!));
  const domains = manifest.validDomains ?? [];
  const missing = [...hosts].filter((host) => !domains.some((domain) => covers(domain, host))).map((host) => `\`validDomains\` lacks \`${host}\`, which the manifest points to`);
  const signsIn = domains.some((domain) => domain.startsWith(SIGN_IN_HOST));
  return signsIn ? missing : [...missing, `\`validDomains\` lacks \`${SIGN_IN_HOST}com\`: the sign-in card opens nothing without it`];
}

function covers(domain: string, host: string): boolean {
  return domain.startsWith('*.') ? host.endsWith(domain.slice(1)) : domain === host;
}

function commandProblems({ bots, composeExtensions }: Manifest): string[] {
  const problems = (bots ?? []).filter((bot) => !isDeepStrictEqual(bot.commandLists, commandLists(bot.scopes)))
    .map(() => "the bot's command lists are not those of `src/bot/commands`: build the package anew");
  const searches = (composeExtensions ?? []).filter(({ commands }) => !isDeepStrictEqual(commands, searchCommands()))
    .map(() => "the message extension's commands are not those of `src/bot/searches.ts`: build the package anew");
  return [...problems, ...searches];
}
