import * as calls from './calls.js';
import type { Graph } from './client/graph.js';
import { readList } from './client/pages.js';
import { decodeOrganization } from './decode/tenant.js';

/** The id of the tenant that the credentials reach. Throws GraphError. */
export async function readTenantId(graph: Graph): Promise<string> {
  return decodeOrganization(await readList(graph, calls.organization)).id;
}
