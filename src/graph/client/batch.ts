import { isObject, text, type Json } from '../decode/json.js';
import { GraphError, errorFrom } from './error.js';
import type { Call, Graph } from './graph.js';
import { MAX_ATTEMPTS, retryDelay } from './retry.js';

/** The service's limit of parts in one batch. */
export const BATCH_SIZE = 20;

export type BatchAnswer = { body: unknown } | { error: GraphError };

/** A GET inside a batch. */
export type BatchPart = Pick<Call, 'path' | 'headers'>;

/**
 * Sends GETs in `$batch`es of up to 20 and returns an answer for each, in order.
 * The outer status says nothing: each part is throttled and refused on its own, and the SDK repeats none.
 */
export async function getBatch(graph: Graph, version: 'v1.0' | 'beta', parts: BatchPart[], until?: number): Promise<BatchAnswer[]> {
  const chunks = Array.from({ length: Math.ceil(parts.length / BATCH_SIZE) }, (_, index) => parts.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE));
  return (await Promise.all(chunks.map((chunk) => getChunk(graph, version, chunk, until)))).flat();
}

async function getChunk(graph: Graph, version: 'v1.0' | 'beta', parts: BatchPart[], until: number | undefined): Promise<BatchAnswer[]> {
  const answers = new Map<BatchPart, BatchAnswer>();
  let open = parts;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    for (const [part, answer] of await sendOnce(graph, version, open, until)) answers.set(part, answer);
    open = open.filter((part) => isTransient(answers.get(part)));
    if (open.length === 0 || attempt === MAX_ATTEMPTS) break;
    const wait = longestWait(open.map((part) => answers.get(part)), attempt, graph);
    if (until !== undefined && graph.clock.now() + wait > until) break;
    await graph.clock.sleep(wait);
  }
  return parts.map((part) => answers.get(part)!);
}

async function sendOnce(graph: Graph, version: 'v1.0' | 'beta', parts: BatchPart[], until: number | undefined): Promise<[BatchPart, BatchAnswer][]> {
  const requests = parts.map(({ path, headers }, index) => ({ id: String(index), method: 'GET', url: path, ...(headers && { headers }) }));
  const body = await graph.post({ path: '/$batch', version, family: 'directory', ...(until !== undefined && { until }) }, { requests });
  const answers = isObject(body) && Array.isArray(body['responses']) ? body['responses'].filter(isObject) : [];
  const byId = new Map(answers.map((answer) => [text(answer['id']), answer]));
  return parts.map((part, index) => [part, answerOf(byId.get(String(index)))]);
}

function answerOf(part: Json | undefined): BatchAnswer {
  const error = errorOfPart(part, undefined);
  return error ? { error } : { body: part!['body'] };
}

/** What a part of a batch was refused with, or undefined where it was answered; `requestId` is the batch's own. */
export function errorOfPart(part: Json | undefined, requestId: string | undefined): GraphError | undefined {
  if (typeof part?.['status'] !== 'number') return new GraphError({ status: 0, code: 'InvalidResponse', detail: 'a part of a batch has no answer', requestId });
  const status = part['status'];
  if (status >= 200 && status < 300) return undefined;
  return errorFrom(status, headersOf(part['headers'], requestId), part['body']);
}

function headersOf(raw: unknown, requestId: string | undefined): Headers {
  const entries = Object.entries(isObject(raw) ? raw : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const headers = new Headers(entries);
  if (requestId !== undefined && !headers.has('request-id')) headers.set('request-id', requestId);
  return headers;
}

const isTransient = (answer: BatchAnswer | undefined): boolean => answer !== undefined && 'error' in answer && answer.error.isTransient;

/** Random 1: parts wait for the slowest of them, jitter would gain nothing. */
function longestWait(answers: (BatchAnswer | undefined)[], attempt: number, graph: Graph): number {
  const errors = answers.flatMap((answer) => (answer && 'error' in answer ? [answer.error] : []));
  return Math.max(...errors.map((error) => retryDelay(error, attempt, graph.clock.now(), () => 1)));
}
