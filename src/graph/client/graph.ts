import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { Authentication, Exchange, Transport, brokenConnection, type Fetch, type GetToken } from './chain.js';
import { GraphError, errorFrom } from './error.js';
import { createLimiters, type Family } from './families.js';
import type { Clock, Limiter } from './limiter.js';
import { followable, parseBaseUrl, type GraphOrigin } from './origin.js';
import { MAX_ATTEMPTS, retryDelay } from './retry.js';

export interface GraphOptions {
  baseUrl: string;
  getToken: GetToken;
  fetch?: Fetch;
  sleep?: (ms: number) => Promise<void>;
  now?: () => number;
  random?: () => number;
  log?: (message: string) => void;
  /** Of one attempt, in milliseconds. */
  timeoutMs?: number;
}

/** One request, by its path below the version. */
export interface Call {
  path: string;
  family: Family;
  version?: 'v1.0' | 'beta';
  headers?: Record<string, string>;
  /** A nextLink of an earlier answer to this call: asked instead of `path`, byte by byte. */
  nextLink?: string;
}

/** A connection to one tenant's Graph. All its methods throw GraphError, or TokenError where no token can be had. */
export interface Graph {
  readonly cloud: 'public' | 'national';
  /** Attempts sent so far, retries included. */
  readonly requests: number;
  get(call: Call): Promise<unknown>;
  /** For reads that Graph wants as POST: it is repeated after a failure like any read. */
  post(call: Call, body: unknown): Promise<unknown>;
  /** The same connection (token, pacing) with a count of its own; `signal` ends all that it still has to do. */
  session(signal?: AbortSignal): Graph;
  readonly clock: Clock;
}

export function createGraph(options: GraphOptions): Graph {
  const base = parseBaseUrl(options.baseUrl);
  const clock: Clock = {
    now: options.now ?? Date.now,
    sleep: options.sleep ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms))),
  };
  const authentication = new Authentication(options.getToken);
  authentication.setNext(new Transport(base, options.fetch ?? globalThis.fetch, options.timeoutMs ?? 60_000));
  return new Connection({
    base, clock,
    // The SDK keeps its canonical base URL, whose links it can parse; the transport knows the real origin.
    client: Client.initWithMiddleware({ middleware: authentication }),
    limiters: createLimiters(clock),
    random: options.random ?? Math.random,
    log: options.log ?? (() => undefined),
  });
}

interface Core {
  base: GraphOrigin;
  client: Client;
  clock: Clock;
  limiters: Record<Family, Limiter>;
  random: () => number;
  log: (message: string) => void;
}

class Connection implements Graph {
  #requests = 0;

  constructor(private readonly core: Core, private readonly signal?: AbortSignal) {}

  get cloud(): 'public' | 'national' {
    return this.core.base.cloud;
  }

  get clock(): Clock {
    return this.core.clock;
  }

  get requests(): number {
    return this.#requests;
  }

  session(signal?: AbortSignal): Graph {
    return new Connection(this.core, signal);
  }

  get(call: Call): Promise<unknown> {
    return this.#persist(call, (request) => request.get());
  }

  post(call: Call, body: unknown): Promise<unknown> {
    return this.#persist(call, (request) => request.post(body));
  }

  /** Retries stand above the SDK, not in its chain: a truncated body shows only after the chain has ended. */
  async #persist(call: Call, send: (request: SdkRequest) => Promise<Response>): Promise<unknown> {
    const limiter = this.core.limiters[call.family];
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await limiter.run(() => this.#once(call, send));
      } catch (error) {
        if (!(error instanceof GraphError) || !error.isTransient || attempt === MAX_ATTEMPTS) throw error;
        await this.#backOff(error, attempt, limiter);
      }
    }
  }

  async #backOff(error: GraphError, attempt: number, limiter: Limiter): Promise<void> {
    const wait = retryDelay(error, attempt, this.clock.now(), this.core.random);
    this.core.log(`${error.message} (request id ${error.requestId ?? 'unknown'}); attempt ${attempt}, next in ${Math.round(wait)} ms`);
    // Throttling is the family's: whoever else asks would only be refused too.
    if (error.status === 429) limiter.pause(wait);
    else await this.clock.sleep(wait);
  }

  async #once(call: Call, send: (request: SdkRequest) => Promise<Response>): Promise<unknown> {
    this.signal?.throwIfAborted();
    const exchange = new Exchange(this.#exactUrl(call), () => (this.#requests += 1), this.signal);
    const request = this.core.client.api(call.path).version(call.version ?? 'v1.0').headers({ ...call.headers })
      .responseType(ResponseType.RAW).middlewareOptions([exchange]);
    try {
      return await jsonOf(await send(request));
    } catch (error) {
      throw exchange.failure ?? error;
    }
  }

  #exactUrl({ nextLink }: Call): string | undefined {
    if (nextLink === undefined) return undefined;
    const url = followable(this.core.base, nextLink);
    if (url === undefined) throw new GraphError({ status: 0, code: 'LinkRefused', detail: 'a nextLink pointed to another origin and was not followed' });
    return url;
  }
}

type SdkRequest = ReturnType<Client['api']>;

/** The JSON of an answer; an HTML page or half a body is no answer. */
async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text().catch((cause: unknown) => Promise.reject(brokenConnection(cause)));
  const body = parse(text);
  if (!response.ok) throw errorFrom(response.status, response.headers, body);
  if (body === undefined) {
    throw new GraphError({
      status: response.status, code: 'InvalidResponse', detail: 'the answer was no complete JSON', requestId: response.headers.get('request-id') ?? undefined,
    });
  }
  return body;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

