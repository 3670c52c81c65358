import { directoryAudits } from './calls.js';
import { pageOf } from './client/pages.js';
import type { Graph } from './client/graph.js';
import { object, text, type Json } from './decode/json.js';

/** A change as the directory's audit log tells it. */
export interface DirectoryAudit {
  /** ISO 8601. */
  at: string;
  activity: string;
  /** Object id of the person, where it was one. */
  byId: string | undefined;
  /** Name or address of the person, or name of the app. */
  by: string | undefined;
  /** Of everything it was about. */
  ids: string[];
}

/** A busy tenant writes thousands of rows a day: the newest are enough to tell who did what. */
const MOST_PAGES = 3;
const PATIENCE_MS = 15_000;
const ID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi;

/** What succeeded since, newest first. Throws GraphError; without the permission AuditLog.Read.All or a licence, too. */
export async function readDirectoryAudits(graph: Graph, since: string): Promise<DirectoryAudit[]> {
  const rows: DirectoryAudit[] = [];
  let nextLink: string | undefined;
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const read = pageOf(await graph.get({ ...directoryAudits(since), until: graph.clock.now() + PATIENCE_MS, ...(nextLink && { nextLink }) }));
    rows.push(...read.rows.flatMap(decoded));
    nextLink = read.nextLink;
    if (!nextLink) break;
  }
  return rows.toSorted((one, other) => other.at.localeCompare(one.at));
}

function decoded(raw: unknown): DirectoryAudit[] {
  const row = object(raw);
  const [at, activity] = [text(row?.['activityDateTime']), text(row?.['activityDisplayName'])];
  if (!row || !at || !activity || row['result'] !== 'success') return [];
  const initiator = object(row['initiatedBy']);
  const [user, app] = [object(initiator?.['user']), object(initiator?.['app'])];
  const by = text(user?.['displayName']) ?? text(user?.['userPrincipalName']) ?? text(app?.['displayName']);
  return [{ at: new Date(at).toISOString(), activity, byId: text(user?.['id']), by, ids: idsIn(row) }];
}

/** The object itself, and those that its properties name, such as `Group.ObjectID`. */
function idsIn(row: Json): string[] {
  const targets = Array.isArray(row['targetResources']) ? row['targetResources'].map(object) : [];
  return targets.flatMap((target) => [text(target?.['id']) ?? '', ...named(target)]).filter(Boolean).map((id) => id.toLowerCase());
}

function named(target: Json | undefined): string[] {
  const properties = Array.isArray(target?.['modifiedProperties']) ? target['modifiedProperties'].map(object) : [];
  const ids = properties.filter((each) => /objectid$/i.test(text(each?.['displayName']) ?? ''));
  return ids.flatMap((each) => `${text(each?.['oldValue']) ?? ''} ${text(each?.['newValue']) ?? ''}`.match(ID) ?? []);
}
