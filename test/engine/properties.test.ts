import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { judge } from '../../src/findings/index.js';
import { tenant, type TenantFragment } from '../support/tenant.js';
import { tenants } from './arbitraries.js';
import { judgeNaively } from './naive/judge.js';
import { verifyAgreement, verifyRepairs, verifyWitness } from './verify.js';

/** `PROPERTY_RUNS` random tenants for each property, from `PROPERTY_SEED`: `npm run test:deep` takes thousands. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 40);
/** Generous: a busy machine is no failure. */
const PATIENCE_MS = 2000 * RUNS + 60_000;
const SEED = Number(process.env['PROPERTY_SEED'] ?? 20261123);

const always = (check: (fragment: TenantFragment) => void) => fc.assert(fc.property(tenants, check), { numRuns: RUNS, seed: SEED });

describe('the judge and a naive second judge', function () {
  this.timeout(PATIENCE_MS);

  it('agree on every account of random tenants', () => always((fragment) => {
    const snapshot = tenant(fragment);
    for (const account of judge(snapshot).accounts) verifyAgreement(account, judgeNaively(snapshot, account.id));
  }));

  it('agree that each witness is a sign-in without MFA', () => always((fragment) => {
    const snapshot = tenant(fragment);
    for (const account of judge(snapshot).accounts) verifyWitness(snapshot, account);
  }));
});

describe('repairs', function () {
  this.timeout(PATIENCE_MS);

  it('do what they promise when what-if applies them', () => always((fragment) => verifyRepairs(tenant(fragment))));
});

describe('the judge is steady:', function () {
  this.timeout(PATIENCE_MS);

  it('a demanding policy more never opens a gap', () => always((fragment) => {
    const more = { ...fragment, policies: [...(fragment.policies ?? []), { id: 'more', conditions: { clientAppTypes: ['browser'] } }] };
    neverWorse(verdicts(fragment), verdicts(more));
  }));

  it('an exclusion more never closes a gap', () => always((fragment) => {
    const excluding = { ...fragment, policies: (fragment.policies ?? []).map((each) => withExclusion(each, 'alice')) };
    neverWorse(verdicts(excluding), verdicts(fragment));
  }));

  it('the order of policies and accounts changes nothing', () => always((fragment) => {
    const numbered = (fragment.policies ?? []).map((each, index) => ({ id: `policy-${index}`, ...each }));
    const reversed = { ...fragment, policies: numbered.toReversed(), users: fragment.users?.toReversed() };
    assert.deepEqual(facts({ ...fragment, policies: numbered }), facts(reversed));
  }));

  it('other ids change nothing', () => always((fragment) => {
    const renamed = JSON.parse(rename(JSON.stringify(fragment))) as TenantFragment;
    assert.deepEqual([...facts(renamed)].map(([id, fact]) => [id.replace('x-', ''), fact]), [...facts(fragment)]);
  }));

  it('reading less never makes anybody compliant', () => always((fragment) => {
    for (const source of ['policies', 'securityDefaults', 'perUserMfaState', 'namedLocations', 'domains', 'roleAssignments', 'groups/staff', 'groups/exempt']) {
      const before = verdicts(fragment);
      const after = verdicts({ ...fragment, unread: [...(fragment.unread ?? []), source] });
      for (const [id, verdict] of after) assert.ok(verdict !== 'compliant' || before.get(id) === 'compliant', `${id} becomes compliant without ${source}`);
    }
  }));
});

const verdicts = (fragment: TenantFragment) => new Map(judge(tenant(fragment)).accounts.map(({ id, verdict }) => [id, verdict]));

const facts = (fragment: TenantFragment) => new Map(judge(tenant(fragment)).accounts.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  .map(({ id, verdict, coverage, findings }) => [id, { verdict, coverage, findings: findings.map((each) => each.id).toSorted() }]));

const rank = (verdict = ''): number => ['nonCompliant', 'unknown', 'compliant', 'blocked'].indexOf(verdict);

/** In the order nonCompliant, unknown, compliant nobody may move down. */
function neverWorse(before: Map<string, string>, after: Map<string, string>): void {
  for (const [id, verdict] of before) assert.ok(rank(after.get(id)) >= rank(verdict), `${id} falls from ${verdict} to ${after.get(id)}`);
}

function withExclusion(policy: Record<string, unknown>, id: string): Record<string, unknown> {
  const conditions = (policy['conditions'] ?? {}) as Record<string, Record<string, unknown>>;
  const excludeUsers = [...((conditions['users']?.['excludeUsers'] as string[]) ?? []), id];
  return { ...policy, conditions: { ...conditions, users: { ...conditions['users'], excludeUsers } } };
}

/** Prefixes every id that a tenant chooses itself. */
function rename(json: string): string {
  const ids = ['alice', 'bob', 'carol', 'dave', 'erin', 'staff', 'exempt', 'admins', 'hq', 'floor', 'branch', 'six', 'canada', 'america'];
  return ids.reduce((text, id) => text.replaceAll(`"id":"${id}"`, `"id":"x-${id}"`).replaceAll(`"principalId":"${id}"`, `"principalId":"x-${id}"`)
    .replaceAll(new RegExp(`(?<=[[,])"${id}"`, 'g'), `"x-${id}"`).replaceAll(`/${id}"`, `/x-${id}"`), json);
}
