import { z } from 'zod';
import { enforcementConfig, type EnforcementConfig } from './config/enforcement.js';
import { tabConfig, type TabConfig } from './config/tab.js';
import { jobsConfig, type JobsConfig } from './config/jobs.js';
import { tenantEntries, type TenantEntry } from './config/tenants.js';
import { ticketConfig, type TicketConfig } from './config/tickets.js';
import { ConfigError, domainOrGuid, graphUrl, guid, headerValue, needed, port, present, read, secret, url, type Environment } from './config/values.js';
import type { GraphCredential } from './graph/index.js';

export type { TenantEntry } from './config/tenants.js';
export { ConfigError, isLoopback } from './config/values.js';

/** The one place that reads the environment's variables. Undefined `graph`: the demo tenant. Undefined `bot`: the local simulator. */
export interface Config {
  graph: GraphConfig | undefined;
  /** Several tenants in one process, of which `graph` is the first; empty where a single one is configured. */
  tenants: readonly TenantEntry[];
  bot: BotConfig | undefined;
  /** Undefined: the embedded database in `dataDir`. */
  databaseUrl: string | undefined;
  dataDir: string;
  port: number;
  enforcement: EnforcementConfig;
  tickets: TicketConfig;
  jobs: JobsConfig;
  tab: TabConfig;
  /** Undefined: the metrics are told to this machine and its private network only. */
  metricsToken: string | undefined;
}

export interface GraphConfig {
  /** Without a trailing slash. Plain http only on loopback. */
  baseUrl: string;
  credential: GraphCredential;
  /** Which tenant the credential has to reach; undefined: whichever it does. */
  tenantId?: string;
}

export interface BotConfig {
  appId: string;
  /** Bot Framework's own keys, to be handed to it as they are. */
  settings: Record<string, string>;
}

const APP_TYPES = ['MultiTenant', 'SingleTenant', 'UserAssignedMSI'] as const;
const FRAMEWORK_KEYS = [
  'ChannelService', 'ValidateAuthority', 'ToChannelFromBotLoginUrl', 'ToChannelFromBotOAuthScope',
  'ToBotFromChannelTokenIssuer', 'OAuthUrl', 'ToBotFromChannelOpenIdMetadataUrl', 'ToBotFromEmulatorOpenIdMetadataUrl', 'CallerId',
] as const;

/** Throws ConfigError at the first value that is wrong or missing. */
export function loadConfig(environment: Environment): Config {
  const values = present(environment);
  const tenants = tenantEntries(values);
  const config: Config = {
    graph: tenants.length > 0 ? undefined : graphConfig(values),
    tenants,
    bot: botConfig(values),
    databaseUrl: read(values, 'DATABASE_URL', url(['postgres:', 'postgresql:'], 'write it as `postgres://user:password@host:5432/database`')),
    dataDir: values.DATA_DIR ?? 'data',
    port: read(values, 'PORT', port) ?? 3978,
    enforcement: enforcementConfig(values),
    tickets: ticketConfig(values),
    jobs: jobsConfig(values),
    tab: tabConfig(values),
    metricsToken: read(values, 'METRICS_TOKEN', secret),
  };
  return tenants[0] ? { ...ofTenant(config, tenants[0]), tenants } : config;
}

/** The configuration as it is for one of several tenants. */
export function ofTenant(config: Config, entry: TenantEntry): Config {
  return { ...config, graph: entry, tenants: [entry], enforcement: { ...config.enforcement, operatorsGroupId: entry.operatorsGroupId } };
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
