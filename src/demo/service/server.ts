import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Tenant } from '../tenant/tenant.js';
import { batch } from './batch.js';
import { dispatch } from './dispatch.js';
import { GraphError, invalidToken } from './errors.js';
import { refusal } from './refusal.js';
import type { Reply } from './route.js';

const LARGEST_BODY = 4 * 1024 * 1024;

/** Puts the tenant behind HTTP. */
export function graphServer(tenant: Tenant): Server {
  return createServer((request, response) => {
    void respond(tenant, request, response);
  });
}

async function respond(tenant: Tenant, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const requestId = randomUUID();
  const clientRequestId = String(request.headers['client-request-id'] ?? requestId);
  const reply = await answer(tenant, request).catch((error: unknown) => refusal(error, requestId, tenant.settings.now(), clientRequestId));
  response.writeHead(reply.status, {
    ...(reply.body === undefined ? {} : { 'content-type': 'application/json;odata.metadata=minimal;charset=utf-8' }),
    'request-id': requestId,
    'client-request-id': clientRequestId,
    ...reply.headers,
  });
  response.end(reply.body === undefined ? undefined : JSON.stringify(reply.body));
}

async function answer(tenant: Tenant, request: IncomingMessage): Promise<Reply> {
  const { settings } = tenant;
  const body = await bodyOf(request);
  if (settings.latencyMs) await settings.sleep(settings.latencyMs);
  const caller = tenant.callerOf(/^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1]);
  if (caller === undefined) throw invalidToken();
  const { method = 'GET', url = '/' } = request;
  const [, version] = /^\/(v1\.0|beta)\/\$batch\/?$/.exec(url) ?? [];
  if (version !== undefined && method === 'POST') return batch(tenant, caller, version, body);
  return dispatch(tenant, caller, { method, url, headers: flat(request), body });
}

const flat = (request: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new GraphError(413, 'RequestEntityTooLarge', 'The request is too large.');
    chunks.push(chunk);
  }
  return parsed(Buffer.concat(chunks).toString('utf8'));
}

function parsed(text: string): unknown {
  if (text === '') return null;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new GraphError(
      400,
      'BadRequest',
      'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format.',
    );
  }
}
