import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

interface Answer {
  status: number;
  body?: unknown;
}
interface Refusal {
  status: number;
  code: string;
  message: string;
}

/** A token of Entra's for whoever; nobody checks the signature but Graph. */
export function entraToken(claims: Record<string, unknown>): string {
  const part = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  return [part({ alg: 'RS256', typ: 'JWT' }), part({ aud: 'https://graph.microsoft.com', scp: 'User.Read', ...claims }), 'c2lnbmF0dXJl'].join('.');
}

/**
 * The Bot Framework token service on loopback, from its public description (Token API, v3): routes, query parameters, statuses and
 * `{ error: { code, message } }`. A request that the description doesn't know ends up in `unexpected`.
 */
export class TokenService {
  /** What the sign-on token of a client is worth: a token for Graph, or why not. */
  readonly exchanges = new Map<string, string | Refusal>();
  readonly unexpected: string[] = [];
  readonly calls: string[] = [];
  /** Calls that get this status, or no answer at all. */
  readonly broken = new Map<string, number | 'silent'>();
  readonly #kept = new Map<string, string>();
  readonly #unproved = new Map<string, { code: string; token: string }>();
  readonly #server: Server;

  private constructor(private readonly connectionName: string, private readonly appId: string) {
    this.#server = createServer((request, response) => {
      void this.#take(request).then(({ status, body }) => {
        response.statusCode = status;
        response.setHeader('content-type', 'application/json').end(body === undefined ? '' : JSON.stringify(body));
      });
    });
  }

  static async open(connectionName: string, appId: string): Promise<TokenService> {
    const service = new TokenService(connectionName, appId);
    await new Promise<void>((resolve) => service.#server.listen(0, '127.0.0.1', resolve));
    return service;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Has signed in before. */
  keep(userId: string, token: string): void {
    this.#kept.set(userId, token);
  }

  has(userId: string): boolean {
    return this.#kept.has(userId);
  }

  /** Signs in in the browser; the token is only given to whoever brings the code. */
  signInByBrowser(userId: string, token: string): string {
    const code = String(100_000 + this.#unproved.size);
    this.#unproved.set(userId, { code, token });
    return code;
  }

  reset(): void {
    for (const each of [this.exchanges, this.broken, this.#kept, this.#unproved]) each.clear();
    this.calls.length = 0;
  }

  close(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => this.#server.close(() => resolve()));
  }

  async #take(request: IncomingMessage): Promise<Answer> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
    const { pathname, searchParams } = new URL(request.url ?? '', this.url);
    const call = `${request.method} ${pathname}`;
    this.calls.push(call);
    const broken = this.broken.get(call);
    if (broken === 'silent') return new Promise(() => undefined);
    if (broken) return refusal({ status: broken, code: 'Broken', message: 'Not now.' });
    if (request.headers.authorization !== 'Bearer stub-token') return refusal({ status: 401, code: 'Unauthorized', message: 'The bot is not authorized.' });
    const route = this.#routes[call];
    if (!route) this.unexpected.push(call);
    return route?.(searchParams, text) ?? { status: 404 };
  }

  readonly #routes: Record<string, (query: URLSearchParams, body: string) => Answer> = {
    'GET /api/usertoken/GetToken': (query) => this.#withUser(query, (userId) => this.#getToken(userId, query.get('code'))),
    'POST /api/usertoken/exchange': (query, body) => this.#withUser(query, (userId) => this.#exchange(userId, (JSON.parse(body) as { token?: string }).token ?? '')),
    'GET /api/botsignin/GetSignInResource': (query) => this.#signInResource(query.get('state') ?? ''),
    'DELETE /api/usertoken/SignOut': (query) => this.#withUser(query, (userId) => this.#signOut(userId)),
    'GET /api/usertoken/GetTokenStatus': (query) => this.#status(query),
  };

  #withUser(query: URLSearchParams, answer: (userId: string) => Answer): Answer {
    const missing = ['userId', 'connectionName', 'channelId'].find((name) => !query.get(name));
    if (missing) return refusal({ status: 400, code: 'BadArgument', message: `Missing required parameter ${missing}.` });
    return query.get('connectionName') === this.connectionName ? answer(query.get('userId')!) : noSetting();
  }

  #getToken(userId: string, code: string | null): Answer {
    const unproved = this.#unproved.get(userId);
    if (code !== null && unproved?.code === code) {
      this.#unproved.delete(userId);
      this.#kept.set(userId, unproved.token);
    } else if (code !== null) return { status: 404 };
    return this.#token(userId);
  }

  #signOut(userId: string): Answer {
    this.#kept.delete(userId);
    return { status: 200, body: {} };
  }

  #exchange(userId: string, ssoToken: string): Answer {
    const worth = this.exchanges.get(ssoToken) ?? { status: 400, code: 'BadArgument', message: 'The token to exchange is not valid.' };
    if (typeof worth !== 'string') return refusal(worth);
    this.#kept.set(userId, worth);
    return this.#token(userId);
  }

  #token(userId: string): Answer {
    const token = this.#kept.get(userId);
    if (token === undefined) return { status: 404 };
    return { status: 200, body: { channelId: 'msteams', connectionName: this.connectionName, token, expiration: new Date(Date.now() + 3_600_000).toISOString() } };
  }

  #signInResource(state: string): Answer {
    const { connectionName, msAppId, conversation } = JSON.parse(Buffer.from(state, 'base64').toString('utf8')) as { connectionName: string; msAppId: string; conversation: { user?: { id?: string } } };
    if (connectionName !== this.connectionName || msAppId !== this.appId) return noSetting();
    if (!conversation.user?.id) return refusal({ status: 400, code: 'BadArgument', message: 'The state names no user.' });
    const resource = { id: randomUUID(), uri: `api://botid-${this.appId}`, providerId: '30dd229c-58e3-4a48-bdfd-91ec48eb906c' };
    return { status: 200, body: { signInLink: `${this.url}/api/oauth/signin?signin=${randomUUID()}`, tokenExchangeResource: resource } };
  }

  #status(query: URLSearchParams): Answer {
    const userId = query.get('userId');
    if (!userId) return refusal({ status: 400, code: 'BadArgument', message: 'Missing required parameter userId.' });
    const provider = 'Azure Active Directory v2';
    return { status: 200, body: [{ channelId: query.get('channelId') ?? '', connectionName: this.connectionName, hasToken: this.#kept.has(userId), serviceProviderDisplayName: provider }] };
  }
}

const refusal = ({ status, code, message }: Refusal): Answer => ({ status, body: { error: { code, message } } });
const noSetting = (): Answer => refusal({ status: 404, code: 'NotFound', message: 'The connection setting was not found.' });
