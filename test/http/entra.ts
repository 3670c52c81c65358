import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuthorityClient } from '../../src/graph/index.js';

/** Stands where Entra stands: gives tokens on behalf of people, as the test says. */
export class Entra {
  /** What it was asked for. */
  readonly asked: URLSearchParams[] = [];
  answer: { status: number; body: object } = { status: 500, body: {} };

  private constructor(private readonly server: Server) {}

  static async open(): Promise<Entra> {
    const server = createServer((request, response) => {
      let text = '';
      request.setEncoding('utf8').on('data', (chunk: string) => (text += chunk)).on('end', () => {
        const { status, body } = entra.#answered(request.url ?? '', text);
        response.statusCode = status;
        response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
      });
    });
    const entra = new Entra(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return entra;
  }

  gives(token: string): void {
    this.answer = { status: 200, body: { token_type: 'Bearer', access_token: token, expires_in: 3_600, scope: 'https://graph.microsoft.com/.default' } };
  }

  refuses(code: string, parts: object): void {
    this.answer = { status: 400, body: { error: 'invalid_grant', error_description: `${code}: refused. Trace ID: 1`, error_codes: [Number(code.slice(6))], ...parts } };
  }

  /** Leads what is meant for Entra's host here. */
  readonly client: AuthorityClient = {
    sendRequest: async (request) => {
      const { port } = this.server.address() as AddressInfo;
      const { pathname, search } = new URL(request.url);
      const response = await fetch(`http://127.0.0.1:${port}${pathname}${search}`, { method: request.method, headers: request.headers.toJSON(), ...(request.body ? { body: String(request.body) } : {}) });
      const headers = new Map(response.headers);
      return { request, status: response.status, bodyAsText: await response.text(), headers: Object.assign(headers, { toJSON: () => Object.fromEntries(headers) }) as never };
    },
  };

  close(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((resolve) => this.server.close(() => resolve()));
  }

  #answered(path: string, body: string): { status: number; body: object } {
    const tenant = path.split('/')[1]!;
    const at = `https://login.microsoftonline.com/${tenant}`;
    if (path.includes('openid-configuration')) return { status: 200, body: { issuer: `${at}/v2.0`, authorization_endpoint: `${at}/oauth2/v2.0/authorize`, token_endpoint: `${at}/oauth2/v2.0/token`, jwks_uri: `${at}/keys` } };
    this.asked.push(new URLSearchParams(body));
    return this.answer;
  }
}
