import { badRequest } from '../service/errors.js';
import { ok, type Call, type GraphObject, type Reply, type Route } from '../service/route.js';
import { groupKeyOf } from '../tenant/directory.js';
import { defaultUserProperties } from '../tenant/userJson.js';
import { groupJson } from './groups.js';
import { userOf } from './users.js';

export const directoryObjects: Route[] = [
  { method: 'POST', path: '/directoryObjects/getByIds', permission: 'Directory.Read.All', cost: 3, handle: getByIds },
];

const properties = [...defaultUserProperties, 'accountEnabled', 'userType'];

/** Names up to 1,000 objects at once; ids it doesn't know are left out in silence. */
function getByIds(call: Call): Reply {
  const { ids, types } = (call.body ?? {}) as { ids?: unknown; types?: string[] };
  if (!Array.isArray(ids) || ids.length === 0 || ids.length > 1000) throw badRequest("'ids' must hold between 1 and 1000 ids.");
  const objects = ids.map((id) => objectOf(call, String(id))).filter((object) => object !== undefined);
  const wanted = types?.map((type) => `#microsoft.graph.${type}`.toLowerCase());
  return ok({
    '@odata.context': `${call.tenant.tokens.base}/${call.version}/$metadata#directoryObjects`,
    value: objects.filter((object) => wanted?.includes(String(object['@odata.type']).toLowerCase()) ?? true),
  });
}

function objectOf(call: Call, id: string): GraphObject | undefined {
  const key = groupKeyOf(id);
  if (key !== undefined) return { '@odata.type': '#microsoft.graph.group', ...groupJson(key) };
  const account = id.includes('@') ? undefined : call.tenant.directory.find(id);
  return account && { '@odata.type': '#microsoft.graph.user', ...userOf(call, account, properties) };
}
