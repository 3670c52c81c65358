import assert from 'node:assert/strict';
import { listEmergencyAccounts } from '../../src/flows/emergencyAccounts.js';
import { explainAccount } from '../../src/flows/explain.js';
import { listPolicies } from '../../src/flows/policies.js';
import { resolveAccount, resolveAccounts } from '../../src/flows/resolveAccounts.js';
import { aScan, anAccount, connector, nobodyInScope, requireMfa } from './tenant.js';

const scan = aScan();
const context = { lastList: { filter: 'all' as const, accountIds: ['bob', 'ada'] }, lastAccountId: 'ada' };

describe('resolving accounts', () => {
  for (const [words, id] of [
    ['Ada Lovelace', 'ada'], ["bob's", 'bob'], ['bob@contoso.com', 'bob'], ['svc-tickets', 'svc-tickets'],
    ['#1', 'bob'], ['$last', 'ada'], ['$me', 'greta_fabrikam.com#EXT#'],
  ] as const) {
    it(`knows ${words}`, () => {
      const who = resolveAccount(scan, words, { context, personAccountId: 'greta_fabrikam.com#EXT#' });
      assert(who.kind === 'resolved');
      assert.equal(who.account.id, id);
    });
  }

  it('lists the candidates of an ambiguous name', () => {
    const two = aScan({ accounts: [anAccount('a1', { displayName: 'Ada Lovelace' }), anAccount('a2', { displayName: 'Ada Byron' })] });
    const who = resolveAccount(two, 'ada');
    assert(who.kind === 'ambiguous');
    assert.deepEqual(who.candidates.map(({ id }) => id).toSorted(), ['a1', 'a2']);
  });

  for (const words of ['Zebediah', '#3', '#0', '']) {
    it(`does not know \`${words}\``, () => assert.deepEqual(resolveAccount(scan, words, { context }), { kind: 'unknown', query: words }));
  }

  it('does not know references without a context', () => {
    for (const words of ['$last', '$me', '#1']) assert.equal(resolveAccount(scan, words).kind, 'unknown');
  });

  it('takes the whole list once, names besides, and tells what it could not find', () => {
    const { accountIds, problems } = resolveAccounts(scan, { accounts: ['$list', 'bob', 'Zoe'] }, { context });
    assert.deepEqual(accountIds, ['bob', 'ada']);
    assert.deepEqual(problems, [{ kind: 'unknown', query: 'Zoe' }]);
    assert.deepEqual(resolveAccounts(scan, { accounts: ['$list'] }).problems, [{ kind: 'unknown', query: '$list' }]);
    assert.deepEqual(resolveAccounts(scan, { filter: 'service' }).accountIds, [connector.id]);
  });
});

describe('explaining an account', () => {
  it('names the way through nested groups', async () => {
    const asked: string[] = [];
    const groupPath = async (groupId: string, accountId: string) => (asked.push(`${groupId} ${accountId}`), ['Ticket sync', 'Integrations', 'Connectors']);
    const result = await explainAccount(scan, 'svc-tickets', { groupPath });
    assert(result.kind === 'explained');
    assert.equal(result.explanation.policies[0]!.because, 'excluded through the group `Ticket sync` (`Ticket sync` > `Integrations` > `Connectors`)');
    assert.deepEqual(asked, ['group-1 svc-tickets']);
  });

  it('explains all the same where the path cannot be had', async () => {
    const result = await explainAccount(scan, 'svc-tickets', { groupPath: () => Promise.reject(new Error('refused')) });
    assert(result.kind === 'explained');
    assert.equal(result.explanation.policies[0]!.because, 'excluded through the group `Ticket sync`');
    assert.equal(result.explanation.account.verdict, 'nonCompliant');
  });

  it('says when it does not know the account', async () => {
    assert.deepEqual(await explainAccount(scan, 'Zebediah'), { kind: 'unknown', query: 'Zebediah' });
  });
});

describe('the policies', () => {
  it('are told in words, enforced ones first', () => {
    const off = { ...requireMfa, id: 'policy-0', state: 'disabled' as const, users: { ...nobodyInScope, includeUsers: ['ada'] } };
    const overview = listPolicies(aScan({ policies: [off, requireMfa] }));
    assert.deepEqual(overview.policies!.map(({ id, covers, demands }) => [id, covers, demands]), [
      ['policy-1', 'all users except the group `Ticket sync` to all apps', 'MFA'],
      ['policy-0', '`ada@contoso.com` to all apps', 'MFA'],
    ]);
    assert.equal(overview.headline, 'Security defaults are off. 2 Conditional Access policies: 1 on, 0 report-only, 1 off');
  });

  it('are not said to be absent when they were not read', () => {
    const overview = listPolicies(aScan({ policies: undefined, securityDefaultsEnabled: undefined }));
    assert.equal(overview.policies, undefined);
    assert.equal(overview.headline, "Whether security defaults are on couldn't be read. The Conditional Access policies couldn't be read");
  });
});

describe('emergency accounts', () => {
  const breakGlass = anAccount('bg1', { displayName: 'Break Glass 1' });

  it('are those named like one or marked by the finding, with what excludes them', () => {
    const policy = { ...requireMfa, users: { ...requireMfa.users, excludeUsers: ['bg1'] } };
    const { accounts, headline } = listEmergencyAccounts(aScan({ accounts: [...scan.snapshot.accounts, breakGlass], policies: [policy] }));
    assert.deepEqual(accounts.map(({ id, excludedFrom, isMfaRegistered }) => [id, excludedFrom, isMfaRegistered]), [['bg1', ['CA001 - Require MFA'], true]]);
    assert.match(headline, /^1 emergency account, 1 of which can sign in without MFA/);
  });

  it('are said to be missing where there are none', () => {
    assert.match(listEmergencyAccounts(scan).headline, /^No emergency account was found/);
  });
});
