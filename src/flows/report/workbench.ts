import type { ConditionalAccessPolicy, Snapshot, TenantEdit, WhatIfResult } from '../../engine/index.js';
import { describeEdit, whatIf } from '../../findings/index.js';
import { supposeChange } from '../whatIf.js';
import type { Scan } from '../types.js';
import type { Choice, SupposeAnswer, Supposed } from './types.js';

const MOST_ACCOUNTS = 200;

/** Every change that can be ticked, as the tenant stands. */
export function choices({ snapshot }: Scan): Choice[] {
  const policies = (snapshot.policies ?? []).filter((policy) => !policy.isForWorkloadIdentities);
  const edits: [Choice['group'], TenantEdit][] = [
    ...policies.map((policy): [Choice['group'], TenantEdit] => ['policies', { kind: 'setPolicyState', policyId: policy.id, state: policy.state === 'enabled' ? 'disabled' : 'enabled' }]),
    ...policies.flatMap(exclusions).map((edit): [Choice['group'], TenantEdit] => ['exclusions', edit]),
    ...policies.filter(hasAlternative).map(({ id }): [Choice['group'], TenantEdit] => ['grants', { kind: 'requireMfa', policyId: id }]),
    ...(snapshot.namedLocations ?? []).map(({ id }): [Choice['group'], TenantEdit] => ['locations', { kind: 'excludeLocation', locationId: id }]),
    ...defaults(snapshot).map((edit): [Choice['group'], TenantEdit] => ['defaults', edit]),
  ];
  return edits.map(([group, edit]) => ({ id: JSON.stringify(edit), group, edit, text: describeEdit(edit, snapshot) }));
}

function exclusions({ id, users, locations }: ConditionalAccessPolicy): TenantEdit[] {
  const drop = (dimension: 'users' | 'locations') => (entry: string): TenantEdit => ({ kind: 'dropExclusion', policyId: id, dimension, entry });
  return [
    ...(locations?.exclude ?? []).map(drop('locations')),
    ...[...users.excludeGroups, ...users.excludeUsers, ...users.excludeRoles].map(drop('users')),
    ...(users.excludeGuests ? [{ kind: 'dropExclusion', policyId: id, dimension: 'guests' } as const] : []),
  ];
}

/** Something other than MFA satisfies it. */
function hasAlternative({ grant, deviceFilter }: ConditionalAccessPolicy): boolean {
  const controls = grant?.builtInControls ?? [];
  const asksMfa = controls.includes('mfa') || grant?.authenticationStrength !== undefined;
  return asksMfa && (deviceFilter !== undefined || (grant!.operator === 'OR' && controls.filter((control) => control !== 'mfa').length > 0));
}

const defaults = ({ securityDefaultsEnabled }: Snapshot): TenantEdit[] =>
  (securityDefaultsEnabled === undefined ? [] : [{ kind: 'setSecurityDefaults', enabled: !securityDefaultsEnabled }]);

/** Judges the tenant with the ticked changes together. Undefined where one of them isn't a choice any more. */
export function supposeChoices(scan: Scan, ids: readonly string[]): Supposed | undefined {
  const known = new Map(choices(scan).map((choice) => [choice.id, choice.edit]));
  const edits = ids.flatMap((id) => known.get(id) ?? []);
  return edits.length === ids.length ? supposed(whatIf(scan.snapshot, edits, scan.report)) : undefined;
}

/** A change in a person's words. */
export function supposeWords(scan: Scan, words: string): SupposeAnswer {
  const outcome = supposeChange(scan, words);
  if (outcome.kind === 'unclear') return { kind: 'unclear', question: outcome.question, choices: outcome.choices };
  return { kind: 'result', result: supposed(outcome.result) };
}

const FALLS = 0;
const COMES = 2;

function supposed({ change, before, after, accounts }: WhatIfResult): Supposed {
  const direction = ({ before: was, after: is }: { before: string; after: string }): number => (is === 'compliant' || is === 'blocked' ? COMES : was === 'compliant' || was === 'blocked' ? FALLS : 1);
  const ordered = accounts.toSorted((one, other) => direction(one) - direction(other));
  return {
    change, before, after, total: accounts.length,
    worse: accounts.filter((account) => direction(account) === FALLS).length, better: accounts.filter((account) => direction(account) === COMES).length,
    accounts: ordered.slice(0, MOST_ACCOUNTS).map(({ witness, ...account }) => ({ ...account, witness: witness?.text ?? null })),
  };
}
