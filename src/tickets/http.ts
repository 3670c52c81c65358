import type { z } from 'zod';
import { oneLine } from './text.js';
import { TicketError } from './types.js';

export interface HttpParts {
  fetch: typeof globalThis.fetch;
  now: () => number;
  sleep: (ms: number) => Promise<void>;
  /** Of one attempt, in milliseconds. */
  timeoutMs: number;
}

/** Where a ticket system is reached, and what to say when it isn't. */
export interface Endpoint {
  name: string;
  /** Without a trailing slash. */
  baseUrl: string;
  headers: Record<string, string>;
  /** Struck out of whatever the system says about a request. */
  secrets: string[];
  mends: { address: string; credentials: string; rights: string };
  /** The system's own words in an error body of the documented shape. */
  problem: (body: unknown) => string | undefined;
}

export interface Request {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH';
  /** Below the base URL; what is put into it is encoded already. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  /** Of one attempt, made from the body as it is sent. */
  headers?: (body: string) => Record<string, string>;
  /** True where asking twice does no more than asking once. */
  repeatable?: boolean;
  /** What a 404 means: the ticket, or what is configured. */
  missing?: 'ticket' | 'address';
}

/** A request that the system understood and didn't take; nothing was written. */
export class Refusal extends TicketError {
  constructor(message: string, readonly body: unknown) {
    super(message, 'refused');
  }
}

const ATTEMPTS = 3;
/** From the first attempt to the start of the last. */
const PATIENCE_MS = 10_000;
const FIRST_BACKOFF_MS = 1_000;
const LONGEST_PROBLEM = 200;

interface Answer {
  status: number;
  headers: Headers;
  text: string;
}

/** HTTPS to one ticket system: authenticated, bounded in time, no redirect followed, throttling waited for briefly. */
export class Http {
  constructor(private readonly endpoint: Endpoint, private readonly parts: HttpParts) {}

  async ask<T>(request: Request, schema: z.ZodType<T>): Promise<T> {
    const { text } = await this.send(request);
    const result = schema.safeParse(parse(text));
    if (result.success) return result.data;
    throw this.#error('later', `answered something that is no answer of ${this.endpoint.name}: check ${this.endpoint.mends.address}, then try again`);
  }

  async send(request: Request): Promise<Answer> {
    const deadline = this.parts.now() + PATIENCE_MS;
    for (let attempt = 1; ; attempt += 1) {
      const answer = await this.#once(request);
      if (answer.status >= 200 && answer.status < 300) return answer;
      const wait = this.#wait(answer, request, attempt);
      if (wait === undefined || attempt === ATTEMPTS || this.parts.now() + wait > deadline) throw this.#failure(answer, request);
      await this.parts.sleep(wait);
    }
  }

  async #once({ method, path, query, body, headers }: Request): Promise<Answer> {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const url = `${this.endpoint.baseUrl}${path}${query ? `?${new URLSearchParams(query)}` : ''}`;
    try {
      const response = await this.parts.fetch(url, {
        method, redirect: 'manual', signal: AbortSignal.timeout(this.parts.timeoutMs), ...(sent !== undefined && { body: sent }),
        headers: { Accept: 'application/json', ...(sent !== undefined && { 'Content-Type': 'application/json' }), ...this.endpoint.headers, ...headers?.(sent ?? '') },
      });
      return { status: response.status, headers: response.headers, text: await response.text() };
    } catch (cause) {
      const what = (cause as Error).name === 'TimeoutError' ? `did not answer within ${this.parts.timeoutMs / 1000} s` : "can't be reached";
      throw this.#error('later', `${what}: check ${this.endpoint.mends.address} and the network, then try again`, cause);
    }
  }

  /** Milliseconds to wait before asking again; undefined where that is no use, or where the request might be carried out twice. */
  #wait({ status, headers }: Answer, { method, repeatable = method === 'GET' }: Request, attempt: number): number | undefined {
    const asked = retryAfterMs(headers.get('retry-after'), this.parts.now());
    const isThrottled = status === 429 || (status === 503 && repeatable && asked !== undefined);
    return isThrottled ? (asked ?? FIRST_BACKOFF_MS * 2 ** (attempt - 1)) : undefined;
  }

  #failure({ status, headers, text }: Answer, { missing = 'address' }: Request): TicketError {
    const { mends } = this.endpoint;
    if (status === 401) return this.#error('setup', `refuses the credentials: check ${mends.credentials}`);
    if (status === 403) return this.#error('setup', `forbids this${this.#told(text)}: ${mends.rights}`);
    if (status === 404 && missing === 'ticket') return this.#error('gone', 'has no such ticket any more: open a new one');
    if (status === 404) return this.#error('setup', `has nothing at this address${this.#told(text)}: check ${mends.address}`);
    if (status >= 300 && status < 400) return this.#error('setup', `points to another address, which is not followed: check ${mends.address}`);
    if (status === 429 || status === 503) return this.#error('later', `is busy: try again ${inSeconds(retryAfterMs(headers.get('retry-after'), this.parts.now()))}`);
    if (status >= 500) return this.#error('later', `failed (status ${status}): try again in a few minutes`);
    return new Refusal(`${this.endpoint.name} does not take this (status ${status})${this.#told(text)}: check the settings of the ticket system`, parse(text));
  }

  /** The system's own words as one harmless line. */
  #told(text: string): string {
    const words = this.endpoint.problem(parse(text));
    if (!words) return '';
    const { secrets, headers } = this.endpoint;
    const credentials = Object.values(headers).map((value) => value.split(' ').at(-1)!);
    const kept = [...secrets, ...credentials].reduce((told, secret) => told.replaceAll(secret, '…'), words);
    return ` (\`${oneLine(kept.replace(/[^\p{L}\p{N}\s.,:;'"()/=-]/gu, ' '), LONGEST_PROBLEM)}\`)`;
  }

  #error(kind: TicketError['kind'], what: string, cause?: unknown): TicketError {
    return new TicketError(`${this.endpoint.name} ${what}`, kind, { cause });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Retry-After as seconds or an HTTP date (RFC 9110); undefined where there is none that can be read. */
function retryAfterMs(header: string | null, now: number): number | undefined {
  if (header === null) return undefined;
  const ms = /^\s*\d+(\.\d+)?\s*$/.test(header) ? Number(header) * 1_000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

const inSeconds = (ms: number | undefined): string => (ms === undefined ? 'in a few minutes' : `in ${Math.max(1, Math.ceil(ms / 1000))} s`);
export const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
