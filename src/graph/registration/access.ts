import * as calls from './calls.js';
import type { Graph } from '../client/graph.js';
import { needObject, needText, object, text, type Json } from '../decode/json.js';
import type { NeededPermission } from '../permissions/table.js';
import { RegistrationError } from './types.js';

/** Microsoft Graph's own list of permissions in this tenant. */
export interface GraphPermissions {
  /** Id of its service principal. */
  principalId: string;
  appId: string;
  /** Ids by name. */
  application: ReadonlyMap<string, string>;
  delegated: ReadonlyMap<string, string>;
}

export async function readGraphPermissions(graph: Graph): Promise<GraphPermissions> {
  const raw = needObject(await graph.get(calls.graphPrincipal), "Microsoft Graph's service principal");
  return {
    principalId: needText(raw, 'id'), appId: needText(raw, 'appId'), application: idsByName(raw['appRoles']), delegated: idsByName(raw['oauth2PermissionScopes']),
  };
}

/** Throws RegistrationError where this cloud's Graph has no such permission. */
export function idsOf(known: ReadonlyMap<string, string>, needed: readonly NeededPermission[]): string[] {
  const missing = needed.filter(({ name }) => !known.has(name));
  if (missing.length === 0) return needed.map(({ name }) => known.get(name)!);
  const names = missing.map(({ name }) => `\`${name}\``).join(', ');
  throw new RegistrationError(`Microsoft Graph of this tenant offers no permission ${names}: give the other permissions by hand in the Entra admin center, and see with \`doctor\` what can't be read.`);
}

function idsByName(raw: unknown): Map<string, string> {
  const rows: Json[] = Array.isArray(raw) ? raw.map(object).filter((each) => each !== undefined) : [];
  return new Map(rows.flatMap((row): [string, string][] => {
    const [name, id] = [text(row['value']), text(row['id'])];
    return name && id && row['isEnabled'] !== false ? [[name, id]] : [];
  }));
}
