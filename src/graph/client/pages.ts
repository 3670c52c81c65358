import { isObject } from '../decode/json.js';
import { GraphError } from './error.js';
import type { Call, Graph } from './graph.js';

const MAX_RESTARTS = 3;

export interface PageReader {
  /** A page may be empty and still not be the last. */
  onPage: (rows: unknown[]) => void;
  /** The list begins anew: rows seen so far will come again, unless they are gone. */
  onRestart?: () => void;
}

/**
 * Reads a list to its end, page after page. A lost place starts it again, a bounded number of times.
 * Throws GraphError; the rows handed over until then stay with the reader.
 */
export async function readPages(graph: Graph, call: Call, reader: PageReader): Promise<void> {
  for (let restarts = 0; ; restarts += 1) {
    try {
      return await readThrough(graph, call, reader);
    } catch (error) {
      if (!(error instanceof GraphError) || !error.isExpiredPage || restarts === MAX_RESTARTS) throw error;
      reader.onRestart?.();
    }
  }
}

/** A whole list of rows, each once: rows that moved between pages while the list was read come twice. */
export async function readList(graph: Graph, call: Call): Promise<unknown[]> {
  let rows = new Map<unknown, unknown>();
  await readPages(graph, call, {
    onPage: (page) => page.forEach((row) => rows.set(keyOf(row), row)),
    onRestart: () => (rows = new Map()),
  });
  return [...rows.values()];
}

/** The rows of an answer that Graph never pages. */
export function onlyPage(body: unknown): unknown[] {
  const { rows, nextLink } = pageOf(body);
  if (nextLink !== undefined) throw invalid('an answer that has one page came with a nextLink');
  return rows;
}

async function readThrough(graph: Graph, call: Call, { onPage }: PageReader): Promise<void> {
  const followed = new Set<string>();
  for (let next: Call | undefined = call; next; ) {
    const page: Page = pageOf(await graph.get(next));
    onPage(page.rows);
    if (page.nextLink !== undefined && followed.has(page.nextLink)) throw invalid('a nextLink leads round in a circle');
    if (page.nextLink !== undefined) followed.add(page.nextLink);
    next = page.nextLink === undefined ? undefined : { ...call, nextLink: page.nextLink };
  }
}

interface Page {
  rows: unknown[];
  nextLink: string | undefined;
}

export function pageOf(body: unknown): Page {
  const { value, '@odata.nextLink': nextLink } = isObject(body) ? body : {};
  if (!Array.isArray(value)) throw invalid('a list came without its rows');
  if (nextLink !== undefined && nextLink !== null && typeof nextLink !== 'string') throw invalid('a nextLink is no text');
  return { rows: value, nextLink: nextLink ?? undefined };
}

/** Rows without an id are kept as they are: the decoder has to see them. */
function keyOf(row: unknown): unknown {
  return isObject(row) && typeof row['id'] === 'string' ? row['id'] : row;
}

const invalid = (detail: string): GraphError => new GraphError({ status: 200, code: 'InvalidResponse', detail });
