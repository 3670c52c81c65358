import type { Source } from '../../engine/index.js';
import * as calls from '../calls.js';
import { GraphError } from '../client/error.js';
import type { Graph } from '../client/graph.js';
import { readList } from '../client/pages.js';
import { object, text } from '../decode/json.js';
import { mend } from './mend.js';
import { grantedAs } from './table.js';

export interface PermissionCheck {
  source: Source;
  /** The application permission to grant for it. */
  permission: string;
  status: 'ok' | 'permission' | 'licence' | 'error';
  /** One sentence with the mend; empty where all is well. */
  detail: string;
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Probes every source a scan reads with one cheap call each; what comes back is not kept. Throws TokenError only. */
export async function checkPermissions(graph: Graph): Promise<PermissionCheck[]> {
  const probes = [
    ...[
      calls.organization, calls.subscribedSkus, calls.domains, oneRow(calls.users(true)), oneRow(calls.userRegistrationDetails),
      calls.securityDefaults, oneRow(calls.conditionalAccessPolicies), oneRow(calls.namedLocations), calls.authenticationStrengths,
      calls.crossTenantDefault, calls.roleDefinitions, oneRow(calls.roleAssignments), oneRow(calls.roleEligibilities),
      calls.homeTenant('microsoft.com'), calls.groupMembers(NOBODY),
    ].map((call) => probe(call, () => graph.get(call))),
    probe(calls.directoryObjects, () => graph.post(calls.directoryObjects, { ids: [NOBODY], types: ['group'] })),
    probe(calls.federationConfiguration('any'), () => probeFederation(graph)),
  ];
  return Promise.all(probes);
}

async function probe(call: calls.ReadCall, ask: () => Promise<unknown>): Promise<PermissionCheck> {
  const { source } = call;
  const permission = grantedAs(call.permission);
  try {
    await ask();
    return { source, permission, status: 'ok', detail: '' };
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    // Whoever is told that there is no such object may read what there is.
    if (error.isNotFound) return { source, permission, status: 'ok', detail: '' };
    return { source, permission, status: error.reason, detail: mend(call, error) };
  }
}

/** Only a federated domain has a configuration; without one the permission isn't needed. */
async function probeFederation(graph: Graph): Promise<void> {
  const domains = await readList(graph, calls.domains).catch(() => []);
  const federated = domains.map(object).find((domain) => domain?.['authenticationType'] === 'Federated');
  const name = text(federated?.['id']);
  if (name !== undefined) await graph.get(calls.federationConfiguration(name));
}

function oneRow(call: calls.ReadCall): calls.ReadCall {
  const path = call.path.replace('$top=999', '$top=1');
  return { ...call, path: path.includes('$top=') ? path : `${path}${path.includes('?') ? '&' : '?'}$top=1` };
}
