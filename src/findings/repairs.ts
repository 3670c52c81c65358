import { applyEdits } from '../engine/applyEdits.js';
import { hasControls, type ConditionalAccessPolicy, type Repair, type Snapshot, type TenantEdit } from '../engine/index.js';
import { judgeAccount } from '../engine/judgement.js';
import { Situation, type Exclusion } from '../engine/situation.js';
import { TenantModel } from '../engine/tenant.js';
import { describeEdit } from './describeEdit.js';

/** Rounds of changes tried together; a tenant that needs more needs a plan, not a button. */
const MAX_ROUNDS = 4;

/**
 * The smallest changes that leave the account without a gap, each proved by the same engine: single ones first; where no single
 * one does, one set of changes from which none can be dropped.
 */
export function repairs(situation: Situation): Repair[] {
  const closes = (edits: TenantEdit[]): boolean => after(situation, edits).judgement.verdict === 'compliant';
  const found = firstFound([
    () => distinct(candidateEdits(situation)).filter(closes),
    () => together(situation, closes),
    // A group made for others is the last resort.
    () => joining(situation).filter(closes),
  ]);
  return found.map((edits) => ({ edits, text: textOf(edits, situation.model.snapshot), verdictAfter: 'compliant' }));
}

function firstFound(searches: (() => TenantEdit[][])[]): TenantEdit[][] {
  for (const search of searches) {
    const found = search();
    if (found.length > 0) return found;
  }
  return [];
}

function after({ model, position, roleIds }: Situation, edits: TenantEdit[]): Situation {
  const changed = new TenantModel(applyEdits(model.snapshot, edits));
  return new Situation(changed, position, judgeAccount(changed, position), roleIds);
}

/** Round by round whatever helps the gap that is left; then each change that isn't needed is dropped, the widest first. */
function together(situation: Situation, closes: (edits: TenantEdit[]) => boolean): TenantEdit[][] {
  let tried: TenantEdit[][] = [];
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    const more = distinct([...tried, ...candidateEdits(after(situation, tried.flat()))]);
    if (more.length === tried.length) return [];
    tried = more;
    if (closes(tried.flat())) return [needed(tried, closes).flat()];
  }
  return [];
}

function needed(candidates: TenantEdit[][], closes: (edits: TenantEdit[]) => boolean): TenantEdit[][] {
  return candidates.toReversed().reduce((kept, candidate) => {
    const without = kept.filter((each) => each !== candidate);
    return closes(without.flat()) ? without : kept;
  }, candidates);
}

function textOf(edits: TenantEdit[], snapshot: Snapshot): string {
  const text = edits.map((edit) => describeEdit(edit, snapshot)).join(', and ');
  return `${text[0]!.toUpperCase()}${text.slice(1)}.`;
}

function distinct(candidates: TenantEdit[][]): TenantEdit[][] {
  return [...new Map(candidates.map((edits) => [JSON.stringify(edits), edits])).values()];
}

/** From the narrowest change to the widest. */
function candidateEdits(situation: Situation): TenantEdit[][] {
  const widening = (topic: 'app' | 'client' | 'platform' | 'risk', dimension: 'applications' | 'clients' | 'platforms' | 'risks') =>
    situation.closedByChanging(topic).policies.map(({ id }): TenantEdit[] => [{ kind: 'widenScope', policyId: id, dimension }]);
  return [
    ...situation.gapExclusions().map((exclusion) => reincluding(exclusion, situation.account.id)),
    ...situation.closedByChanging('location').policies.flatMap(everywhere),
    ...[...situation.closedByUnregistering().policies, ...situation.gapsThroughCustomControl()].map(({ id }): TenantEdit[] => [{ kind: 'requireMfa', policyId: id }]),
    ...widening('app', 'applications'), ...widening('client', 'clients'), ...widening('platform', 'platforms'), ...widening('risk', 'risks'),
    ...[...situation.closedByEnabling('enabledForReportingButNotEnforced'), ...situation.closedByEnabling('disabled')]
      .map(({ id }): TenantEdit[] => [{ kind: 'setPolicyState', policyId: id, state: 'enabled' }]),
    ...withoutConditionalAccess(situation),
  ];
}

function reincluding({ policy, by }: Exclusion, accountId: string): TenantEdit[] {
  return by.map(({ kind, id }): TenantEdit => {
    if (kind === 'group') return { kind: 'removeFromGroup', groupId: id, accountId };
    if (kind === 'guests') return { kind: 'dropExclusion', policyId: policy.id, dimension: 'guests' };
    return { kind: 'dropExclusion', policyId: policy.id, dimension: 'users', entry: id };
  });
}

function everywhere({ id, locations }: ConditionalAccessPolicy): TenantEdit[][] {
  const excluded = (locations?.exclude ?? []).map((entry): TenantEdit => ({ kind: 'dropExclusion', policyId: id, dimension: 'locations', entry }));
  return [...excluded.map((edit) => [edit]), ...(excluded.length > 1 ? [excluded] : []), [{ kind: 'widenScope', policyId: id, dimension: 'locations' }]];
}

/** Groups that an enforcing policy includes and that could take the account in. */
function joining({ model, account, judgement }: Situation): TenantEdit[][] {
  if (!judgement.hasGap) return [];
  const groups = new Set(model.enabled.filter(hasControls).flatMap(({ users }) => users.includeGroups));
  return [...groups].filter((id) => model.snapshot.groups.get(id)?.members && !model.snapshot.groups.get(id)!.isDeleted)
    .map((groupId): TenantEdit[] => [{ kind: 'addToGroup', groupId, accountId: account.id }]);
}

/** Security defaults and per-user MFA are for tenants without Conditional Access; where a policy is tried out in report-only mode, it is the better lever. */
function withoutConditionalAccess({ model, account, judgement }: Situation): TenantEdit[][] {
  if (!judgement.hasGap || model.snapshot.policies === undefined || model.enabled.length > 0) return [];
  const isBeingTried = model.snapshot.policies.some(({ state, grant }) => state === 'enabledForReportingButNotEnforced' && grant !== undefined);
  return [[{ kind: 'setSecurityDefaults', enabled: true }], ...(isBeingTried ? [] : [[{ kind: 'setPerUserMfa', accountId: account.id, state: 'enforced' } as const]])];
}
