import { isObject, text, type Json } from '../decode/json.js';
import { GraphError, errorFrom } from './error.js';
import type { Graph } from './graph.js';
import { MAX_ATTEMPTS, retryDelay } from './retry.js';

/** The service's limit of parts in one batch. */
export const BATCH_SIZE = 20;

export type BatchAnswer = { body: unknown } | { error: GraphError };

/**
 * Sends up to 20 GETs in one `$batch` and returns an answer for each path, in order.
 * The outer status says nothing: each part is throttled and refused on its own, and the SDK repeats none.
 */
export async function getBatch(graph: Graph, version: 'v1.0' | 'beta', paths: string[]): Promise<BatchAnswer[]> {
  const answers = new Map<string, BatchAnswer>();
  let open = paths;
  for (let attempt = 1; open.length > 0; attempt += 1) {
    for (const [path, answer] of await sendOnce(graph, version, open)) answers.set(path, answer);
    open = open.filter((path) => isTransient(answers.get(path)));
    if (open.length === 0 || attempt === MAX_ATTEMPTS) break;
    await graph.clock.sleep(longestWait(open.map((path) => answers.get(path)), attempt, graph));
  }
  return paths.map((path) => answers.get(path)!);
}

async function sendOnce(graph: Graph, version: 'v1.0' | 'beta', paths: string[]): Promise<[string, BatchAnswer][]> {
  const requests = paths.map((url, index) => ({ id: String(index), method: 'GET', url }));
  const body = await graph.post({ path: '/$batch', version, family: 'directory' }, { requests });
  const parts = isObject(body) && Array.isArray(body['responses']) ? body['responses'].filter(isObject) : [];
  const byId = new Map(parts.map((part) => [text(part['id']), part]));
  return paths.map((path, index) => [path, answerOf(byId.get(String(index)))]);
}

function answerOf(part: Json | undefined): BatchAnswer {
  if (typeof part?.['status'] !== 'number') return { error: new GraphError({ status: 0, code: 'InvalidResponse', detail: 'a part of a batch has no answer' }) };
  const status = part['status'];
  if (status >= 200 && status < 300) return { body: part['body'] };
  return { error: errorFrom(status, headersOf(part['headers']), part['body']) };
}

function headersOf(raw: unknown): Headers {
  const entries = Object.entries(isObject(raw) ? raw : {}).filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  return new Headers(entries);
}

const isTransient = (answer: BatchAnswer | undefined): boolean => answer !== undefined && 'error' in answer && answer.error.isTransient;

/** Random 1: parts wait for the slowest of them, jitter would gain nothing. */
function longestWait(answers: (BatchAnswer | undefined)[], attempt: number, graph: Graph): number {
  const errors = answers.flatMap((answer) => (answer && 'error' in answer ? [answer.error] : []));
  return Math.max(...errors.map((error) => retryDelay(error, attempt, graph.clock.now(), () => 1)));
}
