import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface GraphRequest {
  method: string;
  /** Decoded, with the version: `/v1.0/users`. */
  path: string;
  query: URLSearchParams;
  headers: IncomingMessage['headers'];
  /** Parsed JSON. */
  body: unknown;
}

export interface GraphReply {
  status?: number;
  headers?: Record<string, string>;
  /** A string goes out as it is, anything else as JSON. */
  body?: unknown;
  /** `reset` answers nothing; `cut` breaks off in the middle of the body; `truncate` sends half of it as if it were whole. */
  fault?: 'reset' | 'cut' | 'truncate';
}

export type GraphHandler = (request: GraphRequest) => GraphReply | Promise<GraphReply>;

interface Expectation {
  route: string;
  handler: GraphHandler;
  used: number;
  once: boolean;
  optional: boolean;
}

/**
 * A strict Graph service over real HTTP on loopback: a request nobody expects fails the test, an expectation nobody meets too.
 * A route is a method and a decoded path, `GET /v1.0/users`; one that ends in `*` covers everything below.
 */
export class GraphServer {
  readonly requests: GraphRequest[] = [];
  readonly #unexpected: string[] = [];
  #expectations: Expectation[] = [];

  private constructor(private readonly server: Server) {}

  static async start(): Promise<GraphServer> {
    const server = createServer();
    const graph = new GraphServer(server);
    server.on('request', (request, response) => void graph.#serve(request, response));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return graph;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  /** Answers any number of times, but at least once. */
  on(route: string, handler: GraphHandler | GraphReply): this {
    return this.#expect(route, handler, { once: false, optional: false });
  }

  /** May be asked, need not. */
  maybe(route: string, handler: GraphHandler | GraphReply): this {
    return this.#expect(route, handler, { once: false, optional: true });
  }

  /** Answers exactly once, before the standing answers of its route; several in the order they were given. */
  once(route: string, handler: GraphHandler | GraphReply): this {
    return this.#expect(route, handler, { once: true, optional: false });
  }

  /** Takes the place of the standing answers of a route. */
  override(route: string, handler: GraphHandler | GraphReply): this {
    this.#expectations = this.#expectations.filter((each) => each.route !== route);
    return this.#expect(route, handler, { once: false, optional: false });
  }

  asked(route: string): GraphRequest[] {
    return this.requests.filter((request) => covers(route, request));
  }

  /** Throws where the conversation was not as expected, and forgets everything for the next. */
  verify(): void {
    const unused = this.#expectations.filter(({ used, optional }) => used === 0 && !optional).map(({ route }) => route);
    const unexpected = this.#unexpected.splice(0);
    this.forget();
    assert.deepEqual({ unexpected, unused }, { unexpected: [], unused: [] });
  }

  /** Begins a new conversation without judging the old one, as after a test that failed. */
  forget(): void {
    this.#unexpected.length = 0;
    this.#expectations = [];
    this.requests.length = 0;
  }

  async close(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  #expect(route: string, handler: GraphHandler | GraphReply, { once, optional }: { once: boolean; optional: boolean }): this {
    this.#expectations.push({ route, handler: typeof handler === 'function' ? handler : () => handler, used: 0, once, optional });
    return this;
  }

  async #serve(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const request = await received(incoming);
    this.requests.push(request);
    const matching = this.#expectations.filter(({ route }) => covers(route, request));
    const expectation = matching.find(({ once, used }) => once && used === 0) ?? matching.find(({ once }) => !once);
    if (expectation) expectation.used += 1;
    send(response, await this.#reply(request, expectation));
  }

  /** A handler that throws is a request nobody expected in that form. */
  async #reply(request: GraphRequest, expectation: Expectation | undefined): Promise<GraphReply> {
    try {
      if (expectation) return await expectation.handler(request);
      this.#unexpected.push(`${request.method} ${request.path}?${request.query}`);
    } catch (error) {
      this.#unexpected.push(`${request.method} ${request.path}: ${String(error)}`);
    }
    return { status: 418, body: refusal('Unexpected', 'no test expects this request') };
  }
}

/** Graph's error body. */
export function refusal(code: string, message = 'told for a person'): unknown {
  return { error: { code, message, innerError: { date: '2026-11-23T06:00:00', 'request-id': 'inner-request-id' } } };
}

function covers(route: string, { method, path }: GraphRequest): boolean {
  const asked = `${method} ${path}`;
  return route.endsWith('*') ? asked.startsWith(route.slice(0, -1)) : asked === route;
}

async function received(incoming: IncomingMessage): Promise<GraphRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const url = new URL(incoming.url!, 'http://graph');
  const text = Buffer.concat(chunks).toString();
  return {
    method: incoming.method!, path: decodeURIComponent(url.pathname), query: url.searchParams, headers: incoming.headers,
    body: text === '' ? undefined : (JSON.parse(text) as unknown),
  };
}

function send(response: ServerResponse, { status = 200, headers = {}, body = {}, fault }: GraphReply): void {
  if (fault === 'reset') return void response.destroy();
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const half = text.slice(0, Math.ceil(text.length / 2));
  const sent = fault === 'truncate' ? half : text;
  response.writeHead(status, { 'Content-Type': 'application/json', 'request-id': 'test-request-id', ...headers, 'Content-Length': String(Buffer.byteLength(sent)) });
  if (fault === 'cut') response.write(half, () => response.destroy());
  else response.end(sent);
}
