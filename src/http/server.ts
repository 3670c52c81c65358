import * as restify from 'restify';
import { API_HEADERS } from './headers.js';
import type { Metrics } from './metrics.js';
import type { MetricsGate } from './metricsGate.js';
import { mountReport, type ReportRoutes } from './report/index.js';
import { mountTab, type TabRoutes } from './tab.js';

export interface ServerParts {
  /** One activity: the Authorization header and the parsed body in, status and body out. */
  messages(authorization: string | undefined, body: unknown): Promise<{ status: number; body?: unknown }>;
  /** Undefined when ready; else what is still missing, in words. */
  notReady(): string | undefined;
  metrics: Metrics;
  mayReadMetrics: MetricsGate;
  /** The tab: its files and what it asks for. */
  tab?: TabRoutes & Omit<ReportRoutes, 'log'>;
  log: (message: string, cause?: unknown) => void;
}

/** Teams' own limit for a message is far below. */
const MAX_BODY_BYTES = 256 * 1024;

/** The product's HTTP surface. The caller decides where it listens. */
export function createServer(parts: ServerParts): restify.Server {
  // The server's name and version are nobody's business.
  const server = restify.createServer({ name: '', ignoreTrailingSlash: true });
  server.on('restifyError', (request: restify.Request, response: restify.Response, error: HttpError, done: () => void) => {
    conceal(request, error, parts.log);
    for (const [name, value] of Object.entries(API_HEADERS)) response.setHeader(name, value);
    done();
  });
  server.post('/api/messages', restify.plugins.bodyParser({ maxBodySize: MAX_BODY_BYTES, mapParams: false }), async (request, response) => messages(parts, request, response));
  server.get('/healthz', async (_request, response) => void response.send(200, { status: 'ok' }));
  server.get('/readyz', async (_request, response) => readiness(parts, response));
  server.get('/metrics', async (request, response) => metrics(parts, request, response));
  if (parts.tab) {
    mountTab(server, parts.tab);
    mountReport(server, { ...parts.tab, log: parts.log });
  }
  return server;
}

async function messages({ messages: answer, metrics: measured }: ServerParts, request: restify.Request, response: restify.Response): Promise<void> {
  const started = performance.now();
  const { status, body } = await answer(request.header('authorization'), request.body);
  measured.answered(status, (performance.now() - started) / 1000);
  if (body === undefined) response.send(status);
  else response.send(status, body);
}

async function readiness({ notReady }: ServerParts, response: restify.Response): Promise<void> {
  const missing = notReady();
  response.send(missing === undefined ? 200 : 503, missing === undefined ? { status: 'ready' } : { status: 'starting', missing });
}

async function metrics({ metrics: measured, mayReadMetrics }: ServerParts, request: restify.Request, response: restify.Response): Promise<void> {
  if (!mayReadMetrics(request)) {
    response.setHeader('www-authenticate', 'Bearer');
    return void response.send(401, { code: 'Unauthorized', message: 'Metrics are told to whoever brings the bearer token that METRICS_TOKEN sets, and without one to this machine and its private network only.' });
  }
  response.setHeader('content-type', measured.contentType);
  response.sendRaw(200, await measured.text());
}

interface HttpError extends Error {
  statusCode?: number;
  toJSON?: () => object;
}

const MESSAGES: Record<number, [code: string, message: string]> = {
  400: ['BadRequest', 'The body is no JSON.'],
  404: ['NotFound', 'There is nothing here. Activities go to POST /api/messages.'],
  405: ['MethodNotAllowed', 'This address does not take that method.'],
  413: ['TooLarge', 'The body is larger than this address takes.'],
  415: ['UnsupportedMediaType', 'The body has to be application/json.'],
};

/** An error's own text goes to the log, never to the caller. */
function conceal(request: restify.Request, error: HttpError, log: ServerParts['log']): void {
  const status = error.statusCode ?? 500;
  const [code, message] = MESSAGES[status] ?? ['Internal', 'Something went wrong; the cause is in the log.'];
  if (status >= 500) log(`${request.method} ${request.path()} failed`, error);
  error.toJSON = () => ({ code, message });
}
