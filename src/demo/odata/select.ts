import { badRequest } from '../service/errors.js';
import type { GraphObject } from '../service/route.js';

interface Selectable {
  context: string;
  properties?: { has(name: string): boolean };
  defaults?: readonly string[];
}

/** The properties to answer; undefined = all. @throws GraphError 400 for one that the type doesn't have. */
export function selectedProperties(query: URLSearchParams, options: Selectable): readonly string[] | undefined {
  const asked = query
    .get('$select')
    ?.split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
  if (asked === undefined || asked.length === 0) return options.defaults;
  const strange = asked.find((name) => options.properties?.has(name) === false);
  if (strange !== undefined) throw badRequest(`Could not find a property named '${strange}' on type 'microsoft.graph.${options.context}'.`);
  return asked;
}

/** The item with only these properties; annotations (`@odata.type`) always stay. */
export function select(item: GraphObject, properties: readonly string[] | undefined): GraphObject {
  if (properties === undefined) return item;
  const chosen: GraphObject = {};
  if (item['@odata.type'] !== undefined) chosen['@odata.type'] = item['@odata.type'];
  for (const name of properties) if (item[name] !== undefined) chosen[name] = item[name];
  return chosen;
}
