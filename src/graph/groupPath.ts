import * as calls from './calls.js';
import type { Graph } from './client/graph.js';
import { readList } from './client/pages.js';
import { object, text, visibleText } from './decode/json.js';

/** Groups are rarely nested deeper, and an explanation must not cost more. */
const MAX_CALLS = 15;

interface NestedGroup {
  id: string;
  displayName: string;
  /** Names of the groups below it on the way to the account, the account's own first. */
  below: string[];
}

/**
 * Names of the nested groups between an account and a group it belongs to, the account's own first; empty where it is a direct
 * member. Undefined where the path couldn't be read, or found within a few calls.
 */
export async function readGroupPath(graph: Graph, accountId: string, groupId: string): Promise<string[] | undefined> {
  const own = await groupsAt(graph, calls.groupsOf(accountId));
  if (own === undefined) return undefined;
  if (own.some(({ id }) => id === groupId)) return [];
  return search(graph, new Set(own.map(({ id }) => id)), groupId);
}

/** From the group downwards, breadth first: exclusion groups are small, and the account may be in thousands of others. */
async function search(graph: Graph, own: Set<string>, groupId: string): Promise<string[] | undefined> {
  const queue: NestedGroup[] = [{ id: groupId, displayName: '', below: [] }];
  const seen = new Set([groupId]);
  for (let asked = 0; asked < MAX_CALLS; asked += 1) {
    const parent = queue.shift();
    if (!parent) return undefined;
    for (const child of (await groupsAt(graph, calls.childGroups(parent.id))) ?? []) {
      const path = [child.displayName, ...parent.below];
      if (own.has(child.id)) return path;
      if (!seen.has(child.id)) queue.push({ ...child, below: path });
      seen.add(child.id);
    }
  }
  return undefined;
}

async function groupsAt(graph: Graph, call: calls.ReadCall): Promise<Omit<NestedGroup, 'below'>[] | undefined> {
  const rows = await readList(graph, call).catch(() => undefined);
  return rows?.flatMap((row) => {
    const id = text(object(row)?.['id']);
    return id === undefined ? [] : [{ id, displayName: visibleText(object(row)?.['displayName']) ?? id }];
  });
}
