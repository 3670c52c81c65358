import assert from 'node:assert/strict';
import { decodeAccount } from '../../src/graph/decode/account.js';

const ROW = { id: 'a', userPrincipalName: 'a@contoso.com', displayName: 'A', accountEnabled: true, userType: 'Member', perUserMfaState: 'enforced' };

describe('decodeAccount', () => {
  it('takes only a clear "false" for a disabled account', () => {
    assert.equal(decodeAccount({ ...ROW, accountEnabled: false }).account.accountEnabled, false);
    for (const accountEnabled of [null, undefined, 'false', 0, []]) {
      const { account, misread } = decodeAccount({ ...ROW, accountEnabled });
      assert.deepEqual([account.accountEnabled, misread], [true, ['accountEnabled']]);
    }
  });

  it('takes only the three known words for a per-user MFA state, and a missing one for unread', () => {
    assert.equal(decodeAccount(ROW).account.perUserMfaState, 'enforced');
    assert.deepEqual(decodeAccount({ ...ROW, perUserMfaState: undefined }).misread, []);
    for (const perUserMfaState of ['Enforced', 'required', true, 2]) {
      const { account, misread } = decodeAccount({ ...ROW, perUserMfaState });
      assert.deepEqual([account.perUserMfaState, misread], [undefined, ['perUserMfaState']]);
    }
  });

  it('calls an account whose name nobody can see by its address', () => {
    for (const displayName of ['', '   ', '\u00a0\u3000', '\u200b\u202e\ufeff', '\ud800', null]) assert.equal(decodeAccount({ ...ROW, displayName }).account.displayName, 'a@contoso.com');
    assert.equal(decodeAccount({ ...ROW, displayName: ' 李 ' }).account.displayName, ' 李 ');
  });

  it('guesses no user type', () => {
    assert.equal(decodeAccount({ ...ROW, userType: 'guest' }).account.userType, 'guest');
    assert.equal(decodeAccount({ ...ROW, userType: null }).account.userType, 'member');
    for (const odd of [{ userType: 'Partner' }, { userType: 1 }, { userType: null, userPrincipalName: 'b_x.com#EXT#@contoso.com' }]) {
      assert.throws(() => decodeAccount({ ...ROW, ...odd }), { name: 'DecodeError' });
    }
  });

  it('refuses a row that is no account', () => {
    for (const row of [null, 'a', [], {}, { ...ROW, id: 7 }, { ...ROW, id: '' }, { ...ROW, userPrincipalName: null }]) {
      assert.throws(() => decodeAccount(row), { name: 'DecodeError' });
    }
  });

  it('calls an account without a name by its address', () => {
    assert.equal(decodeAccount({ ...ROW, displayName: null }).account.displayName, 'a@contoso.com');
  });
});
