import { isObject, text, type Json } from '../decode/json.js';
import { BATCH_SIZE, errorOfPart } from './batch.js';
import { GraphError, TokenError } from './error.js';
import type { Call, Graph, Method } from './graph.js';
import { MAX_ATTEMPTS, retryDelay } from './retry.js';

/** One write, by its path below the version. */
export interface Write {
  method: Method;
  path: string;
  body?: unknown;
  /** May be sent again where it is unclear whether it was done: it sets a thing to a value. */
  isRepeatable: boolean;
}

/** `refused`: certainly not done. `unclear`: an attempt's answer got lost, and no later one told what came of it. */
export type Sent =
  | { status: 'done'; requestId: string | undefined }
  | { status: 'refused' | 'unclear'; error: GraphError | TokenError };

type Service = Pick<Call, 'family' | 'version'> & { until: number };

/** Sends one write under the rules of `persist`. */
export async function sendWrite(graph: Graph, service: Service, write: Write): Promise<Sent> {
  const [sent] = await persist(graph, service.until, [write], async () => [await attempt(graph, { ...service, path: write.path }, write)]);
  return sent!;
}

/** Sends writes of one version through `$batch`, up to 20 to a request, each part judged on its own, in order. */
export async function sendBatch(graph: Graph, service: Service, writes: Write[]): Promise<Sent[]> {
  const chunks = Array.from({ length: Math.ceil(writes.length / BATCH_SIZE) }, (_, index) => writes.slice(index * BATCH_SIZE, (index + 1) * BATCH_SIZE));
  const sent = await Promise.all(chunks.map((chunk) => persist(graph, service.until, chunk, (open) => attemptBatch(graph, service, open))));
  return sent.flat();
}

/**
 * Sends what is open again and again until `until`. Throttled (429) and in conflict with another write (409): certainly not done, so
 * anything is repeated. No answer or 5xx: maybe done, so only what is repeatable; it stays unclear until an attempt succeeds.
 */
async function persist(graph: Graph, until: number, writes: Write[], send: (open: Write[]) => Promise<Sent[]>): Promise<Sent[]> {
  const last = new Map<Write, Sent>();
  let open = writes;
  for (let attempts = 1; ; attempts += 1) {
    const answers = await send(open);
    open.forEach((write, index) => last.set(write, judged(answers[index]!, last.get(write))));
    const left = until - graph.clock.now();
    const waits = new Map(open.filter((write) => isOpen(write, answers[open.indexOf(write)]!)).map((write) => [write, delay(graph, last.get(write)!, attempts)]));
    open = [...waits.keys()].filter((write) => waits.get(write)! < left);
    if (open.length === 0 || attempts === MAX_ATTEMPTS) return writes.map((write) => last.get(write)!);
    await graph.clock.sleep(Math.max(...open.map((write) => waits.get(write)!)));
  }
}

/** INVARIANT: once an attempt may have been done, a later refusal doesn't make it undone. */
function judged(answer: Sent, before: Sent | undefined): Sent {
  return answer.status === 'refused' && before?.status === 'unclear' ? { ...answer, status: 'unclear' } : answer;
}

function isOpen(write: Write, answer: Sent): boolean {
  if (answer.status === 'done' || !(answer.error instanceof GraphError)) return false;
  return answer.status === 'unclear' ? write.isRepeatable : [409, 429].includes(answer.error.status);
}

const delay = (graph: Graph, sent: Sent, attempts: number): number =>
  sent.status !== 'done' && sent.error instanceof GraphError ? retryDelay(sent.error, attempts, graph.clock.now(), () => 1) : 0;

async function attempt(graph: Graph, call: Call, { method, body }: Write): Promise<Sent> {
  try {
    const { requestId } = await graph.attempt(call, method, body);
    return { status: 'done', requestId };
  } catch (error) {
    return failed(error);
  }
}

/** Neither an answer nor a refusal of ours to send it, as after an abort: nobody knows. */
function failed(cause: unknown): Sent {
  if (cause instanceof TokenError) return { status: 'refused', error: cause };
  if (cause instanceof GraphError) return { status: isLost(cause) ? 'unclear' : 'refused', error: cause };
  return { status: 'unclear', error: new GraphError({ status: 0, code: 'NetworkError', detail: String(cause), cause }) };
}

const isLost = (error: GraphError): boolean => error.status !== 429 && (error.isTransient || error.status >= 500 || error.status === 408);

async function attemptBatch(graph: Graph, { family, version, until }: Service, writes: Write[]): Promise<Sent[]> {
  const requests = writes.map(({ method, path, body }, index) => ({
    id: String(index), method, url: path, ...(body === undefined ? {} : { headers: { 'Content-Type': 'application/json' }, body }),
  }));
  try {
    const answer = await graph.attempt({ path: '/$batch', family, until, ...(version && { version }) }, 'POST', { requests });
    return partsOf(answer.body, writes.length, answer.requestId);
  } catch (error) {
    return writes.map(() => failed(error));
  }
}

function partsOf(body: unknown, count: number, requestId: string | undefined): Sent[] {
  const parts = isObject(body) && Array.isArray(body['responses']) ? body['responses'].filter(isObject) : [];
  const byId = new Map(parts.map((part) => [text(part['id']), part]));
  return Array.from({ length: count }, (_, index) => sentOf(byId.get(String(index)), requestId));
}

/** A part rarely has a request id of its own: the batch's leads to it. */
function sentOf(part: Json | undefined, requestId: string | undefined): Sent {
  const error = errorOfPart(part, requestId);
  return error ? failed(error) : { status: 'done', requestId };
}
