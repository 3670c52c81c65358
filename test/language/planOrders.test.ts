import assert from 'node:assert/strict';
import { loadLanguage } from '../../src/language/index.js';
import { isPlainRequest } from '../../src/language/safetyGate.js';
import type { ConversationContext } from '../../src/language/types.js';

const language = loadLanguage(() => new Date('2026-11-26T12:00:00Z'));
const spokenOf: ConversationContext = { lastAccountId: 'somebody-else', lastPlanId: 'plan', lastList: { filter: 'all', accountIds: ['a', 'b', 'c'] } };
const heard = (text: string, context = spokenOf) => {
  const { intent, slots } = language.understand(text, context);
  return { intent, ...slots };
};

describe('orders about plans', () => {
  for (const [text, intent, planAction, plan] of [
    ['approve plan 41', 'enforce-account', 'approve', 41],
    ['Please approve the plan #41, thanks!', 'enforce-account', 'approve', 41],
    ['approve 41', 'enforce-account', 'approve', 41],
    ['ok, confirm plan 7', 'enforce-account', 'confirm', 7],
    ['decline plan 4', 'cancel', 'withdraw', 4],
    ['cancel plan number 4 please', 'cancel', 'withdraw', 4],
    ['undo plan 41', 'cancel', 'undo', 41],
    ['can you roll back plan 41', 'cancel', 'undo', 41],
    ['undo that', 'cancel', 'undo', undefined],
    ['take it back', 'cancel', 'undo', undefined],
    ['revert my last change', 'cancel', 'undo', undefined],
    ['undo what you just did', 'cancel', 'undo', undefined],
    ['plan 41', 'changes-since', 'look', 41],
    ['how does plan 41 stand?', 'changes-since', 'look', 41],
    ["what's plan 41?", 'changes-since', 'look', 41],
  ] as const) {
    it(`hears \`${text}\``, () => assert.deepEqual(heard(text), { intent, planAction, ...(plan !== undefined && { plan }) }));
  }

  for (const text of [
    'should I approve plan 41?', 'why was plan 41 approved', 'did you approve plan 41', 'do not approve plan 41', 'approve plan 41 if bob agrees', 'I would approve plan 41',
    'bob said approve plan 41', '"approve plan 41"', 'approve plan -1', 'approve plan 99999999', 'approve', 'approve it', 'approve plan', 'approve plans 41 and 42',
    'undo the damage Bob did', 'undo plan 41 and 42', 'undo everything', 'never undo that', 'can plan 41 be undone?', 'who confirmed plan 41', 'approve plan 41 and enforce mfa for bob',
    `approve plan 41${' '.repeat(200)}please`.replace('please', 'p'.repeat(200)),
  ]) {
    it(`takes \`${text.slice(0, 60)}\` for no order about a plan`, () => assert.equal(heard(text)['planAction' as never], undefined));
  }
});

describe('orders that concern the whole tenant', () => {
  for (const [text, slots] of [
    ['switch on CA019', { change: 'enable-policy', policy: 'CA019' }],
    ['please switch CA019 on', { change: 'enable-policy', policy: 'CA019' }],
    ['enable the policy "Interns: MFA"', { change: 'enable-policy', policy: 'Interns: MFA' }],
    ['turn on CA001 - Require MFA for all users', { change: 'enable-policy', policy: 'CA001 - Require MFA for all users' }],
    ['enable the guest policy', { change: 'enable-policy', policy: 'guest' }],
    ['enable security defaults', { change: 'enable-security-defaults' }],
    ['turn the security defaults on now', { change: 'enable-security-defaults' }],
    ['can you switch on CA019?', { change: 'enable-policy', policy: 'CA019' }],
    ['require mfa in CA008', { policy: 'CA008' }],
    ['drop the exclusion of Marc-André from CA001', {}],
    ['drop the location exclusion of CA003', {}],
    ['remove the trusted location exclusion from CA003', {}],
    ['drop the device alternative of CA008', {}],
  ] as const) {
    it(`hears \`${text}\``, () => {
      const { intent, order, ...rest } = heard(text) as { intent: string; order?: string };
      assert.deepEqual([intent, rest, typeof order], ['what-if', slots, 'string']);
    });
  }

  for (const text of [
    'what if we switch on CA019', 'should we enable security defaults?', 'who switched on CA019', "don't switch on CA019", 'switch off CA019', 'disable security defaults', 'switch on CA019 tomorrow', 'switch on CA019 if bob agrees', 'switch on CA019?',
    'remove the conditional access policy CA001', 'delete policy CA001', 'exclude the Montreal office', 'turn on the policy', 'enable the policy for bob lavoie', 'enable CA019 for bob', 'can I drop the exclusion of bob?', 'switch on bob',
  ]) {
    it(`takes \`${text}\` for no order to change the tenant`, () => assert.equal('order' in heard(text), false));
  }
});

describe('plain orders to enforce', () => {
  for (const [text, slots] of [
    ['turn on mfa for bob', { accounts: ['bob'] }],
    ['enable mfa for all guests', { filter: 'guests' }],
    ['require mfa for all admins', { filter: 'admins' }],
    ['enforce mfa for them', { accounts: ['$list'] }],
    ['enforce mfa for him', { accounts: ['$last'] }],
    ['enforce mfa for the first two', { accounts: ['#1', '#2'] }],
    ['enforce mfa for bob lavoie, malik traore, anna bergeron and ticket sync', { accounts: ['bob lavoie', 'malik traore', 'anna bergeron', 'ticket sync'] }],
    ['please enforce mfa for Service account - ticket sync now', { accounts: ['Service account - ticket sync'] }],
    ['can you enforce mfa for the help desk?', { accounts: ['help desk'] }],
    ['turn on 2fa for report bot & calendar sync', { accounts: ['report bot', 'calendar sync'] }],
    ['enforce mfa for planner sync', { accounts: ['planner sync'] }],
    ['enforce mfa for break glass 1', { accounts: ['break glass 1'] }],
    ['turn on mfa for guest wifi', { accounts: ['guest wifi'] }],
    ['enforce mfa for invoices', { accounts: ['invoices'] }],
    ['require mfa for policy sync', { accounts: ['policy sync'] }],
  ] as const) {
    it(`hears whom \`${text}\` names`, () => assert.deepEqual(heard(text), { intent: 'enforce-account', ...slots }));
  }

  for (const text of [
    'enforce mfa for bob and open a ticket', 'enforce mfa for bob or open a ticket', 'enforce mfa for bob and ticket anna', 'enforce mfa for bob and close ticket 12', 'enforce mfa for bob and ticket 12',
    'enforce mfa for everyone except ticket sync', 'should we enforce mfa for ticket sync?', 'enforce mfa for ticket sync tomorrow', "don't enforce mfa for ticket sync", 'enforce mfa for ticket sync if bob agrees',
    'the ticket said enforce mfa for ticket sync', 'enforce mfa for the ticket', 'enforce mfa for bob, test only', 'enforce mfa for my bank account',
  ]) {
    it(`takes \`${text}\` for no plain request`, () => {
      assert.equal(isPlainRequest(text), false);
      assert.notEqual(heard(text).intent, 'enforce-account');
    });
  }
});
