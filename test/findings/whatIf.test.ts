import assert from 'node:assert/strict';
import type { TenantEdit } from '../../src/engine/index.js';
import { whatIf } from '../../src/findings/index.js';
import { tenant } from '../support/tenant.js';

const users = ['alice', 'bob', 'carol'].map((id) => ({ userPrincipalName: `${id}@contoso.com`, accountEnabled: id !== 'carol' }));
const snapshot = tenant({
  users,
  policies: [
    { id: 'mfa', displayName: 'MFA', conditions: { users: { excludeGroups: ['exempt'] }, clientAppTypes: ['browser', 'mobileAppsAndDesktopClients'] } },
    { id: 'legacy', displayName: 'Block legacy', conditions: { clientAppTypes: ['exchangeActiveSync', 'other'] }, grantControls: { builtInControls: ['block'] } },
    { id: 'devices', displayName: 'Managed', state: 'disabled', grantControls: { builtInControls: ['mfa', 'compliantDevice'] } },
  ],
  groups: [{ id: 'exempt', members: ['alice'] }, { id: 'sales', members: ['bob'] }],
  namedLocations: [{ id: 'montreal', displayName: 'Montreal office', ranges: ['203.0.113.0/24'] }],
});

/** `id: before > after` of everybody whose verdict changes. */
const changes = (...edits: TenantEdit[]) => whatIf(snapshot, edits).accounts.map(({ id, before, after }) => `${id}: ${before} > ${after}`);

describe('what if', () => {
  const worse = 'bob: compliant > nonCompliant';
  const better = 'alice: nonCompliant > compliant';

  it('the Montreal office is excluded everywhere', () => {
    const result = whatIf(snapshot, [{ kind: 'excludeLocation', locationId: 'montreal' }]);
    assert.deepEqual([result.before, result.after], [{ compliant: 1, nonCompliant: 1, unknown: 0, blocked: 1 }, { compliant: 0, nonCompliant: 2, unknown: 0, blocked: 1 }]);
    assert.equal(result.accounts[0]!.witness!.location, 'montreal');
    assert.match(result.change, /Montreal office/);
  });
  it('the Montreal office is excluded from one policy', () => assert.deepEqual(changes({ kind: 'excludeLocation', policyId: 'legacy', locationId: 'montreal' }), [worse]));
  it('a group is excluded', () => assert.deepEqual(changes({ kind: 'excludeGroup', policyId: 'mfa', groupId: 'sales' }), [worse]));
  it('an account is excluded', () => assert.deepEqual(changes({ kind: 'excludeUser', policyId: 'mfa', accountId: 'bob' }), [worse]));
  it('an account joins the excluded group', () => assert.deepEqual(changes({ kind: 'addToGroup', groupId: 'exempt', accountId: 'bob' }), [worse]));
  it('an account leaves the excluded group', () => assert.deepEqual(changes({ kind: 'removeFromGroup', groupId: 'exempt', accountId: 'alice' }), [better]));
  it('the exclusion is dropped', () => assert.deepEqual(changes({ kind: 'dropExclusion', policyId: 'mfa', dimension: 'users', entry: 'exempt' }), [better]));
  it('another exclusion is dropped', () => assert.deepEqual(changes({ kind: 'dropExclusion', policyId: 'mfa', dimension: 'users', entry: 'sales' }), []));
  it('a policy is switched off', () => assert.deepEqual(changes({ kind: 'setPolicyState', policyId: 'legacy', state: 'disabled' }), [worse]));
  it('a policy goes report-only', () => assert.deepEqual(changes({ kind: 'setPolicyState', policyId: 'mfa', state: 'enabledForReportingButNotEnforced' }), [worse]));
  it('a policy with a device alternative is switched on', () => assert.deepEqual(changes({ kind: 'setPolicyState', policyId: 'devices', state: 'enabled' }), []));
  it('that policy demands MFA too', () => assert.deepEqual(changes({ kind: 'requireMfa', policyId: 'devices' }, { kind: 'setPolicyState', policyId: 'devices', state: 'enabled' }), [better]));
  it('security defaults are switched on', () => assert.deepEqual(changes({ kind: 'setSecurityDefaults', enabled: true }), [better]));
  it('per-user MFA is enforced', () => assert.deepEqual(changes({ kind: 'setPerUserMfa', accountId: 'alice', state: 'enforced' }), [better]));
  it('per-user MFA is enabled where legacy clients are blocked', () => assert.deepEqual(changes({ kind: 'setPerUserMfa', accountId: 'alice', state: 'enabled' }), [better]));
  it('an excluded app, place or platform is demanded again', () => {
    const narrow = tenant({
      policies: [{ id: 'mfa', conditions: {
        applications: { excludeApplications: ['an-app'] }, locations: { includeLocations: ['All'], excludeLocations: ['hq'] }, platforms: { includePlatforms: ['all'], excludePlatforms: ['linux'] },
      } }],
      namedLocations: [{ id: 'hq', ranges: ['203.0.113.0/24'] }],
    });
    const drop = (dimension: 'applications' | 'locations' | 'platforms', entry?: string): TenantEdit => ({ kind: 'dropExclusion', policyId: 'mfa', dimension, entry });
    const all = [drop('applications', 'an-app'), drop('locations', 'hq'), drop('platforms')];
    assert.deepEqual(whatIf(narrow, all).accounts.map(({ after }) => after), ['compliant']);
    for (const left of all) assert.deepEqual(whatIf(narrow, all.filter((each) => each !== left)).accounts, []);
  });
  it('excluded guests are demanded again, by type or by the legacy value', () => {
    const guest = { id: 'guest', userPrincipalName: 'guest_fabrikam.com#EXT#@contoso.onmicrosoft.com', userType: 'Guest' };
    for (const scope of [{ excludeUsers: ['GuestsOrExternalUsers'] }, { excludeGuestsOrExternalUsers: { guestOrExternalUserTypes: 'b2bCollaborationGuest' } }]) {
      const excluded = tenant({ users: [guest], policies: [{ id: 'mfa', conditions: { users: scope } }] });
      assert.deepEqual(whatIf(excluded, [{ kind: 'dropExclusion', policyId: 'mfa', dimension: 'guests' }]).accounts.map(({ after }) => after), ['compliant']);
    }
  });
  it('nothing is changed', () => assert.deepEqual(changes(), []));

  it('the tenant itself stays as it was', () => {
    const before = structuredClone({ policies: snapshot.policies, accounts: snapshot.accounts });
    changes({ kind: 'excludeLocation', locationId: 'montreal' }, { kind: 'addToGroup', groupId: 'exempt', accountId: 'bob' });
    assert.deepEqual({ policies: snapshot.policies, accounts: snapshot.accounts }, before);
    assert.deepEqual([...snapshot.groups.get('exempt')!.members!], [0]);
  });
});
