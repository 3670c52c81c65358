import { GraphError } from './client/error.js';
import type { Accepted, Call, Graph, Method } from './client/graph.js';
import { readList } from './client/pages.js';

/** As much of Graph as Planner's tickets need (application permission Tasks.ReadWrite.All; names of people User.Read.All). All methods throw GraphError. */
export interface PlannerCalls {
  get(path: string): Promise<unknown>;
  /** All pages. */
  list(path: string): Promise<unknown[]>;
  post(path: string, body: unknown): Promise<unknown>;
  /** Only where `etag` is still the version of what is there (412 otherwise). */
  patch(path: string, body: unknown, etag: string): Promise<void>;
}

const PATIENCE_MS = 20_000;
const ATTEMPTS = 3;

export function createPlannerCalls(graph: Graph): PlannerCalls {
  const to = (path: string, headers: Record<string, string> = {}): Call => ({ path, headers, family: 'directory', until: graph.clock.now() + PATIENCE_MS });
  return {
    get: (path) => graph.get(to(path)),
    list: (path) => readList(graph, to(path)),
    post: async (path, body) => (await write(graph, to(path), 'POST', body)).body,
    patch: async (path, body, etag) => void await write(graph, to(path, { 'If-Match': etag }), 'PATCH', body),
  };
}

/** Throttled is certainly not done, so it is sent again; after any other failure a second task might come of it. */
async function write(graph: Graph, call: Call, method: Method, body: unknown): Promise<Accepted> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await graph.attempt(call, method, body);
    } catch (error) {
      if (!(error instanceof GraphError) || error.status !== 429 || attempt === ATTEMPTS) throw error;
    }
  }
}
