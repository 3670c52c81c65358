import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import * as restify from 'restify';
import { API_HEADERS } from '../headers.js';
import type { Caller, Gate } from './caller.js';
import { BadRequest, exportQuery, read, ROUTES, type ReportParts, type Route } from './routes.js';

export type { Admission, Caller, Gate } from './caller.js';
export { gateByTenant } from './gateByTenant.js';
export { closedGate, localGate } from './localGate.js';
export { ROUTES, type ReportParts } from './routes.js';
export { tokenGate, type TokenRules } from './tokenGate.js';

export interface ReportRoutes {
  gate: Gate;
  /** What a caller whom the gate has let in may ask. */
  reportOf(caller: Caller): ReportParts;
  log: (message: string, cause?: unknown) => void;
}

const MAX_BODY_BYTES = 64 * 1024;
export const EXPORT_PATH = '/api/report/export';

/** The report as JSON. INVARIANT: no route answers before its gate has let the caller in. */
export function mountReport(server: restify.Server, parts: ReportRoutes): void {
  for (const route of ROUTES) {
    const answer = async (request: restify.Request, response: restify.Response): Promise<void> =>
      guarded(parts, request, response, (caller) => json(parts.reportOf(caller), route, { request, response, caller }));
    if (route.method === 'GET') server.get(route.path, restify.plugins.gzipResponse(), answer);
    else server.post(route.path, restify.plugins.bodyParser({ maxBodySize: MAX_BODY_BYTES, mapParams: false }), answer);
  }
  server.get(EXPORT_PATH, async (request, response) => guarded(parts, request, response, (caller) => exported(parts.reportOf(caller), { request, response, caller })));
}

async function guarded({ gate, log }: ReportRoutes, request: restify.Request, response: restify.Response, work: (caller: Caller) => Promise<void>): Promise<void> {
  for (const [name, value] of Object.entries(API_HEADERS)) response.setHeader(name, value);
  const admitted = await gate(request);
  if (!('caller' in admitted)) return refuse(response, admitted.status, admitted.message);
  try {
    await work(admitted.caller);
  } catch (cause) {
    if (cause instanceof BadRequest) return refuse(response, cause.status, cause.message);
    log(`${request.method} ${request.path()} failed`, cause);
    if (response.headersSent) return void response.destroy();
    refuse(response, 503, 'The report could not be made now; the cause is in the log. Try again in a minute.');
  }
}

const CODES: Record<number, string> = { 400: 'BadRequest', 401: 'Unauthorized', 403: 'Forbidden', 404: 'NotFound', 409: 'Conflict', 503: 'Unavailable' };

function refuse(response: restify.Response, status: number, message: string): void {
  response.send(status, { code: CODES[status], message });
}

interface Exchange {
  request: restify.Request;
  response: restify.Response;
  caller: Caller;
}

async function json(parts: ReportParts, route: Route, { request, response, caller }: Exchange): Promise<void> {
  // A form of another page can't send this type without asking first.
  if (route.method === 'POST' && !request.is('application/json')) throw new BadRequest('The body has to be application/json.');
  response.send(200, await route.run(parts, { query: queryOf(request), body: request.body as unknown, caller }));
}

const queryOf = (request: restify.Request): Record<string, string> => Object.fromEntries(new URLSearchParams(request.getQuery()));

const TYPES = { xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', csv: 'text/csv; charset=utf-8', json: 'application/json' } as const;

async function exported(parts: ReportParts, { request, response, caller }: Exchange): Promise<void> {
  const { format } = read(exportQuery, queryOf(request));
  await parts.exportFile(format, caller, async (path) => {
    response.writeHead(200, { 'content-type': TYPES[format], 'content-disposition': `attachment; filename="mfa-evidence.${format}"` });
    await pipeline(createReadStream(path), response);
  });
}
