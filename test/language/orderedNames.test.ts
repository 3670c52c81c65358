import assert from 'node:assert/strict';
import { loadLanguage } from '../../src/language/index.js';
import { isPlainRequest } from '../../src/language/safetyGate.js';
import type { ConversationContext } from '../../src/language/types.js';

const language = loadLanguage(() => new Date('2026-11-26T12:00:00Z'));
const spokenOf: ConversationContext = { lastAccountId: 'somebody-else', lastList: { filter: 'all', accountIds: ['a', 'b', 'c'] } };
const slotsOf = (text: string) => language.understand(text, spokenOf);

describe('names in orders', () => {
  for (const [text, accounts] of [
    ['enforce mfa for Will Stone', ['Will Stone']],
    ['enforce mfa for grace park', ['grace park']],
    ['enforce mfa for Grace Park, Will Stone and Mark Will', ['Grace Park', 'Will Stone', 'Mark Will']],
    ['turn mfa on for Mark Stone and Grace Will', ['Mark Stone', 'Grace Will']],
    ['roll out mfa for Anne Marie Will', ['Anne Marie Will']],
    ['make Will Stone use mfa', ['Will Stone']],
    ['enforce Will Stone', ['Will Stone']],
    ['secure grace park', ['grace park']],
    ['enforce mfa for the account Will Stone', ['Will Stone']],
    ['enforce mfa for Will Stone (contractor)', ['Will Stone (contractor)']],
    ['enforce mfa for Both Ways', ['Both Ways']],
    ['require mfa for Ned Nested and Both Ways', ['Ned Nested', 'Both Ways']],
    ['enforce both bob and carl', ['bob', 'carl']],
    ['secure ivan with mfa', ['ivan']],
    ['enforce mfa for just bob, then carl', ['bob', 'carl']],
    ['enforce mfa for users bob and only eaton', ['bob', 'only eaton']],
    ['enforce mfa for It Support', ['It Support']],
    ['enforce mfa for nam excluded', ['nam excluded']],
    ['enforce mfa for admin 1', ['admin 1']],
    ['enforce mfa for bob the first', ['bob the first']],
    ['enforce mfa for Jean-Luc Picard the second', ['Jean-Luc Picard the second']],
    ['enforce mfa for Bob Lavoie and the first one', ['Bob Lavoie', '#1']],
    ['enforce mfa for them and bob', ['$list', 'bob']],
    ['enforce mfa for bob and me', ['bob', '$me']],
    ['enforce mfa for bob and him', ['bob', '$last']],
    ['enforce mfa for bob and account', ['bob', 'account']],
    ['enforce mfa for all guests and bob', ['all guests', 'bob']],
    ["enforce mfa for bob's account today, thanks", ['bob']],
    ['ENFORCE MFA FOR BOB LAVOIE NOW', ['BOB LAVOIE']],
    ['enforce mfa for "Will Stone"', ['Will Stone']],
    ["enforce mfa for 'Ned Nested'", ['Ned Nested']],
    ['enforce mfa for “Will Stone”', ['Will Stone']],
    ['enforce mfa for ‘Will Stone’', ['Will Stone']],
    ['please turn on mfa for "Will Stone" now, thanks', ['Will Stone']],
    ['can you enforce mfa for "Smith and Sons", \'Ned O\'Brien\' and bob?', ['Smith and Sons', "Ned O'Brien", 'bob']],
  ] as const) {
    it(`enforces for whom \`${text}\` names`, () => {
      const { intent, slots } = slotsOf(text);
      assert.deepEqual([intent, slots], ['enforce-account', { accounts }]);
    });
  }

  for (const [text, intent, slots] of [
    ['open a ticket for Will Stone', 'ticket-account', { accounts: ['Will Stone'] }],
    ['open a ticket for grace park', 'ticket-account', { accounts: ['grace park'] }],
    ['open a ticket for Both Ways', 'ticket-account', { accounts: ['Both Ways'] }],
    ['create tickets for Will Stone and Grace Park', 'ticket-account', { accounts: ['Will Stone', 'Grace Park'] }],
    ['open a ticket for bob lavoie and grace park so they register', 'ticket-account', { accounts: ['bob lavoie', 'grace park'] }],
    ['open a ticket for "Will Stone" and bob', 'ticket-account', { accounts: ['Will Stone', 'bob'] }],
    ['open a ticket for bob because he forgot', 'ticket-account', { accounts: ['bob'] }],
    ['open a ticket for the second one', 'ticket-account', { accounts: ['#2'] }],
    ['why is Grace Park flagged', 'explain-account', { account: 'Grace Park' }],
    ['why is grace park still flagged?', 'explain-account', { account: 'grace park' }],
    ['why is will stone flagged?', 'explain-account', { account: 'will stone' }],
    ['Why is Will Stone not compliant?', 'explain-account', { account: 'Will Stone' }],
    ["what's wrong with grace park?", 'explain-account', { account: 'grace park' }],
    ['why is bob failing', 'explain-account', { account: 'bob' }],
    ['Why Is Bob On The List', 'explain-account', { account: 'Bob' }],
    ['I want you to enforce mfa on Will Stone', 'enforce-account', { accounts: ['Will Stone'] }],
  ] as const) {
    it(`hears whom \`${text}\` is about`, () => {
      const heard = slotsOf(text);
      assert.deepEqual([heard.intent, heard.slots], [intent, slots]);
    });
  }

  for (const text of [
    'he wrote "enforce mfa for bob"', 'he wrote "enforce mfa for "bob""', '"enforce mfa for "bob""', '"enforce mfa" for bob', 'enforce "mfa" for bob', 'enforce mfa for "bob" if he agrees',
    'enforce mfa for "bob" said carl', 'enforce mfa for "bob", he said', 'enforce mfa for bob "now"', 'enforce mfa for "bob" tomorrow', 'enforce mfa for "bob"?', 'enforce mfa for "bob; drop"', 'enforce mfa for "bob',
    'should I enforce mfa for "bob"?', 'don\'t enforce mfa for "bob"', 'enforce mfa for everyone except "bob"', "he said 'enforce mfa for bob'", 'what does "enforce mfa for" do',
    'enforce mfa for everyone, nam excluded', 'enforce mfa for guests excluded', 'enforce mfa for everyone excluded',
  ]) {
    it(`takes \`${text}\` for no order`, () => {
      assert.equal(isPlainRequest(text), false);
      assert.notEqual(slotsOf(text).intent, 'enforce-account');
    });
  }
});
