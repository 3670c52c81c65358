import { WORDS } from './words.js';

/** What the server said instead of an answer: a sentence for the reader. */
export class ApiError extends Error {
  constructor(message: string, readonly status: number) {
    super(message);
  }
}

/** The reader's token; undefined where there is no Teams to ask. */
export type GetToken = () => Promise<string | undefined>;

export interface Api {
  get<T>(path: string, query?: Record<string, string | number | undefined>, signal?: AbortSignal): Promise<T>;
  post<T>(path: string, body: object): Promise<T>;
  file(path: string): Promise<Blob>;
}

const BASE = '/api/report';

export function createApi(getToken: GetToken): Api {
  const send = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const token = await getToken();
    const headers = { ...(token && { authorization: `Bearer ${token}` }), ...(init.body !== undefined && { 'content-type': 'application/json' }) };
    const response = await fetch(`${BASE}${path}`, { ...init, headers }).catch((cause: unknown) => {
      throw cause instanceof DOMException && cause.name === 'AbortError' ? cause : new ApiError(WORDS.unreachable, 0);
    });
    if (response.ok) return response;
    throw new ApiError(await sentence(response), response.status);
  };
  return {
    get: async (path, query = {}, signal) => (await send(`${path}${search(query)}`, signal ? { signal } : {})).json(),
    post: async (path, body) => (await send(path, { method: 'POST', body: JSON.stringify(body) })).json(),
    file: async (path) => (await send(path)).blob(),
  };
}

async function sentence(response: Response): Promise<string> {
  const body = await response.json().catch(() => undefined) as { message?: string } | undefined;
  return body?.message ?? `${WORDS.press.failed} (${response.status})`;
}

function search(query: Record<string, string | number | undefined>): string {
  const said = Object.entries(query).filter((entry): entry is [string, string | number] => entry[1] !== undefined && entry[1] !== '');
  return said.length > 0 ? `?${new URLSearchParams(said.map(([name, value]) => [name, String(value)]))}` : '';
}
