import { Client, ResponseType } from '@microsoft/microsoft-graph-client';
import { Authentication, Exchange, Transport, brokenConnection, type Fetch, type GetToken } from './chain.js';
import { GraphError, errorFrom } from './error.js';
import { createLimiters, type Family } from './families.js';
import { PlaceTooLate, type Clock, type Limiter } from './limiter.js';
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
  /** What share of the spans between requests that Graph publishes is kept to (default 1); less for a service that doesn't throttle. */
  pace?: number | undefined;
}

/** One request, by its path below the version. */
export interface Call {
  path: string;
  family: Family;
  version?: 'v1.0' | 'beta';
  headers?: Record<string, string>;
  /** A nextLink of an earlier answer to this call: asked instead of `path`, byte by byte. */
  nextLink?: string;
  /** No attempt starts after this, and none runs much beyond it (milliseconds since the epoch); default: patience of minutes. */
  until?: number;
}

export type Method = 'POST' | 'PATCH' | 'DELETE';

/** What Graph said to a write it took; `body` undefined where there is none (204). */
export interface Accepted {
  requestId: string | undefined;
  body: unknown;
}

/** A connection to one tenant's Graph. All its methods throw GraphError, or TokenError where no token can be had. */
export interface Graph {
  readonly cloud: 'public' | 'national';
  /** Attempts sent so far, retries included. */
  readonly requests: number;
  get(call: Call): Promise<unknown>;
  /** For reads that Graph wants as POST: it is repeated after a failure like any read. */
  post(call: Call, body: unknown): Promise<unknown>;
  /** One attempt of a write, never repeated here: what an error leaves open is judged in `write.ts`. */
  attempt(call: Call, method: Method, body?: unknown): Promise<Accepted>;
  /** Absolute address of an object, as references in bodies want it. */
  addressOf(path: string): string;
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
    limiters: createLimiters(clock, options.pace),
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

  async attempt(call: Call, method: Method, body?: unknown): Promise<Accepted> {
    const limiter = this.core.limiters[call.family];
    try {
      return await limiter.run(() => this.#once(call, (request) => sendAs(request, method, body), acceptedOf), call.until);
    } catch (error) {
      if (error instanceof PlaceTooLate) throw outOfTime();
      if (error instanceof GraphError && error.status === 429) limiter.pause(retryDelay(error, 1, this.clock.now(), this.core.random));
      throw error;
    }
  }

  addressOf(path: string): string {
    return `${this.core.base.origin}${this.core.base.prefix}/v1.0${path}`;
  }

  /** Retries stand above the SDK, not in its chain: a truncated body shows only after the chain has ended. */
  async #persist(call: Call, send: (request: SdkRequest) => Promise<Response>): Promise<unknown> {
    const limiter = this.core.limiters[call.family];
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await limiter.run(() => this.#once(call, send, jsonOf), call.until);
      } catch (error) {
        if (error instanceof PlaceTooLate) throw outOfTime();
        if (!(error instanceof GraphError) || !error.isTransient || attempt === MAX_ATTEMPTS) throw error;
        const wait = retryDelay(error, attempt, this.clock.now(), this.core.random);
        if (call.until !== undefined && this.clock.now() + wait > call.until) throw error;
        await this.#backOff(error, attempt, wait, limiter);
      }
    }
  }

  async #backOff(error: GraphError, attempt: number, wait: number, limiter: Limiter): Promise<void> {
    this.core.log(`${error.message} (request id ${error.requestId ?? 'unknown'}); attempt ${attempt}, next in ${Math.round(wait)} ms`);
    // Throttling is the family's: whoever else asks would only be refused too.
    if (error.status === 429) limiter.pause(wait);
    else await this.clock.sleep(wait);
  }

  async #once<T>(call: Call, send: (request: SdkRequest) => Promise<Response>, read: (response: Response) => Promise<T>): Promise<T> {
    this.signal?.throwIfAborted();
    const exchange = new Exchange(this.#exactUrl(call), () => (this.#requests += 1), this.signal, this.#timeoutFor(call));
    const request = this.core.client.api(call.path).version(call.version ?? 'v1.0').headers({ ...call.headers })
      .responseType(ResponseType.RAW).middlewareOptions([exchange]);
    try {
      return await read(await send(request));
    } catch (error) {
      throw exchange.failure ?? error;
    }
  }

  /** Somebody waits for a call with an end: one attempt may not eat up all of its time. */
  #timeoutFor({ until }: Call): number | undefined {
    if (until === undefined) return undefined;
    const left = until - this.clock.now();
    if (left <= 0) throw outOfTime();
    return Math.min(LONGEST_ATTEMPT_MS, Math.max(left, SHORTEST_ATTEMPT_MS));
  }

  #exactUrl({ nextLink }: Call): string | undefined {
    if (nextLink === undefined) return undefined;
    const url = followable(this.core.base, nextLink);
    if (url === undefined) throw new GraphError({ status: 0, code: 'LinkRefused', detail: 'a nextLink pointed to another origin and was not followed' });
    return url;
  }
}

const LONGEST_ATTEMPT_MS = 15_000;
const SHORTEST_ATTEMPT_MS = 2_000;

const outOfTime = (): GraphError => new GraphError({ status: 0, code: 'OutOfTime', detail: 'Graph is throttled for longer than this call can wait' });

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

function sendAs(request: SdkRequest, method: Method, body: unknown): Promise<Response> {
  if (method === 'DELETE') return request.delete();
  return method === 'POST' ? request.post(body) : request.patch(body);
}

/** A write that was taken says so by its status; a page of somebody else's in between says nothing. */
async function acceptedOf(response: Response): Promise<Accepted> {
  const requestId = response.headers.get('request-id') ?? undefined;
  if (response.status === 204) return { requestId, body: undefined };
  return { requestId, body: await jsonOf(response) };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

