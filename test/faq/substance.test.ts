import assert from 'node:assert/strict';
import { TOPIC_IDS } from '../../src/faq/index.js';
import { complaints, readCases } from './answerRate.js';

const cases = ['substance.jsonl', 'extra/today.jsonl'].flatMap((name) => readCases(new URL(name, import.meta.url)));

describe('faq substance', () => {
  for (const one of cases) it(`${one.topic}: ${one.q}`, () => assert.deepEqual(complaints(one), []));

  it('would notice what is missing, and what is wrong', () => {
    assert.equal(complaints({ q: '', topic: 'trusted-ip', must: ['is compliant with nothing'], mustNot: ['claim'] }).length, 2);
  });

  it('has at least five questions on every topic', () => {
    assert.deepEqual(TOPIC_IDS.filter((id) => cases.filter(({ topic }) => topic === id).length < 5), []);
  });
});

// FAQ_SET=path points the same check at another set of this form and prints the rate.
const otherSet = process.env['FAQ_SET'];
if (otherSet) {
  describe(`faq substance of ${otherSet}`, () => {
    it('reports the answer rate, given the right topic', () => {
      const judged = readCases(otherSet).map((one) => ({ one, wrong: complaints(one) }));
      const failed = judged.filter(({ wrong }) => wrong.length > 0);
      for (const { one, wrong } of failed) console.log(`${one.topic}: ${one.q}\n  ${wrong.join('\n  ')}`);
      console.log(`answered ${judged.length - failed.length} of ${judged.length}`);
      assert.ok(judged.length > 0);
    });
  });
}
