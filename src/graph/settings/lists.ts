import { getBatch, type BatchAnswer } from '../client/batch.js';
import { GraphError } from '../client/error.js';
import type { Call, Graph } from '../client/graph.js';
import { pageOf, readList } from '../client/pages.js';
import { needObject, needText, type Json } from '../decode/json.js';
import { readError } from './reading.js';

export type Row = Json & { id: string };

/** Several lists in few requests: first pages in `$batch`, a list that has more from its beginning on its own. Throws TokenError only. */
export async function readLists(graph: Graph, calls: Call[], until?: number): Promise<(Row[] | GraphError)[]> {
  const answers = await readEach(graph, calls, until);
  return Promise.all(calls.map(async (call, index) => rowsOf(answers[index]!, () => readList(graph, { ...call, ...(until !== undefined && { until }) }))));
}

/** Several answers in few requests. Throws TokenError only. */
export async function readEach(graph: Graph, calls: Call[], until?: number): Promise<BatchAnswer[]> {
  if (calls.length === 0) return [];
  try {
    return await getBatch(graph, 'v1.0', calls, until);
  } catch (cause) {
    const error = readError(cause);
    return calls.map(() => ({ error }));
  }
}

async function rowsOf(answer: BatchAnswer, readAll: () => Promise<unknown[]>): Promise<Row[] | GraphError> {
  if ('error' in answer) return answer.error;
  try {
    const { rows, nextLink } = pageOf(answer.body);
    return (nextLink === undefined ? rows : await readAll()).map(rowOf);
  } catch (error) {
    return readError(error);
  }
}

export function rowOf(raw: unknown): Row {
  const row = needObject(raw, 'an object of a list');
  return { ...row, id: needText(row, 'id') };
}
