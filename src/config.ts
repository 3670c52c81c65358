import { z } from 'zod';
import type { GraphCredential } from './graph/index.js';

/** The one place that reads the environment's variables. Undefined `graph`: the demo tenant. Undefined `bot`: the local simulator. */
export interface Config {
  graph: GraphConfig | undefined;
  bot: BotConfig | undefined;
  /** Undefined: the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  port: number;
}

export interface GraphConfig {
  /** Without a trailing slash. Plain http only on loopback. */
  baseUrl: string;
  credential: GraphCredential;
}

export interface BotConfig {
  appId: string;
  /** Bot Framework's own keys, to be handed to it as they are. */
  settings: Record<string, string>;
}

/** A value a person has to mend; the message names the variable and the mend. */
export class ConfigError extends Error {
  override name = 'ConfigError';

  constructor(readonly variable: string, problem: string) {
    super(`${variable}: ${problem}`);
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const APP_TYPES = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'] as const;
const FRAMEWORK_KEYS = [
  'ChannelService', 'ValidateAuthority', 'ToChannelFromBotLoginUrl', 'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer', 'OAuthUrl', 'ToBotFromChannelOpenIdMetadataUrl', 'ToBotFromEmulatorOpenIdMetadataUrl', 'CallerId',
] as const;

/** Throws ConfigError at the first value that is wrong or missing. */
export function loadConfig(environment: Environment): Config {
  const values = present(environment);
  return {
    graph: graphConfig(values),
    bot: botConfig(values),
    databaseUrl: read(values, 'DATABASE_URL', url(['postgres:', 'postgresql:'], 'write it as `postgres://user:password@host:5432/database`')),
    dataDir: values.DATA_DIR ?? 'data',
    port: read(values, 'PORT', port) ?? 3978,
  };
}

function graphConfig(values: Environment): GraphConfig | undefined {
  const credential = graphCredential(values);
  const baseUrl = read(values, 'GRAPH_BASE_URL', graphUrl);
  if (credential) return { baseUrl: baseUrl ?? 'https://graph.microsoft.com', credential };
  if (baseUrl) throw new ConfigError('GRAPH_BASE_URL', 'is set, but no credential is: set GRAPH_ACCESS_TOKEN, or TENANT_ID, CLIENT_ID and CLIENT_SECRET');
  return undefined;
}

function graphCredential(values: Environment): GraphCredential | undefined {
  if (values.GRAPH_ACCESS_TOKEN) return { kind: 'token', token: read(values, 'GRAPH_ACCESS_TOKEN', headerValue)! };
  const identity = values.MANAGED_IDENTITY;
  if (identity) return { kind: 'managedIdentity', clientId: identity === 'system' ? undefined : read(values, 'MANAGED_IDENTITY', guid) };
  const started = ['TENANT_ID', 'CLIENT_ID', 'CLIENT_SECRET', 'CLIENT_CERTIFICATE_PATH'].find((name) => values[name]);
  return started ? appCredential(values, started) : undefined;
}

function appCredential(values: Environment, started: string): GraphCredential {
  const application = {
    tenantId: needed(values, 'TENANT_ID', started, domainOrGuid),
    clientId: needed(values, 'CLIENT_ID', started, guid),
    authorityHost: read(values, 'AUTHORITY_HOST', url(['https:'], 'must be an https address such as `https://login.microsoftonline.us`')),
  };
  const certificatePath = values.CLIENT_CERTIFICATE_PATH;
  if (certificatePath) return { kind: 'certificate', ...application, certificatePath };
  if (values.CLIENT_SECRET) return { kind: 'secret', ...application, clientSecret: values.CLIENT_SECRET };
  throw new ConfigError('CLIENT_SECRET', `is missing beside ${started}: set it to a client secret's value, or CLIENT_CERTIFICATE_PATH to a PEM file`);
}

function botConfig(values: Environment): BotConfig | undefined {
  if (!values.MicrosoftAppId) {
    if (values.MicrosoftAppPassword) throw new ConfigError('MicrosoftAppId', "is missing beside MicrosoftAppPassword: set it to the bot's app id");
    return undefined;
  }
  const appId = read(values, 'MicrosoftAppId', guid)!;
  const type = read(values, 'MicrosoftAppType', z.enum(APP_TYPES, `must be one of ${APP_TYPES.join(', ')}`)) ?? 'MultiTenant';
  const settings: Record<string, string> = { MicrosoftAppId: appId, MicrosoftAppType: type };
  if (type !== 'UserAssignedMSI') settings.MicrosoftAppPassword = needed(values, 'MicrosoftAppPassword', 'MicrosoftAppId', headerValue);
  if (type !== 'MultiTenant') settings.MicrosoftAppTenantId = needed(values, 'MicrosoftAppTenantId', `MicrosoftAppType=${type}`, domainOrGuid);
  for (const key of FRAMEWORK_KEYS) if (values[key]) settings[key] = values[key];
  return { appId, settings };
}

const port = z.string().refine((value) => /^\d{1,5}$/.test(value) && Number(value) <= 65535, 'is no port: use a number from 0 to 65535').transform(Number);
const guid = z.guid('must be an id (`xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx`): copy it from the app registration in the Entra admin center');
const domainOrGuid = z.string().regex(/^([0-9a-f-]{36}|[\w-]+(\.[\w-]+)+)$/i, 'must be a tenant id or a verified domain such as `contoso.onmicrosoft.com`');
const headerValue = z.string().regex(/^[\x21-\x7e]+$/, 'holds a space or a character that no token has: copy it again, without quotes or `Bearer`');

const graphUrl = z.string().transform((value, context) => {
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  const problem = parsed ? graphUrlProblem(parsed) : 'is no address: write it as `https://graph.microsoft.com`';
  if (problem) context.addIssue(problem);
  return value.replace(/\/+$/, '');
});

function graphUrlProblem(parsed: URL): string | undefined {
  if (parsed.search || parsed.hash || parsed.username) return 'must be a plain address: no user, query or fragment';
  if (/\/(v1\.0|beta)\/?$/.test(parsed.pathname)) return 'must not end in a version: leave out `/v1.0`';
  if (parsed.protocol === 'https:') return undefined;
  if (parsed.protocol === 'http:' && isLoopback(parsed.hostname)) return undefined;
  return 'must be https; plain http is only allowed on this machine (127.0.0.1, localhost), because the token travels there';
}

export function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
}

function url(protocols: string[], mend: string) {
  return z.string().refine((value) => URL.canParse(value) && protocols.includes(new URL(value).protocol), mend);
}

function read<T>(values: Environment, name: string, schema: z.ZodType<T>): T | undefined {
  if (values[name] === undefined) return undefined;
  const result = schema.safeParse(values[name]);
  if (result.success) return result.data;
  throw new ConfigError(name, result.error.issues[0]!.message);
}

function needed<T>(values: Environment, name: string, because: string, schema: z.ZodType<T>): T {
  const value = read(values, name, schema);
  if (value === undefined) throw new ConfigError(name, `is missing beside ${because}: set it, or unset ${because.split('=')[0]}`);
  return value;
}

/** Trimmed, and an empty value is an absent one: that is what people mean by `NAME=` in a `.env`. */
function present(environment: Environment): Environment {
  const trimmed = Object.entries(environment).map(([name, value]) => [name, value?.trim() || undefined]);
  return Object.fromEntries(trimmed);
}
