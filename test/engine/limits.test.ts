import assert from 'node:assert/strict';
import { findUncovered, TooComplexError, type Axis } from '../../src/engine/coverage/search.js';
import { judge } from '../../src/findings/index.js';
import { tenant } from '../support/tenant.js';

/** Random clauses of three over binary axes, near the number at which it is hardest to tell whether they cover everything. */
function clauses(axes: number, count: number): { axes: Axis[]; boxes: bigint } {
  let state = 7;
  const next = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  const all = Array.from({ length: count }, () => new Map(Array.from({ length: 3 }, () => [next(axes), next(2)])));
  const containing = (axis: number, atom: number): bigint => all.reduce((set, clause, index) => ((clause.get(axis) ?? atom) === atom ? set | (1n << BigInt(index)) : set), 0n);
  return {
    axes: Array.from({ length: axes }, (_, axis) => ({ columns: [0, 1].map((atom) => ({ atom, boxes: containing(axis, atom) })) })),
    boxes: (1n << BigInt(count)) - 1n,
  };
}

describe('limits of the judge', () => {
  it('gives up on a search that would take too long, instead of taking it', () => {
    const { axes, boxes } = clauses(90, 400);
    assert.throws(() => findUncovered(axes, boxes), TooComplexError);
  });

  it('says that it is too complex, and names the policies', () => {
    const { axes, boxes } = clauses(60, 240);
    const networks = axes.map((_, index) => ({ id: `n${index}`, '@odata.type': '#microsoft.graph.compliantNetworkNamedLocation' }));
    const sides = (policy: number, atom: number) => networks.filter((_, axis) => {
      const [outside, inside] = axes[axis]!.columns.map((column) => ((column.boxes >> BigInt(policy)) & 1n) === 1n);
      return atom === 0 ? outside && !inside : inside && !outside;
    }).map(({ id }) => id);
    const policies = Array.from({ length: boxes.toString(2).length }, (_, policy) => ({ policy, inside: sides(policy, 1), outside: sides(policy, 0) }))
      .filter(({ inside }) => inside.length <= 1)
      .map(({ policy, inside, outside }) => ({ id: `p${policy}`, conditions: { locations: { includeLocations: inside.length > 0 ? inside : ['All'], excludeLocations: outside } } }));
    const { verdict, unknownBecause } = judge(tenant({ policies, namedLocations: networks })).accounts[0]!;
    assert.equal(verdict, 'unknown');
    assert.match(unknownBecause!, /^Too complex: the policies .*`p\d+`/);
  });

  it('takes a filter with more parts than can be told apart for unread', () => {
    const parts = Array.from({ length: 9 }, (_, index) => `device.model -contains "part${index}"`).join(' -and ');
    const policies = [{ conditions: { devices: { deviceFilter: { mode: 'include', rule: parts } } } }];
    assert.equal(judge(tenant({ policies })).accounts[0]!.verdict, 'unknown');
    const both = [...policies, { conditions: { devices: { deviceFilter: { mode: 'exclude', rule: parts } } } }];
    assert.equal(judge(tenant({ policies: both })).accounts[0]!.verdict, 'compliant');
  });
});
