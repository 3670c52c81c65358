import { accountClasses } from '../engine/classes.js';
import { TooComplexError } from '../engine/coverage/search.js';
import type { Cover } from '../engine/coverage/cover.js';
import { judgeAccount, type Judgement } from '../engine/judgement.js';
import type { Snapshot } from '../engine/index.js';
import { PER_USER_MFA, TenantModel } from '../engine/tenant.js';

/** Why an account is compliant or blocked, one sentence; null where it is neither. `position` is the account's in the snapshot. */
export type ProofOf = (position: number) => string | null;

/**
 * What covers each account: one mechanism that asks at every sign-in, or policies none of which can be left out.
 * Accounts of one class share a proof, so a hundred thousand cost little more than their classes.
 */
export function proofs(snapshot: Snapshot): ProofOf {
  const model = new TenantModel(snapshot);
  const classes = accountClasses(model);
  const known = new Map<number, string | null>();
  return (position) => {
    const key = classes[position];
    if (key === undefined) return null;
    if (!known.has(key)) known.set(key, prove(model, position));
    return known.get(key)!;
  };
}

function prove(model: TenantModel, position: number): string | null {
  const { accountEnabled, perUserMfaState } = model.snapshot.accounts[position]!;
  const judgement = judgeAccount(model, position);
  if (judgement.verdict === 'blocked') return accountEnabled ? 'The account cannot sign in.' : 'The account is disabled: nobody can sign in with it.';
  if (judgement.verdict !== 'compliant') return null;
  if (model.snapshot.securityDefaultsEnabled && model.isSyncAccount(position) === false) return 'Security defaults are on, and the account is not exempt from them.';
  if (perUserMfaState === 'enforced') return 'Per-user MFA is enforced for the account.';
  return `Every sign-in meets MFA or a block, by ${named(model, needed(judgement)).join(', ')}.`;
}

/** A policy whose absence opens no gap is no part of the proof. Where the search gets too long, all of them stay. */
function needed({ cover }: Judgement): string[] {
  if (!cover) return [];
  try {
    return withoutIdle(cover);
  } catch (error) {
    if (error instanceof TooComplexError) return policiesOf(cover);
    throw error;
  }
}

function withoutIdle(whole: Cover): string[] {
  let cover = whole;
  for (const policyId of policiesOf(whole)) {
    const less = cover.without(policyId);
    if (less.gap() === undefined) cover = less;
  }
  return policiesOf(cover);
}

const policiesOf = (cover: Cover): string[] => [...new Set(cover.boxes.filter(({ effect }) => effect !== 'impossible').map(({ policyId }) => policyId))];

function named({ policies }: TenantModel, ids: string[]): string[] {
  const names = new Map(policies.map(({ id, displayName }) => [id, `\`${displayName}\``]));
  return ids.map((id) => (id === PER_USER_MFA ? 'per-user MFA' : (names.get(id) ?? `\`${id}\``)));
}
