import type { Config } from '../../config.js';
import { organization } from '../../graph/calls.js';
import { checkPermissions, GraphError, type Graph, type PermissionCheck } from '../../graph/index.js';
import { openTenant } from '../tenant.js';
import { because, type Check } from './check.js';

/** Sources that come with a licence only. */
const LICENSED_SOURCES: Record<string, { name: string; without: string }> = {
  userRegistrationDetails: { name: 'Entra ID P1', without: 'nobody can tell who has registered a method' },
  roleEligibilities: { name: 'Entra ID P2', without: 'there are no PIM-eligible roles to explain' },
};

/** Token, each permission a scan needs, and what the licences let it read. */
export async function checkGraph(config: Config): Promise<Check[]> {
  const tenant = await openTenant(config);
  try {
    const token = await checkToken(tenant.graph);
    if (token.status === 'wrong') return [token];
    const results = await checkPermissions(tenant.graph);
    return [token, ...permissions(results), ...licences(results)];
  } finally {
    await tenant.close();
  }
}

/** One cheap call: whether it is permitted doesn't matter here, only whether Graph answers and takes the token. */
async function checkToken(graph: Graph): Promise<Check> {
  const about = 'token';
  try {
    await graph.get(organization);
    return { about, status: 'fine', text: 'Graph accepts it' };
  } catch (cause) {
    if (!(cause instanceof GraphError)) return { about, status: 'wrong', text: because(cause) };
    if (cause.status === 401) return { about, status: 'wrong', text: `Graph refuses it (\`${cause.code}\`): check the credentials; an access token of your own lives about an hour` };
    if (cause.reason === 'error') return { about, status: 'wrong', text: `Graph does not answer (\`${cause.code}\`): check GRAPH_BASE_URL, the network and the proxy` };
    return { about, status: 'fine', text: 'Graph accepts it' };
  }
}

/** One line a permission, the worst of what it was needed for. */
function permissions(results: PermissionCheck[]): Check[] {
  const names = [...new Set(results.map(({ permission }) => permission))];
  return names.map((permission) => {
    const uses = results.filter((each) => each.permission === permission);
    const failed = uses.find(({ status }) => status === 'permission' || status === 'error');
    const sources = uses.map(({ source }) => source).join(', ');
    return { about: `permission ${permission}`, status: failed ? 'wrong' : 'fine', text: failed ? failed.detail : sources } as const;
  });
}

function licences(results: PermissionCheck[]): Check[] {
  return Object.entries(LICENSED_SOURCES).map(([source, { name, without }]) => {
    const about = `licence ${name}`;
    const status = results.find((each) => each.source === source)?.status;
    if (status === 'licence') return { about, status: 'limited', text: `missing: ${without}; the verdicts are not affected` };
    return status === 'ok' ? { about, status: 'fine', text: `${source} can be read` } : { about, status: 'skipped', text: `unknown until ${source} can be asked` };
  });
}
