import { z } from 'zod';
import type { TicketSystemConfig } from '../tickets/index.js';
import { ConfigError, headerValue, isLoopback, needed, read, type Environment } from './values.js';

/** Which ticket system holds the tickets, and how it is reached. */
export type TicketConfig = TicketSystemConfig & {
  /** Close a ticket when a later scan proves its account compliant. */
  autoClose: boolean;
};

type SystemId = TicketSystemConfig['system'];

const READERS: Record<SystemId, (values: Environment, because: string) => TicketSystemConfig> = {
  builtIn: () => ({ system: 'builtIn' }),
  planner: (values, because) => ({
    system: 'planner',
    planId: needed(values, 'PLANNER_PLAN_ID', because, plannerId),
    bucketId: read(values, 'PLANNER_BUCKET_ID', plannerId),
  }),
  jira: (values, because) => ({
    system: 'jira',
    baseUrl: needed(values, 'JIRA_BASE_URL', because, address('https://your-site.atlassian.net')).replace(/\/rest\/api.*$/, ''),
    email: needed(values, 'JIRA_EMAIL', because, email),
    apiToken: needed(values, 'JIRA_API_TOKEN', because, headerValue),
    project: needed(values, 'JIRA_PROJECT', because, projectKey),
    issueType: read(values, 'JIRA_ISSUE_TYPE', name) ?? 'Task',
  }),
  serviceNow: (values, because) => ({
    system: 'serviceNow',
    baseUrl: needed(values, 'SERVICENOW_BASE_URL', because, address('https://your-instance.service-now.com')),
    credential: serviceNowCredential(values, because),
    assignmentGroup: read(values, 'SERVICENOW_ASSIGNMENT_GROUP', name),
    closeCode: read(values, 'SERVICENOW_CLOSE_CODE', name) ?? 'Solution provided',
  }),
  connectWise: (values, because) => ({
    system: 'connectWise',
    baseUrl: withApiPath(needed(values, 'CONNECTWISE_BASE_URL', because, address('https://api-na.myconnectwise.net'))),
    company: needed(values, 'CONNECTWISE_COMPANY', because, login),
    publicKey: needed(values, 'CONNECTWISE_PUBLIC_KEY', because, login),
    privateKey: needed(values, 'CONNECTWISE_PRIVATE_KEY', because, headerValue),
    clientId: needed(values, 'CONNECTWISE_CLIENT_ID', because, headerValue),
    board: needed(values, 'CONNECTWISE_BOARD', because, name),
    customer: needed(values, 'CONNECTWISE_CUSTOMER', because, name),
    priorities: read(values, 'CONNECTWISE_PRIORITIES', priorities),
  }),
  webhook: (values, because) => ({
    system: 'webhook',
    url: needed(values, 'WEBHOOK_URL', because, address('https://example.com/tickets', 'query')),
    secret: needed(values, 'WEBHOOK_SECRET', because, secret),
  }),
};

export function ticketConfig(values: Environment): TicketConfig {
  const names = Object.keys(READERS) as SystemId[];
  const system = read(values, 'TICKET_SYSTEM', z.enum(names, `must be one of ${names.join(', ')}`)) ?? 'builtIn';
  const autoClose = read(values, 'TICKET_AUTO_CLOSE', z.enum(['on', 'off'], 'must be `on` or `off`')) ?? 'on';
  return { ...READERS[system](values, `TICKET_SYSTEM=${system}`), autoClose: autoClose === 'on' };
}

function serviceNowCredential(values: Environment, because: string) {
  if (values.SERVICENOW_TOKEN) return { kind: 'token', token: read(values, 'SERVICENOW_TOKEN', headerValue)! } as const;
  if (!values.SERVICENOW_USER) throw new ConfigError('SERVICENOW_USER', `is missing beside ${because}: set it with SERVICENOW_PASSWORD, or set SERVICENOW_TOKEN to an OAuth access token`);
  return { kind: 'password', user: read(values, 'SERVICENOW_USER', login)!, password: needed(values, 'SERVICENOW_PASSWORD', 'SERVICENOW_USER', z.string()) } as const;
}

/** Without a trailing slash. The credentials travel there, so plain http is for test servers on this machine only. */
const address = (example: string, allowed: 'plain' | 'query' = 'plain') => z.string().transform((value, context) => {
  const parsed = URL.canParse(value) ? new URL(value) : undefined;
  const problem = parsed ? addressProblem(parsed, allowed) : `is no address: write it as \`${example}\``;
  if (problem) context.addIssue(problem);
  return value.replace(/\/+$/, '');
});

function addressProblem({ protocol, hostname, username, search, hash }: URL, allowed: 'plain' | 'query'): string | undefined {
  if (username || hash || (search && allowed === 'plain')) return 'must be a plain address: no user, query or fragment';
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  return isSafe ? undefined : 'must be https; plain http is only allowed on this machine (127.0.0.1, localhost)';
}

/** Cloud and own servers have the API at the same place; another one is written out. */
const withApiPath = (baseUrl: string): string => (new URL(baseUrl).pathname === '/' ? `${baseUrl}/v4_6_release/apis/3.0` : baseUrl);

const plannerId = z.string().regex(/^[\w-]{20,40}$/, 'must be an id such as `xqQg5FS2LkCp935s-FIFm2QAFkHM`: copy it from the address of the plan in the browser');
const email = z.email('must be the e-mail address of the account that the API token belongs to');
const projectKey = z.string().regex(/^[A-Za-z]\w{1,254}$/, "must be the project's key, such as `SEC`: it stands in front of the number of each issue");
/** A colon would end the user in basic authentication. */
const login = z.string().regex(/^[^:\p{Cc}]+$/u, 'must not hold a colon');
/** Names go into queries of the other system. */
const name = z.string().regex(/^(?!javascript:)[^"^\\`\p{Cc}]{1,100}$/iu, 'must be a name of at most 100 characters without quotation marks, `\\` and `^`');
const priorities = z.string().transform((value) => value.split(',').map((each) => each.trim()))
  .pipe(z.tuple([name, name, name], 'must be three names of priorities, for high, medium and low, separated by commas'));
const secret = z.string().min(16, 'must have at least 16 characters: make one with `openssl rand -base64 32`').regex(/^[\x21-\x7e]+$/, 'must be printable ASCII without spaces')
  .refine((value) => !value.startsWith('whsec_') || /^[A-Za-z0-9+/]{22,}={0,2}$/.test(value.slice(6)), 'must be base64 after `whsec_`');
