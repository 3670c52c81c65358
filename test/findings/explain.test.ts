import assert from 'node:assert/strict';
import { explain } from '../../src/findings/index.js';
import { tenant, type TenantFragment } from '../support/tenant.js';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const policyOf = (users: Record<string, unknown>, rest: TenantFragment = {}) =>
  explain(tenant({ ...rest, policies: [{ displayName: 'MFA', conditions: { users } }] }), 'alice')!.policies[0]!;

describe('explain', () => {
  it('knows no stranger', () => assert.equal(explain(tenant({}), 'nobody'), undefined));

  it('says that a policy applies to all users', () => {
    const { applies, because } = policyOf({});
    assert.deepEqual([applies, /all users/i.test(because)], ['yes', true]);
  });

  it('names the group that excludes, for the path through nested groups', () => {
    const { applies, because, viaGroupId } = policyOf({ excludeGroups: ['g'] }, { groups: [{ id: 'g', displayName: 'Ticket sync', members: ['alice'] }] });
    assert.deepEqual([applies, viaGroupId], ['no', 'g']);
    assert.match(because, /excluded.*`Ticket sync`/);
  });

  it('says that nobody includes the account', () => assert.equal(policyOf({ includeUsers: ['bob'] }).applies, 'no'));
  it('says unknown where the deciding group could not be read', () => assert.equal(policyOf({ excludeGroups: ['g'] }, { unread: ['groups/g'] }).applies, 'unknown'));

  it('says what activating an eligible role would change', () => {
    const { activations } = explain(tenant({
      policies: [{ conditions: { users: { includeUsers: [], includeRoles: [GLOBAL_ADMINISTRATOR] } } }],
      roleEligibilities: [{ principalId: 'alice', roleDefinitionId: GLOBAL_ADMINISTRATOR }],
    }), 'alice')!;
    assert.equal(activations.length, 1);
    assert.match(activations[0]!, /`Global Administrator`.*\bcompliant\b/);
  });

  it('offers the smallest change first and only changes that close the gap', () => {
    const { repairs } = explain(tenant({
      policies: [{ id: 'mfa', displayName: 'MFA', conditions: { locations: { includeLocations: ['All'], excludeLocations: ['hq'] } } }],
      namedLocations: [{ id: 'hq', displayName: 'Head office', ranges: ['203.0.113.0/24'] }],
    }), 'alice')!;
    assert.deepEqual(repairs[0]!.edits, [{ kind: 'dropExclusion', policyId: 'mfa', dimension: 'locations', entry: 'hq' }]);
    assert.ok(repairs.every(({ verdictAfter }) => verdictAfter === 'compliant'));
  });

  it('has no repairs for an account without a gap', () => assert.deepEqual(explain(tenant({ policies: [{}] }), 'alice')!.repairs, []));
});
