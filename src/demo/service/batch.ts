import type { Account } from '../tenant/account.js';
import type { Tenant } from '../tenant/tenant.js';
import { dispatch } from './dispatch.js';
import { GraphError } from './errors.js';
import { refusal } from './refusal.js';
import type { GraphObject, Reply } from './route.js';

interface Part {
  id: string;
  method: string;
  url: string;
  headers?: Record<string, string>;
  body?: unknown;
  dependsOn?: string[];
}

const MOST_PARTS = 20;

/** `POST /{version}/$batch`: 200 outside whatever happens inside; responses come in no promised order. */
export function batch(tenant: Tenant, caller: Account, version: string, body: unknown): Reply {
  const parts = partsOf(body);
  const replies = new Map<string, GraphObject>();
  for (const part of parts) replies.set(part.id, answer(tenant, caller, version, part, replies));
  return { status: 200, body: { responses: [...replies.values()].toReversed() } };
}

function partsOf(body: unknown): Part[] {
  const parts = (body as { requests?: Part[] } | null)?.requests;
  if (!Array.isArray(parts) || parts.length === 0) throw new GraphError(400, 'BadRequest', 'Invalid batch payload format.');
  if (parts.length > MOST_PARTS)
    throw new GraphError(400, 'MaxBatchSizeExceeded', `The number of batch requests exceeds the maximum of ${MOST_PARTS}.`);
  const ids = new Set(parts.map((part) => part.id));
  if (ids.size < parts.length || parts.some((part) => typeof part.id !== 'string' || typeof part.url !== 'string')) {
    throw new GraphError(400, 'BadRequest', 'Request id and url are required, and ids must be unique.');
  }
  return parts;
}

function answer(tenant: Tenant, caller: Account, version: string, part: Part, before: Map<string, GraphObject>): GraphObject {
  if (part.dependsOn?.some((id) => Number(before.get(id)?.status ?? 424) >= 400)) {
    return inner(part, refusal(new GraphError(424, 'FailedDependency', 'A request this one depends on has failed.')));
  }
  const headers = Object.fromEntries(Object.entries(part.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]));
  const url = `/${version}${part.url.startsWith('/') ? '' : '/'}${part.url}`;
  try {
    return inner(part, dispatch(tenant, caller, { method: part.method.toUpperCase(), url, headers, body: part.body ?? null }));
  } catch (error) {
    return inner(part, refusal(error));
  }
}

function inner(part: Part, { status, body, headers = {} }: Reply): GraphObject {
  const named = headers['retry-after'] === undefined ? {} : { 'Retry-After': headers['retry-after'] };
  return {
    id: part.id,
    status,
    headers: { ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...named },
    ...(body === undefined ? {} : { body }),
  };
}
