import { basic, bodyOf, guard, missing, PERSON, start, type Kept, type Site } from './site.js';
import type { GraphHandler, GraphReply } from '../../support/graphServer.js';

const PASSWORD = 'sn-password-123';
const GROUP = 'a'.repeat(32);
const DANA = 'd'.repeat(32);
const LABELS: Record<string, string> = { 1: 'New', 2: 'In Progress', 6: 'Resolved' };
const refusal = (message: string, detail: string | null = null): unknown => ({ error: { message, detail }, status: 'failure' });
const GONE = refusal('No Record found', "Record doesn't exist or ACL restricts the record retrieval");

/** A condition it doesn't know is ignored, as the platform does unless told otherwise: then everything matches. */
function matches(row: Record<string, string>, query: string): boolean {
  const conditions = query.split('^').filter((part) => !part.startsWith('ORDERBY'));
  return conditions.every((condition, index) => {
    if (condition.startsWith('OR')) return true;
    const or = conditions[index + 1]?.startsWith('OR') ? conditions[index + 1]!.slice(2) : undefined;
    return holds(row, condition) || (or !== undefined && holds(row, or));
  });
}

function holds(row: Record<string, string>, condition: string): boolean {
  const [, field, operator, value] = /^([a-z_]+)(=|IN)(.*)$/s.exec(condition) ?? [];
  if (!field || !(field in row)) return true;
  return operator === 'IN' ? value!.split(',').includes(row[field]!) : row[field] === value;
}

/** The Table API as servicenow.com/docs describes it, with its data policy on resolving. */
export async function serviceNowSite(): Promise<Site> {
  const server = await start();
  const kept: Kept[] = [];
  const on = (route: string, handler: GraphHandler): unknown =>
    server.maybe(route, guard(({ headers }) => headers.authorization === basic('bot', PASSWORD), refusal('User Not Authenticated', 'Required to provide Auth information'), handler));
  const table = (name: string, rows: () => Record<string, string>[]): unknown => on(`GET /api/now/table/${name}`, ({ query }) => {
    const found = rows().filter((row) => matches(row, query.get('sysparm_query')!)).slice(0, Number(query.get('sysparm_limit')));
    const show = (row: Record<string, string>, field: string): unknown => (query.get('sysparm_display_value') === 'all' ? { value: row[field], display_value: display(field, row[field]!) } : row[field]);
    return { body: { result: found.map((row) => Object.fromEntries(query.get('sysparm_fields')!.split(',').map((field) => [field, show(row, field)]))) } };
  });
  table('incident', () => kept.map(({ id, key, status, assignee }) => ({ sys_id: id, correlation_id: key, state: status, assigned_to: assignee ?? '', active: 'true' })));
  table('sys_user_group', () => [{ sys_id: GROUP, name: 'Service Desk' }]);
  table('sys_user', () => [{ sys_id: DANA, user_name: 'ddana', email: PERSON.userPrincipalName, active: 'true' }]);
  on('POST /api/now/table/incident', (request) => {
    const body = bodyOf<Record<string, string>>(request);
    if (body.assignment_group !== GROUP || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(body.due_date!)) return { status: 400, body: refusal('Invalid value') };
    const id = String(kept.length + 1).padStart(32, '0');
    kept.push({ id, key: body.correlation_id!, title: body.short_description!, body: body.description, priority: [body.impact, body.urgency], due: body.due_date, status: '1', assignee: undefined, notes: [] });
    return { status: 201, body: { result: { sys_id: id } } };
  });
  on('PATCH /api/now/table/incident/*', (request) => {
    const incident = kept.find(({ id }) => request.path.endsWith(`/${id}`));
    return incident ? change(incident, bodyOf<Record<string, string>>(request)) : missing(GONE);
  });

  return {
    server, kept, secret: PASSWORD, credentials: /SERVICENOW_USER and SERVICENOW_PASSWORD/, refusal, strangerId: 'f'.repeat(32), open: '1', closed: '6',
    config: {
      system: 'serviceNow', baseUrl: server.baseUrl, credential: { kind: 'password', user: 'bot', password: PASSWORD },
      assignmentGroup: 'Service Desk', closeCode: 'Solution provided',
    },
    lookup: 'GET /api/now/table/incident', create: 'POST /api/now/table/incident', comment: (id) => `PATCH /api/now/table/incident/${id}`,
    expected: { priority: ['2', '1'], due: '2026-12-01 09:30:00' }, textOf: ({ title, body, notes }) => [title, body as string, ...notes].join('\n'),
  };
}

const display = (field: string, value: string): string => (field === 'state' ? (LABELS[value] ?? value) : value === DANA ? PERSON.displayName : value);

function change(incident: Kept, { state, close_code: code, close_notes: notes, work_notes: note, assigned_to: person }: Record<string, string>): GraphReply {
  if (state === '6' && (code !== 'Solution provided' || !notes)) return { status: 403, body: refusal('Operation Failed', 'Data Policy Exception: Resolution code, Resolution notes are mandatory') };
  incident.status = state ?? incident.status;
  if (note) incident.notes.push(note);
  if (person) incident.assignee = person;
  return { body: { result: { sys_id: incident.id } } };
}
