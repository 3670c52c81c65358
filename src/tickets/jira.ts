import { z } from 'zod';
import { adfBody, adfText } from './adf.js';
import { basic, Http, Refusal, type HttpParts } from './http.js';
import { chunks, dueDay, oneLine, queryableName, safeKey } from './text.js';
import { TicketError, type Person, type TicketDraft, type TicketState, type TicketSystem } from './types.js';

export interface JiraConfig {
  system: 'jira';
  /** `https://<site>.atlassian.net`, without a trailing slash. */
  baseUrl: string;
  email: string;
  apiToken: string;
  /** Its key, such as `SEC`. */
  project: string;
  issueType: string;
}

/** The names of a site that was not changed; where they are others, the issue keeps its default priority. */
const PRIORITIES = { high: 'High', medium: 'Medium', low: 'Low' };
/** A screen may lack these, and Jira then refuses the whole issue: they are left out, and the text tells them anyway. */
const DISPENSABLE = ['priority', 'duedate'];
const BULK = 100;
const SUMMARY = 255;
/** Changes show in a search within seconds to minutes (Search and reconcile). */
const SETTLE_MS = 120_000;

const created = z.object({ id: z.string(), key: z.string() });
const found = z.object({ issues: z.array(created.extend({ fields: z.object({ labels: z.array(z.string()) }) })) });
const status = z.object({ name: z.string(), statusCategory: z.object({ key: z.string() }) });
const issue = z.object({ id: z.string(), fields: z.object({ status, assignee: z.object({ displayName: z.string() }).nullish() }) });
const bulk = z.object({ issues: z.array(issue), issueErrors: z.array(z.unknown()).nullish() });
const resolution = z.object({ required: z.boolean(), allowedValues: z.array(z.object({ id: z.string(), name: z.string() })).nullish() });
const transitions = z.object({ transitions: z.array(z.object({ id: z.string(), to: status, fields: z.object({ resolution: resolution.optional() }).nullish() })) });
const users = z.array(z.object({ accountId: z.string(), accountType: z.string().nullish(), emailAddress: z.string().nullish(), displayName: z.string().nullish() }));
const permissions = z.object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) });
const refusal = z.object({ errorMessages: z.array(z.string()).nullish(), errors: z.record(z.string(), z.string()).nullish() });

type Transition = z.infer<typeof transitions>['transitions'][number];

/**
 * Jira Cloud, REST API v3 (developer.atlassian.com/cloud/jira/platform/rest/v3): basic authentication with e-mail and API token, texts in ADF,
 * errors as `{errorMessages, errors: {field: text}}`, 429 with Retry-After (…/platform/rate-limiting). The draft's key is a label: an issue
 * property can't be searched without an app. `search/jql` may lag behind a create (…/platform/search-and-reconcile); states come from
 * `issue/bulkfetch`, which leaves out what is gone where JQL would refuse the whole query.
 */
export function jira(config: JiraConfig, parts: HttpParts): TicketSystem {
  return new Jira(config, parts);
}

class Jira implements TicketSystem {
  readonly id = 'jira';
  readonly name = 'Jira';
  readonly settleMs = SETTLE_MS;
  readonly #http: Http;

  constructor(private readonly config: JiraConfig, parts: HttpParts) {
    const { baseUrl, email, apiToken } = config;
    this.#http = new Http({
      name: this.name, baseUrl: `${baseUrl}/rest/api/3`, headers: { Authorization: basic(email, apiToken) }, secrets: [apiToken], problem,
      mends: { address: 'JIRA_BASE_URL and JIRA_PROJECT', credentials: 'JIRA_EMAIL and JIRA_API_TOKEN (tokens expire)', rights: `give the account of JIRA_EMAIL the rights to browse, create, edit and move issues in \`${config.project}\`` },
    }, parts);
  }

  async open(draft: TicketDraft): Promise<{ externalId: string; url: string }> {
    const label = safeKey(draft);
    const { id, key } = (await this.#find(label)) ?? (await this.#create(this.#fields(draft, label)));
    return { externalId: id, url: `${this.config.baseUrl}/browse/${encodeURIComponent(key)}` };
  }

  async #find(label: string): Promise<z.infer<typeof created> | undefined> {
    const body = { jql: `project = ${quoted(this.config.project)} AND labels = ${quoted(label)} ORDER BY created ASC`, fields: ['labels'], maxResults: 5 };
    const { issues } = await this.#http.ask({ method: 'POST', path: '/search/jql', body, repeatable: true }, found);
    return issues.find(({ fields }) => fields.labels.includes(label));
  }

  #fields(draft: TicketDraft, label: string): Record<string, unknown> {
    return {
      project: { key: this.config.project }, issuetype: { name: this.config.issueType }, summary: oneLine(draft.title, SUMMARY), description: adfBody(draft),
      labels: [label], priority: { name: PRIORITIES[draft.priority] }, duedate: dueDay(draft),
    };
  }

  async #create(fields: Record<string, unknown>): Promise<z.infer<typeof created>> {
    try {
      return await this.#http.ask({ method: 'POST', path: '/issue', body: { fields } }, created);
    } catch (cause) {
      const refused = refusedFields(cause);
      if (!refused.length || !refused.every((name) => DISPENSABLE.includes(name) && name in fields)) throw cause;
      return this.#create(Object.fromEntries(Object.entries(fields).filter(([name]) => !refused.includes(name))));
    }
  }

  async states(externalIds: readonly string[]): Promise<(TicketState | undefined)[]> {
    const known = new Map<string, TicketState>();
    for (const ids of chunks(externalIds.filter(isId), BULK)) for (const each of await this.#fetch(ids)) known.set(each.id, stateOf(each));
    return externalIds.map((id) => known.get(id));
  }

  async #fetch(ids: string[]): Promise<z.infer<typeof issue>[]> {
    const body = { issueIdsOrKeys: ids, fields: ['status', 'assignee'] };
    const { issues, issueErrors } = await this.#http.ask({ method: 'POST', path: '/issue/bulkfetch', body, repeatable: true }, bulk);
    // Named here is what can't be told just now; what is gone is simply left out.
    if (issueErrors?.length) throw new TicketError('Jira could not tell the state of some issues: try again in a few minutes', 'later');
    return issues;
  }

  async comment(externalId: string, text: string): Promise<void> {
    await this.#http.send({ method: 'POST', path: `${issuePath(externalId)}/comment`, body: { body: adfText(text) }, missing: 'ticket' });
  }

  close(externalId: string, because: string): Promise<void> {
    return this.#move(externalId, 'closed', because);
  }

  reopen(externalId: string, because: string): Promise<void> {
    return this.#move(externalId, 'open', because);
  }

  /** The comment comes after: it must not tell what then didn't happen. */
  async #move(externalId: string, to: TicketState['status'], because: string): Promise<void> {
    const [state] = await this.states([externalId]);
    if (!state) throw new TicketError('Jira has no such ticket any more: open a new one', 'gone');
    if (state.status === to) return;
    const path = `${issuePath(externalId)}/transitions`;
    const offered = await this.#http.ask({ method: 'GET', path, query: { expand: 'transitions.fields' }, missing: 'ticket' }, transitions);
    const transition = choose(offered.transitions, to);
    if (!transition) throw new TicketError(`Jira offers no step from \`${oneLine(state.label, 60)}\` that leaves the issue ${to}: move it in Jira, or add a transition to the workflow`, 'setup');
    await this.#http.send({ method: 'POST', path, body: { transition: { id: transition.id }, ...resolved(transition) }, missing: 'ticket' });
    await this.comment(externalId, because);
  }

  async assign(externalId: string, { userPrincipalName }: Person): Promise<'assigned' | 'unknownPerson'> {
    const path = issuePath(externalId);
    const accountId = await this.#accountId(externalId, userPrincipalName);
    if (!accountId) return 'unknownPerson';
    await this.#http.send({ method: 'PUT', path: `${path}/assignee`, body: { accountId }, repeatable: true, missing: 'ticket' });
    return 'assigned';
  }

  /** Among those who can be assigned; where addresses are hidden by their owners, the only match of the whole address. */
  async #accountId(issueId: string, userPrincipalName: string): Promise<string | undefined> {
    const address = queryableName(userPrincipalName);
    if (!address) return undefined;
    const query = { query: address, issueId, maxResults: '10' };
    const people = (await this.#http.ask({ method: 'GET', path: '/user/assignable/search', query, missing: 'ticket' }, users)).filter(({ accountType }) => accountType !== 'app');
    const exact = people.find(({ emailAddress }) => emailAddress?.toLowerCase() === address);
    const [only, another] = people;
    const isOnly = only && !another && !only.emailAddress && !only.displayName?.includes('@');
    return exact?.accountId ?? (isOnly ? only.accountId : undefined);
  }

  async check(): Promise<string> {
    const needed = ['BROWSE_PROJECTS', 'CREATE_ISSUES', 'EDIT_ISSUES', 'ADD_COMMENTS', 'TRANSITION_ISSUES', 'ASSIGN_ISSUES'];
    const query = { projectKey: this.config.project, permissions: needed.join(',') };
    const { permissions: held } = await this.#http.ask({ method: 'GET', path: '/mypermissions', query }, permissions);
    const missing = needed.filter((name) => !held[name]?.havePermission);
    return missing.length ? `the account of JIRA_EMAIL lacks ${missing.join(', ')} in the project \`${this.config.project}\`: ask a Jira administrator` : '';
  }
}

/** JQL's strings: quotation marks and backslashes are escaped (support.atlassian.com, JQL: reserved characters). */
const quoted = (value: string): string => `"${value.replace(/[\\"]/g, String.raw`\$&`)}"`;
const isId = (externalId: string): boolean => /^\d{1,18}$/.test(externalId);

function issuePath(externalId: string): string {
  if (isId(externalId)) return `/issue/${externalId}`;
  throw new TicketError('Jira has no such ticket any more: open a new one', 'gone');
}

function problem(body: unknown): string | undefined {
  const { data } = refusal.safeParse(body);
  return data && [...(data.errorMessages ?? []), ...Object.entries(data.errors ?? {}).map(([field, text]) => `${field}: ${text}`)].join('; ');
}

const refusedFields = (cause: unknown): string[] => (cause instanceof Refusal ? Object.keys(refusal.safeParse(cause.body).data?.errors ?? {}) : []);

const stateOf = ({ fields }: z.infer<typeof issue>): TicketState => ({
  status: isDone(fields.status) ? 'closed' : 'open', label: fields.status.name, assignee: fields.assignee?.displayName,
});
const isDone = ({ statusCategory }: z.infer<typeof status>): boolean => statusCategory.key === 'done';

/** Of several ends the one that says done rather than rejected; of several beginnings the first of the workflow. */
function choose(offered: Transition[], to: TicketState['status']): Transition | undefined {
  const fitting = offered.filter((each) => isDone(each.to) === (to === 'closed'));
  const best = to === 'closed' ? (each: Transition) => /^(done|resolved|closed|complete)/i.test(each.to.name) : (each: Transition) => each.to.statusCategory.key === 'new';
  return fitting.find(best) ?? fitting[0];
}

/** A closing screen may insist on a resolution. */
function resolved({ fields }: Transition): object {
  const values = fields?.resolution?.required ? (fields.resolution.allowedValues ?? []) : [];
  const value = values.find(({ name }) => /^(done|fixed|resolved)$/i.test(name)) ?? values[0];
  return value ? { fields: { resolution: { id: value.id } } } : {};
}
