import { basic, bodyOf, guard, missing, PERSON, start, type Kept, type Site } from './site.js';
import type { GraphHandler, GraphReply } from '../../support/graphServer.js';

const KEY = 'cw-private-key-123';
const CLIENT = '11111111-2222-3333-4444-555555555555';
const BASE = '/v4_6_release/apis/3.0';
const STATUSES = [
  { id: 1, name: 'New', closedStatus: false, inactive: false, defaultFlag: true }, { id: 2, name: '>Old closed', closedStatus: true, inactive: true, defaultFlag: false },
  { id: 3, name: '>Closed', closedStatus: true, inactive: false, defaultFlag: false },
];
const refusal = (message: string): unknown => ({ code: 'InvalidObject', message, errors: [{ code: 'InvalidField', message, resource: 'ticket', field: 'summary' }] });
const GONE = { code: 'NotFound', message: 'Entity of type ticket not found.', errors: null };

/** Conditions: `name="text"`, `flag=false`, `id in (1,2)`, joined by `and`; anything else is refused. */
function matches(row: Record<string, unknown>, conditions: string): boolean | undefined {
  const parts = conditions.split(' and ').map((condition) => {
    const [, field, text, flag, list] = /^(\w+)(?:="([^"]*)"|=(true|false)| in \(([\d,]+)\))$/.exec(condition) ?? [];
    if (!field) return undefined;
    if (list) return list.split(',').includes(String(row[field]));
    return text === undefined ? row[field] === (flag === 'true') : row[field] === text;
  });
  return parts.includes(undefined) ? undefined : parts.every(Boolean);
}

/** ConnectWise PSA's REST API as developer.connectwise.com describes it. */
export async function connectWiseSite(): Promise<Site> {
  const server = await start();
  const kept: Kept[] = [];
  const isAuthorised = guard.bind(undefined, ({ headers }) => headers.authorization === basic('contoso+public-key', KEY) && headers.clientid === CLIENT, { code: 'Unauthorized', message: 'The request is unauthorized.' });
  const on = (route: string, handler: GraphHandler): unknown => server.maybe(route, isAuthorised(handler));
  const list = (path: string, rows: () => Record<string, unknown>[]): unknown => on(`GET ${BASE}${path}`, ({ query }) => {
    const results = rows().map((row) => [row, matches(row, query.get('conditions')!)] as const);
    if (matches({}, query.get('conditions')!) === undefined) return { status: 400, body: refusal('conditions is invalid') };
    const fields = query.get('fields')!.split(',');
    return { body: results.filter(([, fits]) => fits).map(([row]) => Object.fromEntries(fields.filter((field) => field in row).map((field) => [field, row[field]]))) };
  });
  list('/service/tickets', () => kept.map(({ id, key, status, assignee }) => ({
    id: Number(id), externalXRef: key, closedFlag: status === '>Closed', status: STATUSES.find(({ name }) => name === status)!, board: { id: 7, name: 'Service' },
    ...(assignee && { owner: { id: 5, identifier: 'ddana', name: assignee } }),
  })));
  list('/system/members', () => [{ id: 5, identifier: 'ddana', officeEmail: PERSON.userPrincipalName, inactiveFlag: false }]);
  list('/service/boards', () => [{ id: 7, name: 'Service' }]);
  list('/company/companies', () => [{ id: 9, identifier: 'Fabrikam' }]);
  on(`GET ${BASE}/service/boards/7/statuses`, () => ({ body: STATUSES }));
  on(`POST ${BASE}/service/tickets`, (request) => create(bodyOf(request), kept));
  on(`PATCH ${BASE}/service/tickets/*`, (request) => patch(kept.find(({ id }) => request.path.endsWith(`/${id}`)), bodyOf(request)));
  on(`POST ${BASE}/service/tickets/*`, (request) => {
    const ticket = kept.find(({ id }) => request.path.endsWith(`/${id}/notes`));
    ticket?.notes.push(bodyOf<{ text: string }>(request).text);
    return ticket ? { status: 201, body: { id: 1 } } : missing(GONE);
  });

  return {
    server, kept, secret: KEY, credentials: /CONNECTWISE_PRIVATE_KEY and CONNECTWISE_CLIENT_ID/, refusal, strangerId: '99999', open: 'New', closed: '>Closed',
    config: {
      system: 'connectWise', baseUrl: server.baseUrl + BASE, company: 'contoso', publicKey: 'public-key', privateKey: KEY, clientId: CLIENT,
      board: 'Service', customer: 'Fabrikam', priorities: ['Priority 2', 'Priority 3', 'Priority 4'],
    },
    lookup: `GET ${BASE}/service/tickets`, create: `POST ${BASE}/service/tickets`, comment: (id) => `POST ${BASE}/service/tickets/${id}/notes`,
    expected: { priority: 'Priority 2', due: '2026-12-01T09:30:00Z' }, textOf: ({ title, body, notes }) => [title, body as string, ...notes].join('\n'),
  };
}

interface NewTicket {
  summary: string; board: { name: string }; company: { identifier: string }; initialDescription: string; externalXRef: string;
  severity: string; impact: string; priority: { name: string }; requiredDate: string;
}

function create(ticket: NewTicket, kept: Kept[]): GraphReply {
  if (!ticket.summary || ticket.summary.length > 100 || ticket.severity !== 'High' || ticket.impact !== 'High') return { status: 400, body: refusal('The summary field is too long.') };
  if (ticket.board.name !== 'Service' || ticket.company.identifier !== 'Fabrikam') return { status: 400, body: refusal('Could not find board.') };
  const id = String(100 + kept.length);
  kept.push({ id, key: ticket.externalXRef, title: ticket.summary, body: ticket.initialDescription, priority: ticket.priority.name, due: ticket.requiredDate, status: 'New', assignee: undefined, notes: [] });
  return { status: 201, body: { id: Number(id), summary: ticket.summary } };
}

function patch(ticket: Kept | undefined, operations: { op: string; path: string; value: { id: number } }[]): GraphReply {
  if (!ticket) return missing(GONE);
  for (const { op, path, value } of operations) {
    if (op !== 'replace' || !['status', 'owner'].includes(path)) return { status: 400, body: refusal('invalid patch') };
    if (path === 'owner') ticket.assignee = value.id === 5 ? PERSON.displayName : undefined;
    else ticket.status = STATUSES.find(({ id }) => id === value.id)!.name;
  }
  return { body: { id: Number(ticket.id) } };
}
