import type { Context, Middleware, MiddlewareOptions } from '@microsoft/microsoft-graph-client';
import { GraphError, TokenError } from './error.js';
import { toOrigin, type GraphOrigin } from './origin.js';

/** Gives a bearer token; `refresh` asks for another one than the last. Throws where there is none. */
export type GetToken = (options?: { refresh?: boolean }) => Promise<string>;
export type Fetch = typeof globalThis.fetch;

/** What one request carries through the chain beside itself. */
export class Exchange implements MiddlewareOptions {
  /** The SDK wraps what a middleware throws and loses its type: it is kept here. */
  failure: unknown;

  constructor(
    /** A nextLink, to be asked byte by byte: the SDK would take it apart and mangle plain http. */
    readonly exactUrl: string | undefined,
    readonly onSend: () => void,
    readonly signal: AbortSignal | undefined,
    /** Of this attempt, in milliseconds, where it must be shorter than the connection's. */
    readonly timeoutMs = Infinity,
  ) {}

  static of(context: Context): Exchange {
    return context.middlewareControl?.getMiddlewareOptions(Exchange) as Exchange;
  }
}

/** Puts the token on and renews it once when it is refused in mid-scan. */
export class Authentication implements Middleware {
  #next!: Middleware;
  #token: string | undefined;
  /** Requests that are refused together renew together. */
  #renewal: Promise<string> | undefined;

  constructor(private readonly getToken: GetToken) {}

  setNext(next: Middleware): void {
    this.#next = next;
  }

  async execute(context: Context): Promise<void> {
    try {
      await this.#execute(context);
    } catch (error) {
      Exchange.of(context).failure = error;
      throw error;
    }
  }

  async #execute(context: Context): Promise<void> {
    const token = await this.#ask();
    await this.#send(context, token);
    if (context.response?.status !== 401) return;
    const renewed = await this.#renew(token);
    if (renewed === token) return;
    await context.response.body?.cancel();
    await this.#send(context, renewed);
  }

  async #renew(refused: string): Promise<string> {
    if (this.#token !== undefined && this.#token !== refused) return this.#token;
    this.#renewal ??= this.#ask({ refresh: true }).finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #ask(options?: { refresh: boolean }): Promise<string> {
    try {
      return (this.#token = await this.getToken(options));
    } catch (cause) {
      throw new TokenError(`no access token: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }

  #send(context: Context, token: string): Promise<void> {
    const headers = { ...(context.options?.headers as Record<string, string>), Authorization: `Bearer ${token}` };
    context.options = { ...context.options, headers };
    return this.#next.execute(context);
  }
}

/** The end of the chain. INVARIANT: whatever carries the token is sent to `base` and nowhere else. */
export class Transport implements Middleware {
  constructor(private readonly base: GraphOrigin, private readonly fetch: Fetch, private readonly timeoutMs: number) {}

  async execute(context: Context): Promise<void> {
    const exchange = Exchange.of(context);
    const url = exchange.exactUrl ?? toOrigin(this.base, context.request as string);
    if (new URL(url).origin !== this.base.origin) throw new GraphError({ status: 0, code: 'LinkRefused', detail: 'the request would leave the Graph origin' });
    exchange.onSend();
    context.response = await this.#fetch(url, context.options as RequestInit, exchange);
    if (context.response.status >= 300 && context.response.status < 400) {
      throw new GraphError({ status: context.response.status, code: 'Redirected', detail: 'a redirect is not followed: it could carry the token elsewhere' });
    }
  }

  async #fetch(url: string, options: RequestInit, { signal, timeoutMs }: Exchange): Promise<Response> {
    const timeout = AbortSignal.timeout(Math.min(this.timeoutMs, timeoutMs));
    try {
      return await this.fetch(url, { ...options, redirect: 'manual', signal: signal ? AbortSignal.any([timeout, signal]) : timeout });
    } catch (cause) {
      if (signal?.aborted) throw cause;
      throw brokenConnection(cause, timeout.aborted);
    }
  }
}

export function brokenConnection(cause: unknown, timedOut = false): GraphError {
  const code = timedOut || (cause instanceof Error && cause.name === 'TimeoutError') ? 'Timeout' : 'NetworkError';
  return new GraphError({ status: 0, code, detail: cause instanceof Error ? cause.message : String(cause), cause });
}
