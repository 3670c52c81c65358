export type Refusal = 'permission' | 'licence' | 'error';

/** Refusals for want of a licence come with several statuses; only the code tells them apart (Graph error reference). */
const LICENCE_CODES = new Set(['Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'AadPremiumLicenseRequired']);
const EXPIRED_PAGE_CODES = new Set(['Directory_ExpiredPageToken', 'syncStateNotFound', 'resyncRequired']);
const RETRYABLE_STATUS = new Set([429, 500, 502, 503, 504]);

export interface GraphErrorParts {
  /** HTTP status; 0 where there was no answer. */
  status: number;
  /** Graph's own; before a well-formed answer one of ours: NetworkError, Timeout, InvalidResponse, LinkRefused, Redirected, OutOfTime. */
  code: string;
  /** Foreign text: for the log, never to be matched on. */
  detail: string;
  requestId?: string | undefined;
  /** The raw header. */
  retryAfter?: string | undefined;
  cause?: unknown;
}

/** A request that Graph refused or that didn't get through, after all its attempts. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: string;
  readonly reason: Refusal;
  readonly detail: string;
  readonly requestId: string | undefined;
  readonly retryAfter: string | undefined;

  constructor(parts: GraphErrorParts) {
    super(`Graph answered ${parts.status || 'nothing'} \`${parts.code}\`${parts.detail ? `: ${parts.detail}` : ''}`, { cause: parts.cause });
    this.status = parts.status;
    this.code = parts.code;
    this.reason = reasonOf(parts);
    this.detail = parts.detail;
    this.requestId = parts.requestId;
    this.retryAfter = parts.retryAfter;
  }

  /** Worth asking again as it is. */
  get isTransient(): boolean {
    return RETRYABLE_STATUS.has(this.status) || ['NetworkError', 'Timeout', 'InvalidResponse'].includes(this.code);
  }

  /** The place in a list was lost: start that list again. */
  get isExpiredPage(): boolean {
    return EXPIRED_PAGE_CODES.has(this.code) || this.status === 410;
  }

  get isNotFound(): boolean {
    return this.status === 404;
  }
}

/** A token could not be had or was refused: nothing at all can be read. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
}

function reasonOf({ status, code }: GraphErrorParts): Refusal {
  if (LICENCE_CODES.has(code)) return 'licence';
  return status === 401 || status === 403 ? 'permission' : 'error';
}

/** The error of an answer outside 2xx; `body` is whatever JSON came, or undefined. */
export function errorFrom(status: number, headers: Headers, body: unknown): GraphError {
  const error = field(body, 'error');
  return new GraphError({
    status,
    code: text(field(error, 'code')) ?? `HTTP ${status}`,
    detail: (text(field(error, 'message')) ?? '').slice(0, 300),
    requestId: headers.get('request-id') ?? text(field(field(error, 'innerError'), 'request-id')),
    retryAfter: headers.get('retry-after') ?? undefined,
  });
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined;
const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined);
