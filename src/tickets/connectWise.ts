import { z } from 'zod';
import { basic, Http, type HttpParts, type Request } from './http.js';
import { chunks, cut, inert, oneLine, plainBody, queryableName, safeKey } from './text.js';
import { TicketError, type Person, type TicketDraft, type TicketState, type TicketSystem } from './types.js';

export interface ConnectWiseConfig {
  system: 'connectWise';
  /** With the path of the API, `https://api-na.myconnectwise.net/v4_6_release/apis/3.0`, without a trailing slash. */
  baseUrl: string;
  /** What people type as the company when they log in. */
  company: string;
  publicKey: string;
  privateKey: string;
  clientId: string;
  /** Name of the service board. */
  board: string;
  /** Identifier of the company whose tenant this is. */
  customer: string;
  /** Names for high, medium, low; undefined: the board decides. */
  priorities: [string, string, string] | undefined;
}

/** Severity and impact are fixed words; priorities are the customer's own. */
const WORDS = { high: 'High', medium: 'Medium', low: 'Low' };
const RANKS = { high: 0, medium: 1, low: 2 };
const BULK = 100;
const SUMMARY = 100;
const TEXT = 30_000;

const ticket = z.object({ id: z.number().int() });
const found = z.array(ticket.extend({ externalXRef: z.string().nullish() }));
const named = z.object({ id: z.number().int(), name: z.string() });
const state = ticket.extend({ closedFlag: z.boolean(), status: named, board: named, owner: z.object({ name: z.string().nullish() }).nullish() });
const statuses = z.array(named.extend({ closedStatus: z.boolean(), inactive: z.boolean().nullish(), defaultFlag: z.boolean().nullish() }));
const members = z.array(ticket.extend({ officeEmail: z.string().nullish(), identifier: z.string().nullish() }));
const refusal = z.object({ message: z.string().nullish(), errors: z.array(z.object({ message: z.string().nullish(), field: z.string().nullish() })).nullish() });

type State = z.infer<typeof state>;

/**
 * ConnectWise PSA (Manage), REST API 3.0 (developer.connectwise.com, PSA: authentication, requests and conditions, service tickets, boards):
 * basic authentication with `company+publicKey:privateKey` and a `clientId` header, conditions such as `externalXRef="…"` and `id in (1,2)`,
 * changes as JSON Patch, errors as `{code, message, errors: [{code, message, field}]}`. The draft's key is `externalXRef`.
 */
export function connectWise(config: ConnectWiseConfig, parts: HttpParts): TicketSystem {
  return new ConnectWise(config, parts);
}

class ConnectWise implements TicketSystem {
  readonly id = 'connectWise';
  readonly name = 'ConnectWise PSA';
  readonly settleMs = 0;
  readonly #http: Http;

  constructor(private readonly config: ConnectWiseConfig, parts: HttpParts) {
    const { baseUrl, company, publicKey, privateKey, clientId } = config;
    this.#http = new Http({
      name: this.name, baseUrl, headers: { Authorization: basic(`${company}+${publicKey}`, privateKey), clientId }, secrets: [publicKey, privateKey, clientId], problem,
      mends: {
        address: 'CONNECTWISE_BASE_URL', credentials: 'CONNECTWISE_COMPANY, CONNECTWISE_PUBLIC_KEY, CONNECTWISE_PRIVATE_KEY and CONNECTWISE_CLIENT_ID',
        rights: "check CONNECTWISE_CLIENT_ID, and give the API member's security role add, edit and inquire on service tickets",
      },
    }, parts);
  }

  async open(draft: TicketDraft): Promise<{ externalId: string; url: string }> {
    const key = safeKey(draft);
    const { id } = (await this.#find(key)) ?? (await this.#http.ask({ method: 'POST', path: '/service/tickets', body: this.#body(draft, key) }, ticket));
    return { externalId: String(id), url: this.#url(id) };
  }

  async #find(key: string): Promise<z.infer<typeof ticket> | undefined> {
    const tickets = await this.#list('/service/tickets', { conditions: `externalXRef=${quoted(key)}`, fields: 'id,externalXRef', orderBy: 'id' }, found);
    return tickets.find(({ externalXRef }) => externalXRef === key);
  }

  #body(draft: TicketDraft, key: string): Record<string, unknown> {
    const { board, customer, priorities } = this.config;
    const word = WORDS[draft.priority];
    return {
      summary: oneLine(inert(draft.title), SUMMARY), board: { name: board }, company: { identifier: customer }, initialDescription: plainBody(draft, TEXT),
      severity: word, impact: word, ...(priorities && { priority: { name: priorities[RANKS[draft.priority]] } }),
      requiredDate: `${new Date(draft.dueAt).toISOString().slice(0, 19)}Z`, externalXRef: key,
    };
  }

  /** The page of the service ticket; the API's host in the cloud is the people's with `api-` in front. */
  #url(id: number): string {
    const { protocol, host, pathname } = new URL(this.config.baseUrl);
    const codebase = pathname.split('/')[1] ?? '';
    const query = new URLSearchParams({ service_recid: String(id), companyName: this.config.company });
    return `${protocol}//${host.replace(/^api-/, '')}/${codebase}/services/system_io/Service/fv_sr100_request.rails?${query}`;
  }

  #list<T>(path: string, query: Record<string, string>, schema: z.ZodType<T>): Promise<T> {
    return this.#http.ask({ method: 'GET', path, query: { pageSize: '1000', ...query } }, schema);
  }

  async states(externalIds: readonly string[]): Promise<(TicketState | undefined)[]> {
    const known = new Map<string, TicketState>();
    for (const ids of chunks(externalIds.filter(isId), BULK)) for (const each of await this.#read(ids)) known.set(String(each.id), stateOf(each));
    return externalIds.map((id) => known.get(id));
  }

  #read(ids: string[]): Promise<State[]> {
    return this.#list('/service/tickets', { conditions: `id in (${ids.join(',')})`, fields: 'id,closedFlag,status,board,owner' }, z.array(state));
  }

  comment(externalId: string, text: string): Promise<void> {
    return this.#note(externalId, text, { internalAnalysisFlag: true });
  }

  async #note(externalId: string, text: string, kind: Record<string, boolean>): Promise<void> {
    await this.#http.send({ method: 'POST', path: `${ticketPath(externalId)}/notes`, body: { text: cut(inert(text), TEXT), ...kind }, missing: 'ticket' });
  }

  async close(externalId: string, because: string): Promise<void> {
    if (await this.#move(externalId, true)) await this.#note(externalId, because, { resolutionFlag: true });
  }

  async reopen(externalId: string, because: string): Promise<void> {
    if (await this.#move(externalId, false)) await this.#note(externalId, because, { internalAnalysisFlag: true });
  }

  /** False where the ticket is there already. The statuses are those of the board that the ticket is on now. */
  async #move(externalId: string, toClosed: boolean): Promise<boolean> {
    const [now] = await this.#read([idOf(externalId)]);
    if (!now) throw gone();
    if (now.closedFlag === toClosed) return false;
    const offered = await this.#list(`/service/boards/${now.board.id}/statuses`, {}, statuses);
    const fitting = offered.filter(({ closedStatus, inactive }) => closedStatus === toClosed && !inactive);
    const status = fitting.find(({ defaultFlag }) => defaultFlag) ?? fitting[0];
    if (!status) throw new TicketError(`ConnectWise PSA's board \`${oneLine(now.board.name, 60)}\` has no ${toClosed ? 'closed' : 'open'} status: add one, or close the ticket there`, 'setup');
    await this.#patch(externalId, 'status', { id: status.id });
    return true;
  }

  async #patch(externalId: string, path: string, value: object): Promise<void> {
    const request: Request = { method: 'PATCH', path: ticketPath(externalId), body: [{ op: 'replace', path, value }], repeatable: true, missing: 'ticket' };
    await this.#http.send(request);
  }

  async assign(externalId: string, { userPrincipalName }: Person): Promise<'assigned' | 'unknownPerson'> {
    const address = queryableName(userPrincipalName);
    if (!address) return 'unknownPerson';
    const conditions = `officeEmail=${quoted(address)} and inactiveFlag=false`;
    const people = await this.#list('/system/members', { conditions, fields: 'id,officeEmail,identifier' }, members);
    const person = people.find(({ officeEmail }) => officeEmail?.toLowerCase() === address);
    if (!person) return 'unknownPerson';
    await this.#patch(externalId, 'owner', { id: person.id });
    return 'assigned';
  }

  async check(): Promise<string> {
    const { board, customer } = this.config;
    const boards = await this.#list('/service/boards', { conditions: `name=${quoted(board)}`, fields: 'id,name' }, z.array(named));
    if (!boards.length) return `there is no service board \`${board}\`: set CONNECTWISE_BOARD to the exact name of one`;
    const companies = await this.#list('/company/companies', { conditions: `identifier=${quoted(customer)}`, fields: 'id' }, z.array(ticket));
    return companies.length ? '' : `there is no company \`${customer}\`: set CONNECTWISE_CUSTOMER to a company's identifier`;
  }
}

/** Nothing with a quotation mark gets here: keys and addresses are checked, names are refused by the configuration. */
const quoted = (value: string): string => `"${value.replaceAll('"', '')}"`;
const isId = (externalId: string): boolean => /^\d{1,15}$/.test(externalId);
const gone = (): TicketError => new TicketError('ConnectWise PSA has no such ticket any more: open a new one', 'gone');

function idOf(externalId: string): string {
  if (!isId(externalId)) throw gone();
  return externalId;
}

const ticketPath = (externalId: string): string => `/service/tickets/${idOf(externalId)}`;

const stateOf = ({ closedFlag, status, owner }: State): TicketState => ({ status: closedFlag ? 'closed' : 'open', label: status.name, assignee: owner?.name ?? undefined });

function problem(body: unknown): string | undefined {
  const { data } = refusal.safeParse(body);
  return data && [data.message, ...(data.errors ?? []).map(({ field, message }) => `${field ?? ''}: ${message ?? ''}`)].filter(Boolean).join('; ');
}
