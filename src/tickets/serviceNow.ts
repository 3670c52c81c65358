import { z } from 'zod';
import { basic, Http, type HttpParts, type Request } from './http.js';
import { block, chunks, cut, inert, oneLine, plainBody, queryableName, safeKey } from './text.js';
import { TicketError, type Person, type TicketDraft, type TicketState, type TicketSystem } from './types.js';

export interface ServiceNowConfig {
  system: 'serviceNow';
  /** `https://<instance>.service-now.com`, without a trailing slash. */
  baseUrl: string;
  credential: { kind: 'password'; user: string; password: string } | { kind: 'token'; token: string };
  /** Its name or sys_id; undefined: the instance's assignment rules decide. */
  assignmentGroup: string | undefined;
  /** A choice of the incident's close code. */
  closeCode: string;
}

/** Impact and urgency; the instance computes the priority from both (priority lookup rules: 2 High, 3 Moderate, 5 Planning). */
const PRIORITIES = { high: { impact: '2', urgency: '1' }, medium: { impact: '2', urgency: '2' }, low: { impact: '3', urgency: '3' } };
/** Values of incident.state in the base system. */
const IN_PROGRESS = '2';
const RESOLVED = '6';
const ENDED = [RESOLVED, '7', '8'];
const BULK = 100;
const SHORT_DESCRIPTION = 160;
const TEXT = 4_000;
const DESCRIPTION = 30_000;

const record = z.object({ sys_id: z.string() });
const incident = record.extend({ correlation_id: z.string().nullish() });
const shown = z.object({ value: z.string().nullish(), display_value: z.string().nullish() });
const state = z.object({ sys_id: shown, state: shown, assigned_to: shown });
const refusal = z.object({ error: z.object({ message: z.string().nullish(), detail: z.string().nullish() }) });
const one = <T extends z.ZodType>(of: T) => z.object({ result: of });
const many = <T extends z.ZodType>(of: T) => z.object({ result: z.array(of) });

const GONE = 'ServiceNow has no such incident any more: open a new ticket';

/**
 * ServiceNow, Table API on `incident` (servicenow.com/docs, REST API reference: Table API): basic authentication or an OAuth bearer token,
 * answers under `result`, errors as `{error: {message, detail}, status: "failure"}`, 429 with Retry-After when a rate limit rule is hit
 * (Inbound REST API rate limiting). The draft's key is `correlation_id`. An encoded query's conditions are joined by `^`
 * (Encoded query strings) and one that isn't understood may match everything: no foreign text goes in, and what comes out is compared.
 */
export function serviceNow(config: ServiceNowConfig, parts: HttpParts): TicketSystem {
  return new ServiceNow(config, parts);
}

class ServiceNow implements TicketSystem {
  readonly id = 'serviceNow';
  readonly name = 'ServiceNow';
  readonly settleMs = 0;
  readonly #http: Http;

  constructor(private readonly config: ServiceNowConfig, parts: HttpParts) {
    const { baseUrl, credential } = config;
    const isToken = credential.kind === 'token';
    this.#http = new Http({
      name: this.name, baseUrl: `${baseUrl}/api/now/table`, problem, secrets: [isToken ? credential.token : credential.password],
      headers: { Authorization: isToken ? `Bearer ${credential.token}` : basic(credential.user, credential.password) },
      mends: {
        address: 'SERVICENOW_BASE_URL', credentials: isToken ? 'SERVICENOW_TOKEN (tokens expire)' : 'SERVICENOW_USER and SERVICENOW_PASSWORD',
        rights: 'give the account of SERVICENOW_USER or SERVICENOW_TOKEN the role `itil`, and compare SERVICENOW_CLOSE_CODE with the close codes of your incidents',
      },
    }, parts);
  }

  async open(draft: TicketDraft): Promise<{ externalId: string; url: string }> {
    const key = safeKey(draft);
    const { sys_id: externalId } = (await this.#find(key)) ?? (await this.#create(draft, key));
    return { externalId, url: `${this.config.baseUrl}/incident.do?sys_id=${externalId}` };
  }

  async #find(key: string): Promise<z.infer<typeof incident> | undefined> {
    const found = await this.#list('incident', `correlation_id=${key}^ORDERBYsys_created_on`, 'sys_id,correlation_id', many(incident));
    return found.find(({ correlation_id: correlation }) => correlation === key);
  }

  async #create(draft: TicketDraft, key: string): Promise<z.infer<typeof record>> {
    const group = this.config.assignmentGroup && { assignment_group: await this.#groupId(this.config.assignmentGroup) };
    const body = {
      short_description: oneLine(inert(draft.title), SHORT_DESCRIPTION), description: plainBody(draft, DESCRIPTION), ...PRIORITIES[draft.priority],
      due_date: new Date(draft.dueAt).toISOString().slice(0, 19).replace('T', ' '), correlation_id: key, correlation_display: 'MFA compliance', ...group,
    };
    const { result } = await this.#http.ask({ method: 'POST', path: '/incident', query: { sysparm_fields: 'sys_id' }, body }, one(record));
    return result;
  }

  async #groupId(nameOrId: string): Promise<string> {
    if (isId(nameOrId)) return nameOrId;
    const groups = await this.#list('sys_user_group', `name=${nameOrId}`, 'sys_id,name', many(record.extend({ name: z.string() })));
    const group = groups.find(({ name }) => name.toLowerCase() === nameOrId.toLowerCase());
    if (!group) throw new TicketError(`ServiceNow has no group \`${nameOrId}\`: set SERVICENOW_ASSIGNMENT_GROUP to its exact name or sys_id`, 'setup');
    return group.sys_id;
  }

  async states(externalIds: readonly string[]): Promise<(TicketState | undefined)[]> {
    const known = new Map<string, TicketState>();
    for (const ids of chunks(externalIds.filter(isId), BULK)) {
      const query = { sysparm_display_value: 'all', sysparm_exclude_reference_link: 'true' };
      const found = await this.#list('incident', `sys_idIN${ids.join(',')}`, 'sys_id,state,assigned_to', many(state), query);
      for (const each of found) known.set(each.sys_id.value ?? '', stateOf(each));
    }
    return externalIds.map((id) => known.get(id));
  }

  async #list<T>(table: string, query: string, fields: string, schema: z.ZodType<{ result: T[] }>, more: Record<string, string> = {}): Promise<T[]> {
    const request: Request = { method: 'GET', path: `/${table}`, query: { sysparm_query: query, sysparm_fields: fields, sysparm_limit: String(BULK), ...more } };
    return (await this.#http.ask(request, schema)).result;
  }

  comment(externalId: string, text: string): Promise<void> {
    return this.#change(externalId, { work_notes: note(text) }, false);
  }

  async close(externalId: string, because: string): Promise<void> {
    if ((await this.#state(externalId)).status === 'closed') return;
    await this.#change(externalId, { state: RESOLVED, close_code: this.config.closeCode, close_notes: note(because), work_notes: note(because) });
  }

  async reopen(externalId: string, because: string): Promise<void> {
    if ((await this.#state(externalId)).status === 'open') return;
    await this.#change(externalId, { state: IN_PROGRESS, work_notes: note(because) });
  }

  async #state(externalId: string): Promise<TicketState> {
    const [found] = await this.states([externalId]);
    if (!found) throw new TicketError(GONE, 'gone');
    return found;
  }

  /** A note is written anew with each request, so one with nothing but a note is not repeated. */
  async #change(externalId: string, body: Record<string, string>, repeatable = true): Promise<void> {
    if (!isId(externalId)) throw new TicketError(GONE, 'gone');
    await this.#http.send({ method: 'PATCH', path: `/incident/${externalId}`, query: { sysparm_fields: 'sys_id' }, body, repeatable, missing: 'ticket' });
  }

  async assign(externalId: string, { userPrincipalName }: Person): Promise<'assigned' | 'unknownPerson'> {
    const name = queryableName(userPrincipalName);
    if (!name) return 'unknownPerson';
    const schema = many(record.extend({ user_name: z.string().nullish(), email: z.string().nullish() }));
    const people = await this.#list('sys_user', `active=true^user_name=${name}^ORemail=${name}`, 'sys_id,user_name,email', schema);
    const person = people.find((each) => each.user_name?.toLowerCase() === name) ?? people.find(({ email }) => email?.toLowerCase() === name);
    if (!person) return 'unknownPerson';
    await this.#change(externalId, { assigned_to: person.sys_id });
    return 'assigned';
  }

  async check(): Promise<string> {
    await this.#list('incident', 'active=true', 'sys_id', many(record), { sysparm_limit: '1' });
    if (this.config.assignmentGroup) await this.#groupId(this.config.assignmentGroup);
    return '';
  }
}

const isId = (value: string): boolean => /^[0-9a-f]{32}$/.test(value);
const note = (text: string): string => cut(inert(block(text)), TEXT);

const stateOf = ({ state: { value, display_value: label }, assigned_to: person }: z.infer<typeof state>): TicketState => ({
  status: ENDED.includes(value ?? '') ? 'closed' : 'open', label: label || (value ?? ''), assignee: person.display_value || undefined,
});

function problem(body: unknown): string | undefined {
  const { data } = refusal.safeParse(body);
  return data && [data.error.message, data.error.detail].filter(Boolean).join(': ');
}
