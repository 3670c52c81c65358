import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { refusal } from './graphServer.js';

/** What goes wrong with one request. `forwarded`: whether the tenant got it all the same. */
export type Fault =
  /** The connection breaks, or no answer ever comes. */
  | { kind: 'reset' | 'silence'; forwarded: boolean }
  /** Answered as taken, and never forwarded. */
  | { kind: 'lost' }
  | { kind: 'refused'; status: number; code?: string; retryAfter?: number };

/** One write, alone or as a part of a batch. */
export interface Write {
  method: string;
  path: string;
  body: unknown;
}

/** A write that the tenant took: it answered 2xx. */
export interface Taken extends Write {
  requestId: string | undefined;
}

interface Part extends Write {
  id: string;
}

interface Answered {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** Stands between the product and a tenant, breaks what a test asks it to break, and counts what the tenant took. */
export class FaultProxy {
  /** In the order they were taken. */
  taken: Taken[] = [];
  /** Asked for each request that writes; a fault of a batch hits those of its parts that `only` picks. */
  fault: (writes: Write[]) => (Fault & { only?: (write: Write) => boolean }) | undefined = () => undefined;
  /** Reads that must fail with 503. */
  failsToRead: (path: string) => boolean = () => false;
  #target = '';
  #busy = new Set<Promise<void>>();

  private constructor(private readonly server: Server) {}

  static async start(): Promise<FaultProxy> {
    const server = createServer();
    const proxy = new FaultProxy(server);
    server.on('request', (request, response) => proxy.#take(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  leadTo(target: string): void {
    this.#target = target;
    this.heal();
  }

  heal(): void {
    this.taken = [];
    this.fault = () => undefined;
    this.failsToRead = () => false;
  }

  /** The faults of the next writing requests, one each; afterwards all is well. */
  next(...faults: (Fault & { only?: (write: Write) => boolean })[]): void {
    this.fault = () => faults.shift();
  }

  /** Resolves when nothing is on its way to the tenant any more. */
  async idle(): Promise<void> {
    while (this.#busy.size > 0) await Promise.all(this.#busy);
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  #take(request: IncomingMessage, response: ServerResponse): void {
    const busy: Promise<void> = this.#serve(request, response).catch(() => void response.destroy()).finally(() => this.#busy.delete(busy));
    this.#busy.add(busy);
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await textOf(request);
    const parts = partsOf(request, text);
    const fault = parts.some(isWrite) ? this.fault(parts.filter(isWrite)) : this.#readFault(parts);
    if (!fault) return answer(response, await this.#forward(request, text, parts));
    if (fault.kind === 'reset' || fault.kind === 'silence') {
      if (fault.forwarded) await this.#forward(request, text, parts);
      if (fault.kind === 'reset') request.socket.destroy();
      return undefined;
    }
    return answer(response, isBatch(request) ? await this.#faultyBatch(request, parts, fault) : replyOf(fault));
  }

  #readFault(parts: Part[]): (Fault & { only?: undefined }) | undefined {
    return parts.some(({ path }) => this.failsToRead(path)) ? { kind: 'refused', status: 503 } : undefined;
  }

  async #faultyBatch(request: IncomingMessage, parts: Part[], fault: Fault & { only?: (write: Write) => boolean }): Promise<Answered> {
    const hit = parts.filter((part) => fault.only?.(part) ?? true);
    const rest = parts.filter((part) => !hit.includes(part));
    const passed = rest.length > 0 ? await this.#forward(request, JSON.stringify({ requests: rest.map(({ id, method, path, body }) => ({ id, method, url: path, body, headers: { 'Content-Type': 'application/json' } })) }), rest) : undefined;
    const { responses } = JSON.parse(passed?.body ?? '{"responses":[]}') as { responses: object[] };
    const reply = replyOf(fault);
    const own = hit.map(({ id }) => ({ id, status: reply.status, headers: reply.headers, ...(reply.body && { body: JSON.parse(reply.body) as unknown }) }));
    return { status: 200, headers: { 'content-type': 'application/json', ...passed?.headers }, body: JSON.stringify({ responses: [...responses, ...own] }) };
  }

  async #forward({ method = 'GET', url, headers }: IncomingMessage, text: string, parts: Part[]): Promise<Answered> {
    const kept = Object.entries(headers).filter(([name]) => !HOP.has(name)).map(([name, value]) => [name, String(value)] as [string, string]);
    const response = await fetch(this.#target + url, { method, headers: kept, body: text === '' ? null : text });
    const body = await response.text();
    const requestId = response.headers.get('request-id') ?? undefined;
    const statuses = isBatch({ url }) ? statusesIn(body) : new Map([['', response.status]]);
    this.taken.push(...parts.filter((part) => isWrite(part) && (statuses.get(part.id) ?? 500) < 300).map(({ id: _, ...write }) => ({ ...write, requestId })));
    return { status: response.status, body, headers: Object.fromEntries([...response.headers].filter(([name]) => !HOP.has(name))) };
  }
}

const HOP = new Set(['host', 'connection', 'content-length', 'transfer-encoding', 'keep-alive', 'content-encoding', 'accept-encoding']);
const isBatch = ({ url = '' }: { url?: string | undefined }): boolean => url.endsWith('/$batch');
/** Graph wants some questions as POST. */
const isWrite = ({ method, path }: Write): boolean => method !== 'GET' && !/\/(getByIds|checkMemberGroups|getMemberGroups)$/.test(path);

function partsOf({ method = 'GET', url = '' }: IncomingMessage, text: string): Part[] {
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (!isBatch({ url })) return [{ id: '', method, path: url, body }];
  return (body as { requests: { id: string; method: string; url: string; body?: unknown }[] }).requests.map(({ url: path, ...part }) => ({ ...part, path, body: part.body }));
}

function statusesIn(body: string): Map<string, number> {
  const { responses } = JSON.parse(body) as { responses?: { id: string; status: number }[] };
  // A batch that is refused as a whole has no parts.
  return new Map((responses ?? []).map(({ id, status }) => [id, status]));
}

function replyOf(fault: Fault): Answered {
  if (fault.kind !== 'refused') return { status: 204, headers: { 'request-id': 'never-forwarded' }, body: '' };
  const { status, code = 'Refused', retryAfter } = fault;
  return { status, headers: { 'request-id': 'refused-here', ...(retryAfter !== undefined && { 'Retry-After': String(retryAfter) }) }, body: JSON.stringify(refusal(code)) };
}

function answer(response: ServerResponse, { status, headers, body }: Answered): void {
  // Not chained: restify, once loaded, replaces `writeHead` by one that returns nothing.
  response.writeHead(status, headers);
  response.end(body === '' ? undefined : body);
}

async function textOf(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}
