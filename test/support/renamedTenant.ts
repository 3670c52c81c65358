import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The same tenant under other names: a second one, with the same object ids, so that only the names tell which of the two answered. */
export class RenamedTenant {
  private constructor(private readonly server: Server, private readonly target: string, private readonly names: readonly (readonly [was: string, is: string])[]) {}

  /** @param names what the tenant at `target` is called, and what it is called here */
  static async start(target: string, names: readonly (readonly [was: string, is: string])[]): Promise<RenamedTenant> {
    const server = createServer();
    const renamed = new RenamedTenant(server, target, names);
    server.on('request', (request, response) => void renamed.#serve(request, response).catch(() => void response.destroy()));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return renamed;
  }

  get baseUrl(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk as string;
    const answer = await fetch(this.target + this.#back(request.url ?? '/'), { method: request.method!, headers: kept(request.headers), ...(body && { body: this.#back(body) }) });
    const text = await answer.text();
    response.writeHead(answer.status, kept(Object.fromEntries(answer.headers)));
    response.end(text && this.#forth(text));
  }

  #forth = (text: string): string => [...this.names, [this.target, this.baseUrl] as const].reduce((changed, [was, is]) => changed.replaceAll(was, is), text);
  #back = (text: string): string => this.names.reduce((changed, [was, is]) => changed.replaceAll(is, was), text);
}

const KEPT = ['authorization', 'content-type', 'consistencylevel', 'prefer', 'if-match', 'retry-after', 'request-id', 'client-request-id'];
const kept = (headers: IncomingMessage['headers']): Record<string, string> => Object.fromEntries(KEPT.flatMap((name) => (headers[name] === undefined ? [] : [[name, String(headers[name])]])));
