import type { Config } from '../../config.js';
import { checkPermissions, type PermissionCheck } from '../../graph/index.js';
import { openTenant } from '../tenant.js';
import { because, type Check } from './check.js';

/** Without these there is no verdict worth the name; the others only make the report less complete. */
const LICENSED_SOURCES: Record<string, string> = {
  userRegistrationDetails: 'Entra ID P1: without it nobody can tell who has registered a method; the verdicts are not affected',
  roleEligibilities: 'Entra ID P2: without it there are no PIM-eligible roles to explain; the verdicts are not affected',
};

/** Token, each permission a scan needs, and what the licences let it read. */
export async function checkGraph(config: Config): Promise<Check[]> {
  try {
    const tenant = await openTenant(config);
    try {
      const results = await checkPermissions(tenant.graph);
      return [{ about: 'token', status: 'fine', text: 'Graph accepts it' }, ...permissions(results), ...licences(results)];
    } finally {
      await tenant.close();
    }
  } catch (cause) {
    return [{ about: 'token', status: 'wrong', text: because(cause) }];
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
  return Object.entries(LICENSED_SOURCES).map(([source, text]) => {
    const isMissing = results.some((each) => each.source === source && each.status === 'licence');
    const [name, consequence] = text.split(': ');
    return { about: `licence ${name}`, status: isMissing ? 'limited' : 'fine', text: isMissing ? `missing: ${consequence}` : `${source} can be read` } as const;
  });
}
