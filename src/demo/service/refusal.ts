import { randomUUID } from 'node:crypto';
import { GraphError } from './errors.js';
import type { Reply } from './route.js';

/** Any failure as Graph's error body; what isn't a refusal of Graph is a defect here and says so with 500. */
export function refusal(error: unknown, requestId: string = randomUUID(), now: Date = new Date(), clientRequestId = requestId): Reply {
  const { status, code, message, headers } =
    error instanceof GraphError ? error : new GraphError(500, 'InternalServerError', `The demo tenant failed: ${String(error)}`);
  const innerError = { date: now.toISOString().slice(0, 19), 'request-id': requestId, 'client-request-id': clientRequestId };
  return { status, headers, body: { error: { code, message, innerError } } };
}
