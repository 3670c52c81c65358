import { basic, bodyOf, guard, missing, PERSON, start, type Kept, type Site } from './site.js';
import type { GraphHandler, GraphReply, GraphRequest } from '../../support/graphServer.js';

const TOKEN = 'jira-token-123456';
const DONE = 'done';
const STATUSES: Record<string, { name: string; statusCategory: { key: string } }> = {
  'To Do': { name: 'To Do', statusCategory: { key: 'new' } },
  'In Progress': { name: 'In Progress', statusCategory: { key: 'indeterminate' } },
  "Won't Do": { name: "Won't Do", statusCategory: { key: DONE } },
  Done: { name: 'Done', statusCategory: { key: DONE } },
};
interface Fields {
  project: { key: string }; issuetype: { name: string }; summary: string; description: { type: string; version: number; content: unknown[] };
  labels: string[]; priority?: { name: string }; duedate?: string;
}

const refusal = (text: string, errors: Record<string, string> = {}): unknown => ({ errorMessages: text ? [text] : [], errors });
/** `offScreen`: fields that the create screen doesn't have. */
export interface JiraOptions {
  offScreen?: string[];
}

/** Jira Cloud as developer.atlassian.com/cloud/jira/platform/rest/v3 describes it; a JQL it can't read is refused. */
export async function jiraSite({ offScreen = [] }: JiraOptions = {}): Promise<Site> {
  const server = await start();
  const kept: Kept[] = [];
  const on = (route: string, handler: GraphHandler): unknown =>
    server.maybe(route, guard(({ headers }) => headers.authorization === basic('bot@contoso.example', TOKEN), refusal('Client must be authenticated to access this resource.'), handler));
  const byId = (id: string | undefined): Kept | undefined => kept.find((each) => each.id === id);

  on('POST /rest/api/3/search/jql', (request) => {
    const { jql, fields } = bodyOf<{ jql: string; fields: string[] }>(request);
    const [, project, label] = /^project = "(SEC)" AND labels = "([\w.-]+)" ORDER BY created ASC$/.exec(jql) ?? [];
    if (!project || fields.join() !== 'labels') return { status: 400, body: refusal('Error in the JQL Query.') };
    const issues = kept.filter(({ key }) => key === label).map(({ id, key }) => ({ id, key: `SEC-${id}`, fields: { labels: ['mine', key] } }));
    return { body: { issues, isLast: true } };
  });
  on('POST /rest/api/3/issue', (request) => create(bodyOf<{ fields: Fields }>(request).fields, kept, offScreen));
  on('POST /rest/api/3/issue/bulkfetch', (request) => {
    const { issueIdsOrKeys: ids, fields } = bodyOf<{ issueIdsOrKeys: string[]; fields: string[] }>(request);
    if (ids.length > 100 || !fields.includes('status')) return { status: 400, body: refusal('The number of issues must be at most 100.') };
    const issues = kept.filter(({ id }) => ids.includes(id)).toReversed()
      .map(({ id, status, assignee }) => ({ id, key: `SEC-${id}`, fields: { status: STATUSES[status], assignee: assignee ? { displayName: assignee } : null } }));
    return { body: { issues, issueErrors: [] } };
  });
  on('GET /rest/api/3/user/assignable/search', ({ query }) => {
    if (!byId(query.get('issueId') ?? '')) return missing(refusal('Issue does not exist or you do not have permission to see it.'));
    const people = [{ accountId: 'acc-dana', accountType: 'atlassian', emailAddress: PERSON.userPrincipalName, displayName: PERSON.displayName, active: true }];
    return { body: people.filter(({ emailAddress }) => emailAddress.startsWith(query.get('query')!)) };
  });
  on('GET /rest/api/3/mypermissions', ({ query }) => {
    if (query.get('projectKey') !== 'SEC') return missing(refusal('No project could be found.'));
    return { body: { permissions: Object.fromEntries(query.get('permissions')!.split(',').map((name) => [name, { id: '1', key: name, havePermission: true }])) } };
  });
  on('GET /rest/api/3/issue/*', (request) => ofIssue(request, byId));
  on('POST /rest/api/3/issue/*', (request) => ofIssue(request, byId));
  on('PUT /rest/api/3/issue/*', (request) => ofIssue(request, byId));

  return {
    server, kept, secret: TOKEN, credentials: /JIRA_EMAIL and JIRA_API_TOKEN/, refusal, strangerId: '99999', open: 'To Do', closed: 'Done',
    config: { system: 'jira', baseUrl: server.baseUrl, email: 'bot@contoso.example', apiToken: TOKEN, project: 'SEC', issueType: 'Task' },
    lookup: 'POST /rest/api/3/search/jql', create: 'POST /rest/api/3/issue', comment: (id) => `POST /rest/api/3/issue/${id}/comment`,
    expected: { priority: 'High', due: '2026-12-01' }, textOf: ({ title, body, notes }) => [title, ...textsOf(body), ...notes].join('\n'),
  };
}

function create({ project, issuetype, summary, description, labels, priority, duedate }: Fields, kept: Kept[], offScreen: string[]): GraphReply {
  const errors: Record<string, string> = {};
  for (const [field, value] of Object.entries({ priority, duedate })) {
    if (value && offScreen.includes(field)) errors[field] = `Field '${field}' cannot be set. It is not on the appropriate screen, or unknown.`;
  }
  if (project.key !== 'SEC') errors.project = 'valid project is required';
  if (issuetype.name !== 'Task') errors.issuetype = 'Specify a valid issue type';
  if (/[\r\n]/.test(summary) || summary.length > 255 || !summary) errors.summary = 'The summary is invalid because it contains newline characters.';
  if (description.type !== 'doc' || description.version !== 1 || textsOf(description).includes('')) errors.description = 'INVALID_INPUT';
  if (labels.some((label) => /\s/.test(label))) errors.labels = "The label can't contain spaces.";
  if (Object.keys(errors).length) return { status: 400, body: refusal('', errors) };
  const id = String(10_000 + kept.length);
  kept.push({ id, key: labels[0]!, title: summary, body: description, priority: priority?.name, due: duedate, status: 'To Do', assignee: undefined, notes: [] });
  return { status: 201, body: { id, key: `SEC-${id}`, self: 'https://example.invalid' } };
}

function ofIssue(request: GraphRequest, byId: (id: string | undefined) => Kept | undefined): GraphReply {
  const [, id, part] = /^\/rest\/api\/3\/issue\/(\d+)\/(\w+)$/.exec(request.path) ?? [];
  const issue = byId(id);
  if (!issue) return missing(refusal('Issue does not exist or you do not have permission to see it.'));
  switch (`${request.method} ${part}`) {
    case 'POST comment': return comment(issue, bodyOf<{ body: unknown }>(request).body);
    case 'GET transitions': return { body: { transitions: Object.values(STATUSES).map((to, index) => ({ id: String(index), name: `to ${to.name}`, to, fields: screen(to.name) })) } };
    case 'POST transitions': return transition(issue, bodyOf(request));
    case 'PUT assignee': return assign(issue, bodyOf<{ accountId: string }>(request).accountId);
    default: return { status: 405 };
  }
}

function comment(issue: Kept, body: unknown): GraphReply {
  issue.notes.push(textsOf(body).join('\n'));
  return { status: 201, body: { id: '1' } };
}

const screen = (status: string): object => (status === 'Done' ? { resolution: { required: true, allowedValues: [{ id: '9', name: 'Duplicate' }, { id: '10', name: 'Done' }] } } : {});

function transition(issue: Kept, { transition: { id }, fields }: { transition: { id: string }; fields?: { resolution: { id: string } } }): GraphReply {
  const to = Object.keys(STATUSES)[Number(id)];
  if (!to || (to === 'Done' && fields?.resolution.id !== '10')) return { status: 400, body: refusal('', { resolution: 'Resolution is required.' }) };
  issue.status = to;
  return { status: 204, body: '' };
}

function assign(issue: Kept, accountId: string): GraphReply {
  if (accountId !== 'acc-dana') return { status: 400, body: refusal('', { assignee: 'User does not exist.' }) };
  issue.assignee = PERSON.displayName;
  return { status: 204, body: '' };
}

/** The texts of an ADF document, links included. */
export function textsOf(node: unknown): string[] {
  const { text, content = [], marks = [] } = node as { text?: string; content?: unknown[]; marks?: { attrs?: { href?: string } }[] };
  return [...(text === undefined ? [] : [text]), ...marks.flatMap(({ attrs }) => (attrs?.href ? [`<${attrs.href}>`] : [])), ...content.flatMap(textsOf)];
}
