import { applyEdits } from '../../engine/applyEdits.js';
import type { AccountReport, Explanation, Repair, Snapshot, TenantEdit } from '../../engine/index.js';
import { explain, judge, subset } from '../../findings/index.js';
import type { Impossible, ResolvedEdits, Resolver } from '../../graph/index.js';
import type { HeldBack, PlanRow } from './types.js';

/** What closes each account's gap, chosen from the engine's repairs: the first that concerns the account alone, can be written, and works. */
export interface Levers {
  resolved: ResolvedEdits;
  rows: Omit<PlanRow, 'warnings'>[];
  heldBack: HeldBack[];
  /** The accounts as judged before and after. */
  before: Map<string, AccountReport>;
  after: Map<string, AccountReport>;
}

interface Wish {
  explanation: Explanation;
  /** Still to be tried, best first. */
  levers: Repair[];
  /** Why the last one tried was given up. */
  because: string;
}

const NOTHING: ResolvedEdits = { changes: [], impossible: [], effects: [] };

/** Throws GraphError where Graph can't be asked. */
export async function chooseLevers(resolver: Resolver, snapshot: Snapshot, accountIds: readonly string[]): Promise<Levers> {
  const wishes = await explained(snapshot, accountIds);
  let resolved = NOTHING;
  let after = new Map<string, AccountReport>();
  for (;;) {
    const trying = wishes.filter(({ levers }) => levers.length > 0);
    resolved = trying.length > 0 ? await resolver.resolve(snapshot, trying.flatMap(({ levers }) => levers[0]!.edits)) : NOTHING;
    after = judged(applyEdits(subset(snapshot, new Set(accountIds)), resolved.effects));
    const failing = trying.map((wish) => ({ wish, because: failure(wish, resolved.impossible, after) })).filter(({ because }) => because !== undefined);
    if (failing.length === 0) break;
    for (const { wish, because } of failing) Object.assign(wish, { levers: wish.levers.slice(1), because });
  }
  const before = new Map(wishes.map(({ explanation: { account } }) => [account.id, account]));
  return { resolved, before, after, rows: wishes.flatMap((wish) => row(wish, { resolved, after, snapshot })), heldBack: wishes.flatMap(heldBack) };
}

/** One account takes some ten milliseconds: others get their turn in between. */
async function explained(snapshot: Snapshot, accountIds: readonly string[]): Promise<Wish[]> {
  const wishes: Wish[] = [];
  for (const id of accountIds) {
    const explanation = explain(snapshot, id);
    if (explanation) wishes.push({ explanation, levers: explanation.repairs.filter((repair) => concernsOnly(repair, id)), because: noLever(explanation) });
    await new Promise((resolve) => setImmediate(resolve));
  }
  return wishes;
}

const judged = (snapshot: Snapshot): Map<string, AccountReport> => new Map(judge(snapshot).accounts.map((account) => [account.id, account]));

/** A lever for one account must not move anybody else. */
export function concernsOnly({ edits }: Repair, accountId: string): boolean {
  return edits.every((edit) => ('accountId' in edit && edit.accountId === accountId && edit.kind !== 'excludeUser')
    || (edit.kind === 'dropExclusion' && edit.dimension === 'users' && edit.entry === accountId));
}

function failure({ explanation, levers }: Wish, impossible: Impossible[], after: Map<string, AccountReport>): string | undefined {
  const own = new Set(levers[0]!.edits.map((edit) => JSON.stringify(edit)));
  const refused = impossible.find(({ edit }) => own.has(JSON.stringify(edit)));
  if (refused) return refused.text;
  const account = after.get(explanation.account.id);
  return account?.verdict === 'compliant' ? undefined : `That alone would not close the gap: ${account?.witness?.text ?? account?.unknownBecause ?? 'it could not be judged'}`;
}

function noLever({ account, repairs }: Explanation): string {
  if (account.verdict === 'compliant') return 'It is compliant already: MFA is required at every sign-in.';
  if (account.verdict === 'blocked') return 'It cannot sign in, so there is nothing to enforce.';
  if (repairs.length === 0) return account.unknownBecause ? `Its verdict is unknown: ${account.unknownBecause}` : 'No change that I can make closes its gap.';
  return 'Only a change that concerns others too closes its gap.';
}

interface Outlook {
  resolved: ResolvedEdits;
  after: Map<string, AccountReport>;
  snapshot: Snapshot;
}

function row({ explanation: { account }, levers }: Wish, { resolved, after, snapshot }: Outlook): Omit<PlanRow, 'warnings'>[] {
  const [lever] = levers;
  if (!lever) return [];
  const { id, displayName, userPrincipalName, verdict } = account;
  const text = throughOthers(lever, resolved, snapshot) ?? lever.text;
  return [{ account: { id, displayName, userPrincipalName }, lever: text, before: verdict, after: after.get(id)!.verdict }];
}

/** Where an account is in the group through others, these are what it is taken out of: the preview must name them. */
function throughOthers({ edits }: Repair, { changes }: ResolvedEdits, snapshot: Snapshot): string | undefined {
  const own = new Set(edits.map((edit) => JSON.stringify(edit)));
  const writes = changes.filter((change) => change.edits.some((edit) => own.has(JSON.stringify(edit))));
  const meant = edits.flatMap((edit) => (edit.kind === 'removeFromGroup' ? [edit.groupId] : []));
  if (writes.every(({ ref }) => ref.kind !== 'membership' || meant.includes(ref.groupId)) || meant.length === 0) return undefined;
  const words = writes.map(({ text }) => text).join(', and ');
  const groups = meant.map((id) => `\`${snapshot.groups.get(id)?.displayName ?? id}\``).join(' and ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: the way into ${groups}. What else that gives goes with it.`;
}

function heldBack({ explanation: { account, repairs }, levers, because }: Wish): HeldBack[] {
  if (levers.length > 0) return [];
  const { id, displayName, userPrincipalName } = account;
  const wide = repairs.find((repair) => !concernsOnly(repair, id) && repair.edits.every(isClosing));
  return [{ account: { id, displayName, userPrincipalName }, because, canInsist: false, ...(wide && { tenantWide: { text: wide.text, edits: wide.edits } }) }];
}

/** Changes that only ever demand MFA from more sign-ins. */
export function isClosing(edit: TenantEdit): boolean {
  switch (edit.kind) {
    case 'setPolicyState': return edit.state === 'enabled';
    case 'setSecurityDefaults': return edit.enabled;
    case 'dropExclusion': case 'requireMfa': case 'widenScope': return true;
    case 'setPerUserMfa': return edit.state !== 'disabled';
    case 'removeFromGroup': case 'addToGroup': return true;
    default: return false;
  }
}
