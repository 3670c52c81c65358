import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { ConfigError, graphUrl, guid, headerValue, read, url, type Environment } from './values.js';

/** One of several watched tenants, as `TENANTS_FILE` lists it. */
export interface TenantEntry {
  /** Whose activities and tokens are this tenant's; what the credentials reach has to be the same. Lower case. */
  tenantId: string;
  /** Without a trailing slash. */
  baseUrl: string;
  credential: Credential;
  /** Members may enforce and work on tickets, whatever their roles. */
  operatorsGroupId: string | undefined;
}

interface Application {
  tenantId: string;
  clientId: string;
  authorityHost: string | undefined;
}

type Credential =
  | { kind: 'token'; token: string }
  | ({ kind: 'secret'; clientSecret: string } & Application)
  | ({ kind: 'certificate'; certificatePath: string } & Application)
  | { kind: 'managedIdentity'; clientId: string | undefined };

const FILE = 'TENANTS_FILE';
/** What says the same of a single tenant. */
const OF_ONE_TENANT = ['TENANT_ID', 'CLIENT_ID', 'CLIENT_CERTIFICATE_PATH', 'MANAGED_IDENTITY', 'GRAPH_ACCESS_TOKEN', 'GRAPH_BASE_URL', 'OPERATORS_GROUP_ID'];
const WAYS = ['clientSecretVariable', 'certificatePath', 'managedIdentity', 'accessTokenVariable'] as const;

const variable = z.string().regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable that holds it, such as `CONTOSO_SECRET`');
const entrySchema = z.strictObject({
  tenantId: z.guid('must be the id of the tenant, not a domain: Teams names tenants by their ids').toLowerCase(),
  baseUrl: graphUrl.default('https://graph.microsoft.com'),
  clientId: guid.optional(),
  clientSecretVariable: variable.optional(),
  certificatePath: z.string().min(1).optional(),
  managedIdentity: z.union([z.literal('system'), guid], 'must be `system`, or the client id of a managed identity').optional(),
  accessTokenVariable: variable.optional(),
  authorityHost: url(['https:'], 'must be an https address such as `https://login.microsoftonline.us`').optional(),
  operatorsGroupId: guid.optional(),
});
type Entry = z.output<typeof entrySchema>;

/** Empty where no file is named. Throws ConfigError, which names the entry and the mend. */
export function tenantEntries(values: Environment): TenantEntry[] {
  const path = values[FILE];
  if (path === undefined) return [];
  const other = OF_ONE_TENANT.find((name) => values[name]);
  if (other) throw new ConfigError(FILE, `is set beside ${other}, which is about a single tenant: unset ${other}, and write it into the entry of its tenant`);
  const entries = listIn(path).map((raw, index) => entryOf(raw, index + 1, values));
  const twice = entries.find(({ tenantId }, index) => entries.findIndex((each) => each.tenantId === tenantId) < index);
  if (twice) throw new ConfigError(FILE, `names the tenant \`${twice.tenantId}\` twice: leave one of the two entries`);
  if (values.TICKET_SYSTEM === 'planner' && entries.length > 1) {
    throw new ConfigError('TICKET_SYSTEM', '`planner` is a plan in one tenant, and TENANTS_FILE names several: choose a ticket system outside the tenants, or `builtIn`');
  }
  return entries;
}

function listIn(path: string): unknown[] {
  const list = parsed(path);
  if (Array.isArray(list) && list.length > 0) return list;
  throw new ConfigError(FILE, `\`${path}\` must hold a list with an entry for each tenant: \`[{"tenantId": "...", "clientId": "...", "clientSecretVariable": "CONTOSO_SECRET"}]\``);
}

function parsed(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    throw new ConfigError(FILE, cause instanceof SyntaxError ? `\`${path}\` is no JSON: mend it, for example with \`node -p 'JSON.parse(fs.readFileSync("${path}"))'\`` : `\`${path}\` can't be read: name a JSON file with the tenants`);
  }
}

function entryOf(raw: unknown, number: number, values: Environment): TenantEntry {
  const wrong = (problem: string): ConfigError => new ConfigError(FILE, `entry ${number}: ${problem}`);
  const result = entrySchema.safeParse(raw);
  if (!result.success) throw wrong(told(result.error.issues[0]!));
  const { tenantId, baseUrl, operatorsGroupId } = result.data;
  return { tenantId, baseUrl, operatorsGroupId, credential: credentialOf(result.data, values, wrong) };
}

function told(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') {
    const isSecret = /secret|token|password/i.test(issue.keys[0]!);
    return `\`${issue.keys[0]}\` is not known here: ${isSecret ? 'no secret stands in this file; write the name of an environment variable that holds it, as `clientSecretVariable` or `accessTokenVariable`' : 'leave it out'}`;
  }
  const where = issue.path.length > 0 ? `\`${issue.path.join('.')}\`` : 'it';
  return `${where} ${issue.code === 'invalid_type' ? 'is missing or of the wrong type' : issue.message}`;
}

type Wrong = (problem: string) => ConfigError;

function credentialOf(entry: Entry, values: Environment, wrong: Wrong): Credential {
  const [way, other] = WAYS.filter((name) => entry[name] !== undefined);
  if (!way || other) throw wrong(`needs exactly one of ${WAYS.map((name) => `\`${name}\``).join(', ')}: they say how to sign in to \`${entry.tenantId}\``);
  const { managedIdentity, accessTokenVariable, clientSecretVariable, certificatePath } = entry;
  if (managedIdentity) return { kind: 'managedIdentity', clientId: managedIdentity === 'system' ? undefined : managedIdentity };
  if (accessTokenVariable) return { kind: 'token', token: held(values, accessTokenVariable, wrong) };
  const application = applicationOf(entry, values, way, wrong);
  return certificatePath ? { kind: 'certificate', ...application, certificatePath } : { kind: 'secret', ...application, clientSecret: held(values, clientSecretVariable!, wrong) };
}

function applicationOf({ tenantId, clientId, authorityHost }: Entry, values: Environment, way: string, wrong: Wrong): Application {
  if (!clientId) throw wrong(`\`clientId\` is missing beside \`${way}\`: copy it from the app registration in the Entra admin center`);
  return { tenantId, clientId, authorityHost: authorityHost ?? values.AUTHORITY_HOST };
}

function held(values: Environment, name: string, wrong: Wrong): string {
  if (values[name] === undefined) throw wrong(`the environment variable \`${name}\` is not set: set it to the secret, or correct its name`);
  return read(values, name, headerValue)!;
}
