import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { applyEdits } from '../../src/engine/applyEdits.js';
import type { ConditionalAccessPolicy } from '../../src/engine/index.js';
import { decodePolicy } from '../../src/graph/decode/conditionalAccess.js';
import { isObject, type Json } from '../../src/graph/decode/json.js';
import { editRaw, type PolicyEdit } from '../../src/graph/settings/policyEdits.js';
import { partsAt, patchOf, touchedPaths } from '../../src/graph/settings/policyParts.js';
import { sameValue, writable } from '../../src/graph/settings/value.js';
import { CRM, EXCHANGE, GROUPS, LOCATIONS, policies, ROLES } from '../engine/arbitraryPolicies.js';
import { rawPolicy, tenant } from '../support/tenant.js';

const SEED = 5;
const ENTRIES = [...GROUPS, ...LOCATIONS, ...ROLES, CRM, EXCHANGE, 'bob', 'BOB', 'AllTrusted', 'GuestsOrExternalUsers', 'iOS', 'windows'];
const policyId = 'p1';
const edits: fc.Arbitrary<PolicyEdit> = fc.oneof(
  fc.constantFrom('enabled', 'disabled', 'enabledForReportingButNotEnforced').map((state): PolicyEdit => ({ kind: 'setPolicyState', policyId, state })),
  fc.tuple(fc.constantFrom('users', 'guests', 'locations', 'applications', 'platforms'), fc.option(fc.constantFrom(...ENTRIES), { nil: undefined }))
    .map(([dimension, entry]): PolicyEdit => ({ kind: 'dropExclusion', policyId, dimension, ...(entry !== undefined && { entry }) })),
  fc.constantFrom(...LOCATIONS).map((locationId): PolicyEdit => ({ kind: 'excludeLocation', policyId, locationId })),
  fc.constantFrom(...GROUPS).map((groupId): PolicyEdit => ({ kind: 'excludeGroup', policyId, groupId })),
  fc.constantFrom('alice', 'bob').map((accountId): PolicyEdit => ({ kind: 'excludeUser', policyId, accountId })),
  fc.constant<PolicyEdit>({ kind: 'requireMfa', policyId }),
  fc.constantFrom('locations', 'applications', 'clients', 'platforms', 'risks', 'devices').map((dimension): PolicyEdit => ({ kind: 'widenScope', policyId, dimension })),
);
const raws = policies.filter((all) => all.length > 0).chain((all) => fc.constantFrom(...all)).map((part) => rawPolicy({ ...part, id: policyId }));

/** What Graph holds after the PATCH: sections merge, each part below is replaced whole. */
function patched(policy: Json, patch: Json): Json {
  const { conditions = {}, ...top } = patch;
  return { ...policy, ...top, conditions: { ...(policy['conditions'] as Json), ...(conditions as Json) } };
}

function written(raw: Json, all: PolicyEdit[]): Json {
  const after = all.reduce(editRaw, raw);
  return patched(raw, patchOf(partsAt(after, touchedPaths(raw, after))));
}

/** Without what means nothing: duplicates, and conditions whose last entry went. */
function meaning(policy: ConditionalAccessPolicy): ConditionalAccessPolicy {
  const set = (value: unknown): unknown => {
    if (Array.isArray(value)) return [...new Set(value)];
    return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, set(each)])) : value;
  };
  const emptied = (both: ConditionalAccessPolicy['locations']) => (both && both.include.length + both.exclude.length > 0 ? both : undefined);
  return set({ ...policy, locations: emptied(policy.locations), platforms: emptied(policy.platforms) }) as ConditionalAccessPolicy;
}

/** Graph refuses `mfa` beside a strength and `block` beside anything: each says what the engine's grant says. */
function acceptable(policy: ConditionalAccessPolicy, wasEdited: boolean): ConditionalAccessPolicy {
  if (!wasEdited || !policy.grant) return policy;
  const blocks = policy.grant.builtInControls.includes('block');
  return { ...policy, grant: { ...policy.grant, builtInControls: blocks ? ['block'] : ['mfa'], authenticationStrength: undefined } };
}

describe('edits of a policy in Graph\'s JSON', () => {
  it('do what the engine does to the decoded policy, for any policy and any edits', () => {
    fc.assert(fc.property(raws, fc.array(edits, { minLength: 1, maxLength: 3 }), (raw, all) => {
      const before = { ...tenant({}), policies: [decodePolicy(raw)] };
      const expected = applyEdits(before, all).policies![0]!;
      // A list outside the documented values keeps what is misread out of the comparison: it may go with the condition.
      const ours = { ...decodePolicy(written(raw, all)), misread: expected.misread };
      assert.deepEqual(meaning(ours), meaning(acceptable(expected, all.some(({ kind }) => kind === 'requireMfa'))));
    }), { numRuns: 400, seed: SEED });
  });

  it('are undone by writing the touched parts as they were', () => {
    fc.assert(fc.property(raws, fc.array(edits, { minLength: 1, maxLength: 3 }), (raw, all) => {
      const after = all.reduce(editRaw, raw);
      const paths = touchedPaths(raw, after);
      const back = patched(patched(raw, patchOf(partsAt(after, paths))), patchOf(partsAt(raw, paths)));
      assert.ok(sameValue(writable(back), writable(raw)));
    }), { numRuns: 400, seed: SEED });
  });

  it('leave a policy alone where it is so already', () => {
    fc.assert(fc.property(raws, edits, (raw, edit) => {
      const once = editRaw(raw, edit);
      assert.deepEqual(touchedPaths(once, editRaw(once, edit)), []);
    }), { numRuns: 400, seed: SEED });
  });

  it('keep a strength that is MFA as the one thing that suffices', () => {
    const strength = { id: 'fido', requirementsSatisfied: 'mfa', allowedCombinations: ['fido2'] };
    const raw = rawPolicy({ grantControls: { operator: 'OR', builtInControls: ['compliantDevice'], authenticationStrength: strength } });
    const after = partsAt(editRaw(raw, { kind: 'requireMfa', policyId }), ['grantControls']);
    assert.deepEqual(after, { grantControls: {
      operator: 'AND', builtInControls: [], customAuthenticationFactors: [], termsOfUse: [], authenticationStrength: { id: 'fido' },
    } });
  });

  it('fail where a list is none, rather than write something else over it', () => {
    const odd = rawPolicy({ conditions: { users: { excludeUsers: 'bob' } } });
    assert.throws(() => editRaw(odd, { kind: 'excludeUser', policyId, accountId: 'alice' }), /a list of a policy is none/);
  });
});

describe('parts of a policy', () => {
  it('drop annotations and actions, but keep the type that Graph needs to tell tenants apart', () => {
    const externalTenants = { '@odata.type': '#microsoft.graph.conditionalAccessEnumeratedExternalTenants', membershipKind: 'enumerated', members: ['t'] };
    const raw = { conditions: { users: {
      includeUsers: ['All'], 'excludeUsers@odata.context': 'x', '#microsoft.graph.restore': {}, excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'internalGuest', externalTenants },
    } } };
    assert.deepEqual(partsAt(raw, ['conditions.users', 'conditions.locations']), {
      'conditions.users': { includeUsers: ['All'], excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'internalGuest', externalTenants } },
      'conditions.locations': null,
    });
  });

  it('are the same whatever the order, and whether a list is empty, null or absent', () => {
    const a = { 'conditions.users': { includeUsers: ['a', 'b'], excludeGroups: [], excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'x,y' } } };
    const b = { 'conditions.users': { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'y, x' }, includeUsers: ['b', 'a'], excludeRoles: null } };
    assert.ok(sameValue(a, b));
    assert.ok(!sameValue(a, { 'conditions.users': { ...b['conditions.users'], includeUsers: ['a'] } }));
    assert.ok(!sameValue(true, false));
    assert.ok(!sameValue(false, null));
    assert.ok(!sameValue('enabled', 'enforced'));
  });
});
