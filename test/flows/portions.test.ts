import assert from 'node:assert/strict';
import { setImmediate as breathe } from 'node:timers/promises';
import * as fc from 'fast-check';
import { collectEvidence } from '../../src/flows/evidence/evidence.js';
import { sortedInPortions } from '../../src/flows/portions.js';
import { aScan, anAccount } from './tenant.js';

describe('work in portions', () => {
  it('sorts as a sort at once does, equal ones left in order', async () => {
    const numbered = fc.array(fc.nat(300), { minLength: 0, maxLength: 5_000, size: 'max' }).map((keys) => keys.map((key, place) => ({ key, place })));
    const byKey = (one: { key: number }, other: { key: number }): number => one.key - other.key;
    await fc.assert(fc.asyncProperty(numbered, async (values) => assert.deepEqual(await sortedInPortions(values, byKey), values.toSorted(byKey))), { numRuns: 20 });
  });

  it('lets others have their turn while evidence of a large tenant is collected, and collects it once', async () => {
    const scan = aScan({ accounts: Array.from({ length: 20_000 }, (_, index) => anAccount(`user-${index}`)) });
    const collecting = collectEvidence(scan);
    let turns = 0;
    const others = (async (): Promise<void> => {
      while (turns !== Infinity) {
        await breathe();
        turns += 1;
      }
    })();
    await collecting;
    assert.ok(turns > 8, `others had ${turns} turns`);
    turns = Infinity;
    await others;
    assert.equal(collectEvidence(scan), collecting);
    assert.equal((await collecting).total, 20_000);
  });
});
