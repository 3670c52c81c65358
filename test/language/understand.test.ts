import assert from 'node:assert/strict';
import { readFileSync, statSync } from 'node:fs';
import * as fc from 'fast-check';
import { TOPIC_IDS } from '../../src/faq/types.js';
import { loadLanguage } from '../../src/language/index.js';
import { readModel } from '../../src/language/model/file.js';
import { bankFingerprint } from '../../src/language/training/bank.js';
import { INTENTS } from '../../src/language/types.js';
import { isDialog, scoreDialog, scoreLine, type Dialog, type Line, type Outcome } from './score.js';

const language = loadLanguage(() => new Date('2026-11-23T12:00:00Z'));

const OPENER = `Hello Microsoft Support,
1. What happens the 1st august, can you explain the in dept process that confirm that a partner tenant is in compliance, is it a job that verify the default base line or it check that ALL users if they are MFA enabled?
2. If the user is MFA enabled and we add MFA trusted IP of our office, would it be considered compliant?
3. Does disabled admins account (for emergency purposes or rare use occasions) will make us non compliant if they are not MFA enabled?
4. What about Exchange Online PowerShell module (Hybrid EXO module). Will you fix the Delegated parameter to make the MFA work in delegated access?
5. Is there a tool, or a script that you can provide us to confirm that our tenant will be compliant the 1st august?
Thank you for your support!`;

function play(name: string): Outcome[][] {
  return readFileSync(new URL(`./dev/${name}.jsonl`, import.meta.url), 'utf8').split('\n').filter(Boolean).map((json) => {
    const each = JSON.parse(json) as Line | Dialog;
    return isDialog(each) ? scoreDialog(each, language) : [scoreLine(each, language)];
  });
}

describe('language', () => {
  it('was trained on the bank as it is (else run `npm run train`)', () => assert.equal(readModel().source, bankFingerprint()));

  it('keeps the model file small', () => assert.ok(statSync(new URL('../../src/language/model/model.bin', import.meta.url)).size < 3e6));

  it('knows every intent and topic', () => {
    const labels = new Set(readModel().labels);
    for (const id of [...INTENTS.filter((intent) => intent !== 'faq'), ...TOPIC_IDS]) assert.ok(labels.has(id), id);
  });

  for (const [name, least] of [['commands', 0.93], ['faq', 0.9], ['outofscope', 0.88], ['dialogs', 0.8], ['afterwards', 0.8]] as const) {
    it(`understands the development set: ${name}`, () => {
      const outcomes = play(name);
      assert.deepEqual(outcomes.flat().filter(({ gate }) => !gate).map(({ line }) => line.q), []);
      const right = outcomes.filter((turns) => turns.every(({ ok }) => ok)).length / outcomes.length;
      const easy = outcomes.flat().filter(({ line }) => line.level === 'easy');
      assert.ok(right >= least, `${(100 * right).toFixed(1)} % right`);
      assert.ok(easy.length === 0 || easy.filter(({ ok }) => ok).length / easy.length >= 0.95);
    });
  }

  it('hears all five questions of the opener, in order', () => {
    const { intent, topics } = language.understand(OPENER);
    assert.equal(intent, 'faq');
    assert.deepEqual(topics, ['enforcement-deadline', 'verification-method', 'trusted-ip', 'disabled-accounts', 'exchange-powershell', 'compliance-check-tool']);
  });

  it('answers anything at all: empty, huge, emoji, right-to-left, markup, control characters', () => {
    const odd = ['', ' ', '\u0000\u0001\u0007', '🍕'.repeat(500), 'مرحبا كيف الحال', '<at>MFA Bot</at>&nbsp;', '<b>'.repeat(5000), 'a'.repeat(60_000),
      'who isnt mfad '.repeat(4_500), '"'.repeat(60_000), '('.repeat(60_000), 'enforce '.repeat(8_000), '#1 '.repeat(20_000), 'a@'.repeat(30_000), '\u202e\u200b'.repeat(1_000), '-'.repeat(60_000),
      'turn '.repeat(12_000), 'a.b-'.repeat(15_000), '1 '.repeat(30_000), ' '.repeat(60_000), 'what if we exclude '.repeat(3_000), '&nbsp;'.repeat(10_000)];
    for (const message of odd) assert.ok(INTENTS.includes(language.understand(message).intent));
  }).timeout(20_000);

  it('never throws, and stays within its own words', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (message) => {
      const { intent, confidence, topics } = language.understand(message, { lastList: { filter: 'all', accountIds: ['a'] }, pending: { intent: 'ticket-account', slots: {}, question: '?' } });
      return INTENTS.includes(intent) && confidence >= 0 && confidence <= 1 && topics.every((topic) => (TOPIC_IDS as readonly string[]).includes(topic));
    }), { numRuns: 300, seed: 7 });
  });

  it('says the same thing to the same message', () => {
    assert.deepEqual(language.understand('which guests have no mfa?'), loadLanguage().understand('which guests have no mfa?'));
  });

  it('takes the mention and its residue for no part of the message', () => {
    assert.deepEqual(language.understand('<at>MFA Bot</at>&nbsp;export the list to csv').slots, { format: 'csv' });
  });
});
