import * as calls from '../calls.js';
import { GraphError } from '../client/error.js';
import type { Graph } from '../client/graph.js';
import { sendBatch, type Sent, type Write } from '../client/write.js';
import type { RefOf, SettingKind } from './kind.js';
import { readLists } from './lists.js';
import { outcomeOf, said, type Hint, type WriteRights } from './outcome.js';
import type { ReadOutcome, SettingValue } from './types.js';

type Target = { ref: RefOf<'membership'>; value: SettingValue };

export const RIGHTS: WriteRights = { permission: 'GroupMember.ReadWrite.All', role: 'Groups Administrator' };
/** For groups whose members hold a role by it. */
export const ROLE_GROUP_RIGHTS: WriteRights = { permission: 'RoleManagement.ReadWrite.Directory', role: 'Privileged Role Administrator' };
/** How often and after how many milliseconds a read is asked what came of a write: replication takes seconds. */
const LOOKS = [0, 2_000];
const ROUNDS = 3;

/** Direct membership: true or false. */
export const membership: SettingKind<'membership'> = {
  async read(graph, asked, until) {
    const accounts = [...new Set(asked.map(({ ref }) => ref.accountId))];
    const groups = new Map(await readDirectGroups(graph, accounts, until));
    return asked.map(({ ref }): ReadOutcome => {
      const found = groups.get(ref.accountId)!;
      return found instanceof GraphError ? { error: found } : { value: found.has(ref.groupId) };
    });
  },

  async write(graph, targets, until) {
    const sent = await setAll(graph, targets, until);
    return sent.map((each) => outcomeOf(each, RIGHTS, readOnlyGroup));
  },
};

/**
 * Adding isn't repeated blindly: what got lost is looked up first, and sent again only where it isn't there. Graph answers "is there
 * already" with a bare 400, told apart in the same way. Removing says 404 for "isn't there".
 */
async function setAll(graph: Graph, targets: Target[], until: number): Promise<Sent[]> {
  const sent = await sendOnce(graph, targets, until);
  for (let round = 1; round < ROUNDS; round += 1) {
    await settle(graph, targets, sent, until);
    const again = targets.filter((target, index) => target.value === true && sent[index]!.status === 'unclear');
    if (again.length === 0 || graph.clock.now() >= until) break;
    const more = await sendOnce(graph, again, until);
    // What was unclear once stays so until a write or a look says that it is there.
    again.forEach((target, index) => (sent[targets.indexOf(target)] = keptOpen(more[index]!)));
  }
  await settle(graph, targets, sent, until);
  return sent;
}

const keptOpen = (sent: Sent): Sent => (sent.status === 'refused' ? { ...sent, status: 'unclear' } : sent);

async function sendOnce(graph: Graph, targets: Target[], until: number): Promise<Sent[]> {
  const sent = await sendBatch(graph, { family: 'directory', until }, targets.map((target) => writeOf(graph, target)));
  return sent.map((each, index) => (targets[index]!.value === false && each.status !== 'done' && isNotThere(each) ? { status: 'done', requestId: undefined } : each));
}

function writeOf(graph: Graph, { ref, value }: Target): Write {
  const members = `/groups/${encodeURIComponent(ref.groupId)}/members`;
  const account = encodeURIComponent(ref.accountId);
  if (value === false) return { method: 'DELETE', path: `${members}/${account}/$ref`, isRepeatable: true };
  return { method: 'POST', path: `${members}/$ref`, body: { '@odata.id': graph.addressOf(`/directoryObjects/${account}`) }, isRepeatable: false };
}

/** Changes those outcomes to done that a look at Graph shows to be so. */
async function settle(graph: Graph, targets: Target[], sent: Sent[], until: number): Promise<void> {
  for (const wait of LOOKS) {
    const open = targets.filter((_, index) => isWorthALook(sent[index]!));
    if (open.length === 0 || graph.clock.now() + wait >= until) return;
    if (wait > 0) await graph.clock.sleep(wait);
    const seen = await membership.read(graph, open.map(({ ref, value }) => ({ ref, before: value })), until).catch(() => []);
    open.forEach((target, index) => {
      const answer = seen[index];
      if (answer && 'value' in answer && answer.value === target.value) sent[targets.indexOf(target)] = { status: 'done', requestId: undefined };
    });
  }
}

const isWorthALook = (sent: Sent): boolean => sent.status === 'unclear' || (sent.status === 'refused' && statusOf(sent) === 400);
const isNotThere = (sent: Sent): boolean => statusOf(sent) === 404;
const statusOf = (sent: Sent): number | undefined => (sent.status !== 'done' && sent.error instanceof GraphError ? sent.error.status : undefined);

const readOnlyGroup: Hint = (error) => {
  if (error.status === 403) {
    return `Graph refused the change of members (${said(error)}): it needs the permission \`${RIGHTS.permission}\` with admin consent and, with a person's own rights, the role \`${RIGHTS.role}\`; `
      + `for a role-assignable group \`${ROLE_GROUP_RIGHTS.permission}\` and \`${ROLE_GROUP_RIGHTS.role}\`.`;
  }
  if (error.status === 400) return `Graph refused the change of members (${said(error)}): the group may be synchronised from on premises; change it there, or scan again.`;
  return undefined;
};

/** Ids of the groups each account is a direct member of, or why they couldn't be read: 20 accounts to a request. */
async function readDirectGroups(graph: Graph, accountIds: string[], until?: number): Promise<[string, Set<string> | GraphError][]> {
  const lists = await readLists(graph, accountIds.map(calls.memberOf), until);
  return accountIds.map((id, index) => [id, lists[index] instanceof GraphError ? lists[index] : new Set(lists[index]!.map(({ id: group }) => group))]);
}
