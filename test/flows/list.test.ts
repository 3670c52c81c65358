import assert from 'node:assert/strict';
import { listAccounts } from '../../src/flows/list.js';
import { tenantStatus, ago } from '../../src/flows/status.js';
import { aScan, anAccount, ada, bob, connector, disabled, GLOBAL_ADMINISTRATOR, requireMfa } from './tenant.js';

const open = { policies: [{ ...requireMfa, state: 'disabled' as const }] };

describe('listing accounts', () => {
  it('lists accounts with a gap, administrators first', () => {
    const list = listAccounts(aScan(open));
    assert.deepEqual(list.rows.map(({ displayName }) => displayName), ['Ada Lovelace', 'Bob Ross', 'Greta Guest', 'Ticket connector']);
    assert.equal(list.headline, '4 of 5 accounts can sign in without MFA');
    assert.deepEqual(list.rows[0]!.roles, ['Global Administrator']);
  });

  it('leaves out accounts that are covered', () => {
    const list = listAccounts(aScan());
    assert.deepEqual(list.accountIds, [connector.id]);
    assert.match(list.rows[0]!.reason, /CA001/);
    assert.match(list.rows[0]!.witness!, /password alone/);
  });

  it('numbers rows through all pages and stays on the last page', () => {
    const accounts = Array.from({ length: 23 }, (_, index) => anAccount(`user-${String(index).padStart(2, '0')}`));
    const list = listAccounts(aScan({ ...open, accounts }), { page: 7 });
    assert.deepEqual([list.page, list.pages, list.total], [2, 3, 23]);
    assert.deepEqual(list.rows.map(({ position }) => position), [21, 22, 23]);
    assert.equal(list.accountIds.length, 23);
  });

  for (const [filter, expected] of [
    ['admins', ['ada']], ['guests', ['greta_fabrikam.com#EXT#']], ['service', ['svc-tickets']], ['shared', ['room']],
    ['members', ['ada', 'bob', 'room', 'svc-tickets']], ['disabled', ['old']],
    ['enabled', ['ada', 'bob', 'greta_fabrikam.com#EXT#', 'room', 'svc-tickets']],
  ] as const) {
    it(`filters ${filter}`, () => {
      const scan = aScan({ ...open, accounts: [...aScan().snapshot.accounts, anAccount('room', { isResourceAccount: true })] });
      assert.deepEqual(listAccounts(scan, { filter }).accountIds.toSorted(), expected);
    });
  }

  it('lists accounts that have a finding, compliant ones too', () => {
    const list = listAccounts(aScan(), { finding: 'not-registered' });
    assert.deepEqual(list.accountIds, [bob.id]);
    assert.equal(list.headline, '1 account has no MFA method registered');
  });

  it('does not call a finding absent when its source was not read', () => {
    const unread = { source: 'userRegistrationDetails', reason: 'licence', detail: 'Entra ID P1 is missing.' } as const;
    const list = listAccounts(aScan({ unavailable: [unread] }), { finding: 'not-registered' });
    assert.match(list.headline, /^Unknown: Entra ID P1 is missing/);
    assert.match(listAccounts(aScan(), { finding: 'no-mfa-signin' }).headline, /^Unknown/);
  });

  it('says that nothing was found only beside how much is unknown', () => {
    const { headline } = listAccounts(aScan({ policies: undefined }));
    assert.match(headline, /No gap was found, but 4 of 5 accounts couldn't be judged|can sign in without MFA/);
    assert.doesNotMatch(headline, /MFA is required at every sign-in/);
  });

  it('says so when everybody is covered, and that disabled accounts cannot sign in', () => {
    assert.equal(listAccounts(aScan({ accounts: [ada, bob] })).headline, 'MFA is required at every sign-in of all 2 accounts');
    assert.equal(listAccounts(aScan({ accounts: [ada, disabled] })).headline, 'None of 2 accounts can sign in without MFA (1 cannot sign in at all)');
  });
});

describe('the status', () => {
  it('counts every account in one kind only, so that the kinds sum up', () => {
    const roleId = GLOBAL_ADMINISTRATOR;
    const accounts = [
      ...aScan().snapshot.accounts, anAccount('room', { isResourceAccount: true }), anAccount('ext_fabrikam.com#EXT#', { userType: 'member' }), anAccount('guest-admin', { userType: 'guest' }),
    ];
    const roleAssignments = ['ada', 'guest-admin', 'svc-tickets'].map((principalId) => ({ roleId, principalId, directoryScopeId: '/' }));
    const scan = aScan({ ...open, accounts, roleAssignments });
    const { kinds, summary } = tenantStatus(scan);
    assert.deepEqual(kinds.map(({ kind, counts }) => [kind, counts.accounts]), [['admins', 3], ['other-members', 2], ['other-guests', 2], ['unattended', 1]]);
    assert.equal(kinds.reduce((sum, { counts }) => sum + counts.accounts, 0), summary.accounts);
  });

  it('tells the headline, the four bars apart and the causes', () => {
    const status = tenantStatus(aScan(open));
    assert.equal(status.headline, '4 of 5 accounts can sign in without MFA. 1 of 1 admin account can sign in without MFA');
    assert.deepEqual([status.bars.contract.nonCompliant, status.bars.admins.nonCompliant], [4, 1]);
    assert.equal(status.worst.length, 3);
    assert.deepEqual(status.causes[0], { finding: 'no-enforcement', severity: 'high', accounts: 4 });
  });

  it('tells the age in words', () => {
    const now = Date.parse('2026-11-20T12:00:00Z');
    const ages = ['2026-11-20T11:59:31Z', '2026-11-20T11:57:00Z', '2026-11-20T10:59:00Z', '2026-11-18T10:00:00Z'].map((at) => ago(at, now));
    assert.deepEqual(ages, ['just now', '3 minutes ago', '1 hour ago', 'on 2026-11-18']);
  });
});
