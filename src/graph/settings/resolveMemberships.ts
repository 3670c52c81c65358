import type { Snapshot, TenantEdit } from '../../engine/index.js';
import { describeEdit } from '../../findings/index.js';
import { GraphError } from '../client/error.js';
import type { Graph } from '../client/graph.js';
import { isTextList, visibleText } from '../decode/json.js';
import type { Row } from './lists.js';
import { already, nothing, unread, type Resolution } from './resolution.js';
import type { Impossible, SettingChange } from './types.js';
import { groupsHolding, isWithin, readWays, type Ways } from './ways.js';

export type MembershipEdit = Extract<TenantEdit, { kind: 'removeFromGroup' | 'addToGroup' }>;
type Why = Pick<Impossible, 'because' | 'text'>;

/**
 * Leaving a group means leaving every group that leads into it: each is a change of its own, and where one of them can't be left
 * nothing is. Joining is one change. Effects are what that does to every group of the snapshot.
 */
export async function resolveMemberships(
  graph: Graph, snapshot: Snapshot, edits: MembershipEdit[], mayChangeRoleGroups: boolean,
): Promise<Resolution> {
  if (edits.length === 0) return nothing();
  const context = { snapshot, ways: await readWays(graph, snapshot, edits), mayChangeRoleGroups };
  const resolved = edits.map((edit) => (edit.kind === 'addToGroup' ? joining(context, edit) : leaving(context, edit)));
  const impossible = resolved.filter((each) => 'because' in each);
  const changes = merged(resolved.flatMap((each) => ('because' in each ? [] : each)));
  const failures = [...context.ways.direct.values()].filter((each) => each instanceof GraphError && !each.isNotFound) as GraphError[];
  return {
    changes, impossible, effects: [...new Set(changes.flatMap(({ accountIds }) => accountIds))].flatMap((id) => effectsOn(context, id, changes)),
    ...(failures.length === context.ways.direct.size && { failure: failures[0]! }),
  };
}

interface Context {
  snapshot: Snapshot;
  ways: Ways;
  mayChangeRoleGroups: boolean;
}

function leaving(context: Context, edit: MembershipEdit): SettingChange[] | Impossible {
  const { ways, snapshot } = context;
  const direct = ways.direct.get(edit.accountId)!;
  if (direct instanceof GraphError) return unread(edit, direct);
  const lost = [edit.groupId, ...groupsHolding(snapshot, edit.accountId)].map((id) => ways.below.get(id)).find((each) => each instanceof GraphError);
  if (lost instanceof GraphError) return unread(edit, lost);
  const needed = direct.filter(({ id }) => isWithin(ways, id, edit.groupId));
  if (needed.length === 0) return already(edit, describeEdit(edit, snapshot));
  const refused = needed.map((group) => ({ group, why: whyNot(group, context) })).find(({ why }) => why);
  if (refused?.why) return { edit, ...refused.why, text: refused.why.text + through(refused.group, edit, snapshot) };
  return needed.map((group) => leave(group, edit, snapshot));
}

function joining(context: Context, edit: MembershipEdit): SettingChange[] | Impossible {
  const { ways, snapshot } = context;
  const needed = [ways.own.get(edit.groupId)!, ways.direct.get(edit.accountId)!, ways.below.get(edit.groupId)!, ways.above.get(edit.groupId)!];
  const lost = needed.find((each) => each instanceof GraphError);
  if (lost instanceof GraphError) return unread(edit, lost);
  const [group, direct] = needed as [Row, Row[]];
  if (direct.some(({ id }) => isWithin(ways, id, edit.groupId))) return already(edit, describeEdit(edit, snapshot));
  const why = whyNot(group, context);
  if (why) return { edit, ...why };
  return [{
    ref: { kind: 'membership', groupId: edit.groupId, accountId: edit.accountId }, before: false, after: true, edits: [edit], accountIds: [edit.accountId],
    text: `add \`${accountName(edit, snapshot)}\` to the group \`${nameOf(group)}\``,
  }];
}

const leave = (group: Row, edit: MembershipEdit, snapshot: Snapshot): SettingChange => ({
  ref: { kind: 'membership', groupId: group.id, accountId: edit.accountId }, before: true, after: false, edits: [edit], accountIds: [edit.accountId],
  text: `take \`${accountName(edit, snapshot)}\` out of the group \`${nameOf(group)}\``,
});

/** Why the cloud, or who will write, can't change the members of a group; undefined where nothing stands against it. */
function whyNot(group: Row, { mayChangeRoleGroups }: Context): Why | undefined {
  const name = `\`${nameOf(group)}\``;
  const types = group['groupTypes'];
  if (!isTextList(types)) return { because: 'unread', text: `what kind of group ${name} is could not be read; try again in a few minutes` };
  if (types.includes('DynamicMembership')) return { because: 'dynamicGroup', text: `${name} is dynamic: its rule decides who is in it` };
  if (group['onPremisesSyncEnabled'] === true) return { because: 'syncedGroup', text: `${name} is synchronised from on premises: its members are changed there` };
  if (group['isAssignableToRole'] !== true || mayChangeRoleGroups) return undefined;
  return { because: 'roleAssignableGroup', text: `${name} is role-assignable: only a Privileged Role Administrator or a Global Administrator may change who is in it` };
}

const through = (group: Row, edit: MembershipEdit, snapshot: Snapshot): string =>
  (group.id === edit.groupId ? '' : `, and \`${accountName(edit, snapshot)}\` is in \`${snapshot.groups.get(edit.groupId)?.displayName ?? edit.groupId}\` through it`);

/** Several edits may need the same change. */
function merged(changes: SettingChange[]): SettingChange[] {
  const byRef = new Map<string, SettingChange>();
  for (const change of changes) {
    const key = JSON.stringify(change.ref);
    const same = byRef.get(key);
    byRef.set(key, same ? { ...same, edits: [...same.edits, ...change.edits] } : change);
  }
  return [...byRef.values()];
}

function effectsOn({ snapshot, ways }: Context, accountId: string, changes: SettingChange[]): TenantEdit[] {
  const own = changes.flatMap(({ ref, after }) => (ref.kind === 'membership' && ref.accountId === accountId ? [{ groupId: ref.groupId, isMember: after === true }] : []));
  const before = (ways.direct.get(accountId) as Row[]).map(({ id }) => id);
  const left = new Set(own.filter(({ isMember }) => !isMember).map(({ groupId }) => groupId));
  const after = [...before.filter((id) => !left.has(id)), ...own.filter(({ isMember }) => isMember).map(({ groupId }) => groupId)];
  return groupsTouched(snapshot, ways, accountId, own.map(({ groupId }) => groupId)).flatMap((groupId): TenantEdit[] => {
    const [was, is] = [before, after].map((direct) => direct.some((id) => isWithin(ways, id, groupId)));
    if (was === is) return [];
    return [{ kind: is ? 'addToGroup' : 'removeFromGroup', groupId, accountId }];
  });
}

/** Groups of the snapshot that may gain or lose the account. */
function groupsTouched(snapshot: Snapshot, ways: Ways, accountId: string, changed: string[]): string[] {
  const around = changed.flatMap((id) => idsIn(ways.above.get(id)));
  return [...new Set([...changed, ...groupsHolding(snapshot, accountId), ...around])].filter((id) => snapshot.groups.has(id));
}

const idsIn = (rows: Row[] | GraphError | undefined): string[] => (rows === undefined || rows instanceof GraphError ? [] : rows.map(({ id }) => id));
const nameOf = (group: Row): string => visibleText(group['displayName']) ?? group.id;
const accountName = ({ accountId }: MembershipEdit, { accounts }: Snapshot): string => accounts.find(({ id }) => id === accountId)?.displayName ?? accountId;
