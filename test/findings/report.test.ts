import assert from 'node:assert/strict';
import { judge } from '../../src/findings/index.js';
import { tenant, type TenantFragment } from '../support/tenant.js';

const GLOBAL_ADMINISTRATOR = '62e90394-69f5-4237-9190-012177145e10';
const users = ['alice', 'bob', 'carol'].map((id) => ({ userPrincipalName: `${id}@contoso.com`, accountEnabled: id !== 'carol' }));
const snapshot = tenant({
  users, policies: [{ conditions: { users: { excludeUsers: ['alice'] } } }],
  roleAssignments: ['alice', 'carol'].map((principalId) => ({ principalId, roleDefinitionId: GLOBAL_ADMINISTRATOR })),
});

describe('the report', () => {
  const report = judge(snapshot);
  const bars = Object.fromEntries(report.accounts.map((each) => [each.id, each.bars]));

  it('counts what it lists', () => {
    assert.deepEqual(report.summary, { accounts: 3, compliant: 1, nonCompliant: 1, unknown: 0, blocked: 1 });
    assert.deepEqual(report.bars.contract, report.summary);
    assert.deepEqual(report.bars.admins, { accounts: 2, compliant: 0, nonCompliant: 1, unknown: 0, blocked: 1 });
  });

  it('keeps the contract bar at the verdict', () => {
    for (const each of report.accounts) assert.equal(each.bars.contract, each.verdict);
  });

  it('applies the admin bar to admins only', () => {
    assert.deepEqual([bars['alice']!.admins, bars['bob']!.admins, bars['carol']!.admins], ['nonCompliant', 'notApplicable', 'blocked']);
  });

  it('leaves nobody out of the admin bar whose roles are unread', () => {
    const unread = judge(tenant({ users, policies: [{}], unread: ['roleAssignments'] }));
    assert.deepEqual(unread.bars.admins, { accounts: 3, compliant: 0, nonCompliant: 0, unknown: 3, blocked: 0 });
  });

  it('never calls the claim bar fine without sign-in data', () => {
    assert.deepEqual(['alice', 'bob'].map((id) => bars[id]!.claim), ['unknown', 'unknown']);
  });

  it('names roles and says once what no scan can see', () => {
    assert.deepEqual(report.accounts[0]!.roles, ['Global Administrator']);
    assert.equal(report.notes.filter((note) => /trusted IPs/i.test(note)).length, 1);
  });

  it('says why a verdict is unknown, and only then', () => {
    const [unread] = judge(tenant({ unread: ['policies'] })).accounts;
    assert.equal(unread!.verdict, 'unknown');
    assert.match(unread!.unknownBecause!, /polic/i);
    for (const each of report.accounts) assert.equal(each.unknownBecause, null);
  });

  it('lists the mechanisms that concern an account', () => {
    const mechanisms = (fragment: TenantFragment) => judge(tenant(fragment)).accounts[0]!.mechanisms;
    assert.deepEqual(mechanisms({}), []);
    assert.deepEqual(mechanisms({ policies: [{}] }), ['conditionalAccess']);
    assert.deepEqual(mechanisms({ securityDefaults: true }), ['securityDefaults']);
    assert.deepEqual(mechanisms({ users: [{ userPrincipalName: 'alice@contoso.com', perUserMfaState: 'enforced' }] }), ['perUserMfa']);
    assert.deepEqual(mechanisms({ domains: [{ id: 'contoso.com', authenticationType: 'Federated' }] }), ['federated']);
  });

  it('is the same twice', () => {
    assert.deepEqual(judge(snapshot), report);
  });
});
