import * as calls from './calls.js';
import type { Graph } from './client/graph.js';
import { readList } from './client/pages.js';
import { decodeOrganization } from './decode/tenant.js';
import { ScanError } from './snapshot/users.js';

/** The id of the tenant that the credentials reach. Throws GraphError. */
export async function readTenantId(graph: Graph): Promise<string> {
  return decodeOrganization(await readList(graph, calls.organization)).id;
}

/** INVARIANT: nothing is read of, or kept for, another tenant than the configured one. Throws ScanError where the credentials reach another; GraphError. */
export async function verifyTenantId(graph: Graph, expected: string): Promise<string> {
  const id = await readTenantId(graph);
  if (id.toLowerCase() === expected.toLowerCase()) return id;
  throw new ScanError(`the credentials configured for the tenant ${expected} are those of another one: correct its entry in TENANTS_FILE`);
}
