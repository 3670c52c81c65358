import { badRequest, GraphError, unsupportedQuery } from '../service/errors.js';
import { ok, type Call, type GraphObject, type Reply } from '../service/route.js';
import { parseFilter, type Filter } from './filter.js';
import { select, selectedProperties } from './select.js';

/** A list that makes its items when they are asked for, so that 100,000 of them cost nothing. */
export interface Sequence {
  length: number;
  /**
   * Undefined where the list has a hole (an account that a report leaves out).
   * @param properties those the answer and the filter need; undefined = all
   */
  at(position: number, properties: readonly string[] | undefined): GraphObject | undefined;
}

export interface ListOptions {
  /** For `@odata.context`: `users`. */
  context: string;
  defaultTop?: number;
  maxTop?: number;
  /** Directory objects: `$count`, `ne`, `not`, `endsWith` and casts need `ConsistencyLevel: eventual`. */
  isDirectory?: boolean;
  /** Strict lists refuse properties that the type doesn't have. */
  properties?: { has(name: string): boolean };
  /** What comes without `$select`; default everything. */
  defaults?: readonly string[];
}

const known = new Set(['$select', '$top', '$filter', '$count', '$skiptoken']);

/** Answers a list with Graph's paging: opaque tokens, the count on the first page only. */
export function list(call: Call, source: Sequence, options: ListOptions): Reply {
  refuseUnknownOptions(call.query);
  const filter = filterOf(call, options);
  const top = topOf(call, options);
  const properties = selectedProperties(call.query, options);
  const needed = properties && [...properties, ...(filter?.properties ?? [])];
  const { items, next } = page(
    { length: source.length, at: (position) => source.at(position, needed) },
    call.tenant.tokens.positionOf(call),
    top,
    filter,
  );
  const isFirst = !call.query.has('$skiptoken');
  return ok({
    '@odata.context': `${call.tenant.tokens.base}/${call.version}/$metadata#${options.context}`,
    ...(isFirst && countIsAnswered(call, options) ? { '@odata.count': countOf(source, filter) } : {}),
    ...(next === undefined ? {} : { '@odata.nextLink': call.tenant.tokens.nextLink(call, next) }),
    value: items.map((item) => select(item, properties)),
  });
}

/** The `/$count` segment: a bare number. */
export function count(call: Call, source: Sequence, options: ListOptions): Reply {
  if (!isEventual(call)) throw badRequest('$count is not currently supported.');
  return { status: 200, body: countOf(source, filterOf(call, options)), headers: { 'content-type': 'text/plain' } };
}

/** A short list that is there already. */
export const sequence = (items: readonly GraphObject[]): Sequence => ({ length: items.length, at: (position) => items[position] });

type Items = { length: number; at(position: number): GraphObject | undefined };

function page(source: Items, from: number, top: number, filter: Filter | undefined): { items: GraphObject[]; next: number | undefined } {
  const items: GraphObject[] = [];
  for (let position = from; position < source.length; position += 1) {
    const item = source.at(position);
    if (item === undefined || filter?.test(item) === false) continue;
    if (items.length === top) return { items, next: position };
    items.push(item);
  }
  return { items, next: undefined };
}

function countOf(source: Sequence, filter: Filter | undefined): number {
  if (filter === undefined) return source.length;
  let total = 0;
  for (let position = 0; position < source.length; position += 1) {
    const item = source.at(position, filter.properties);
    if (item !== undefined && filter.test(item)) total += 1;
  }
  return total;
}

function topOf(call: Call, options: ListOptions): number {
  const most = options.maxTop ?? Number.MAX_SAFE_INTEGER;
  const asked = call.query.get('$top');
  const top = asked === null ? (options.defaultTop ?? most) : Number(asked);
  if (!Number.isInteger(top) || top < 1 || top > most) {
    throw unsupportedQuery(`Invalid page size specified: '${asked}'. Must be between 1 and ${most} inclusive.`);
  }
  return Math.min(top, call.tenant.settings.pageSize ?? top);
}

function filterOf(call: Call, options: ListOptions): Filter | undefined {
  const text = call.query.get('$filter');
  if (text === null) return undefined;
  const filter = parseFilter(text);
  const strange = filter.properties.find((name) => options.properties?.has(name) === false);
  if (strange !== undefined) throw badRequest(`Could not find a property named '${strange}' on type 'microsoft.graph.${options.context}'.`);
  if (options.isDirectory && filter.isAdvanced) requireAdvanced(call);
  return filter;
}

/** @throws GraphError 400 unless the call is an advanced query. */
export function requireAdvanced(call: Call): void {
  if (isEventual(call) && call.query.get('$count') === 'true') return;
  throw unsupportedQuery(
    'This query is supported as an advanced query only: set `$count=true` and the header `ConsistencyLevel: eventual`.',
  );
}

// Without the header the directory ignores `$count=true` in silence.
function countIsAnswered(call: Call, options: ListOptions): boolean {
  return call.query.get('$count') === 'true' && (!options.isDirectory || isEventual(call));
}

const isEventual = (call: Call): boolean => call.headers['consistencylevel']?.toLowerCase() === 'eventual';

function refuseUnknownOptions(query: URLSearchParams): void {
  const strange = [...query.keys()].find((name) => !known.has(name));
  if (strange !== undefined) throw new GraphError(400, 'BadRequest', `Query option '${strange}' is not supported here.`);
}
