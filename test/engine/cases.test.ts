import assert from 'node:assert/strict';
import { tenant } from '../support/tenant.js';
import { judgeNaively } from './naive/judge.js';
import { allCases, verifyCase, verifyExpectation } from './verify.js';

const CASES = allCases();

for (const [idea, cases] of CASES) {
  describe(`cases: ${idea}`, () => {
    for (const each of cases) {
      it(each.name, () => {
        const naive = judgeNaively(tenant(each.tenant), each.account ?? 'alice');
        verifyExpectation('the naive judge', each.expect, naive, naive.must, naive.may);
        verifyCase(each);
      });
    }
  });
}

describe('the cases as a whole', () => {
  it('guard every numbered sentence of the semantics', () => {
    const guarded = new Set([...CASES.values()].flat().flatMap(({ name }) => name.split(':')[0]!.split(' ')));
    const sentences = Array.from({ length: 14 }, (_, index) => [`${index + 1}`, `D${index + 1}`]).flat();
    assert.deepEqual(sentences.filter((each) => !guarded.has(each)), []);
  });
});
