import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { Witness } from '../../src/engine/index.js';
import { judge } from '../../src/findings/index.js';
import { tenant, type TenantFragment } from '../support/tenant.js';
import { judgeNaively } from './naive/judge.js';
import { replay } from './naive/replay.js';

/** One line of `cases/*.jsonl`: a piece of a tenant and what must be said about one account of it. */
interface Case {
  /** The sentences of the semantics it guards (1-14, D1-D14), then what happens. */
  name: string;
  tenant: TenantFragment;
  /** Id of the account; `alice` where left out. */
  account?: string;
  expect: {
    verdict: string;
    coverage?: string;
    /** Must be reported. */
    findings?: string[];
    /** Must not be reported. */
    notFindings?: string[];
    /** Fields the witness must have. */
    witness?: Partial<Witness>;
  };
}

const FOLDER = new URL('./cases/', import.meta.url);

for (const file of readdirSync(FOLDER).filter((each) => each.endsWith('.jsonl'))) {
  describe(`cases: ${file.replace('.jsonl', '')}`, () => {
    for (const line of readFileSync(new URL(file, FOLDER), 'utf8').split('\n').filter(Boolean)) {
      const each = JSON.parse(line) as Case;
      it(each.name, () => check(each));
    }
  });
}

describe('the cases as a whole', () => {
  it('guard every numbered sentence of the semantics', () => {
    const text = readdirSync(FOLDER).map((file) => readFileSync(new URL(file, FOLDER), 'utf8')).join('');
    const named = new Set(Array.from(text.matchAll(/"name": ?"([^:"]+):/g), (found) => found[1]!.split(' ')).flat());
    const sentences = Array.from({ length: 14 }, (_, index) => [`${index + 1}`, `D${index + 1}`]).flat();
    assert.deepEqual(sentences.filter((each) => !named.has(each)), []);
  });
});

function check({ tenant: fragment, account = 'alice', expect }: Case): void {
  const snapshot = tenant(fragment);
  const naive = judgeNaively(snapshot, account);
  agree('the naive judge', expect, naive.verdict, naive.coverage, naive.must, naive.may);
  const report = judge(snapshot).accounts.find(({ id }) => id === account)!;
  const found = new Set<string>(report.findings.map(({ id }) => id));
  agree('the engine', expect, report.verdict, report.coverage, found, found);
  for (const [field, value] of Object.entries(expect.witness ?? {})) assert.deepEqual(inAnyOrder(report.witness?.[field as keyof Witness]), inAnyOrder(value), `witness.${field}`);
  if (report.witness) assert.equal(replay(snapshot, account, report.witness), undefined, 'the witness must replay');
  assert.equal(report.witness !== null, report.verdict === 'nonCompliant', 'exactly the non-compliant have a witness');
}

const inAnyOrder = (value: unknown): unknown => (Array.isArray(value) ? value.toSorted() : value);

function agree(who: string, expect: Case['expect'], verdict: string, coverage: string, must: Set<string>, may: Set<string>): void {
  assert.equal(verdict, expect.verdict, `${who}: verdict`);
  if (expect.coverage) assert.equal(coverage, expect.coverage, `${who}: coverage`);
  for (const id of expect.findings ?? []) assert.ok(may.has(id), `${who}: lacks the finding ${id}; has ${[...may].join(', ')}`);
  for (const id of expect.notFindings ?? []) assert.ok(!must.has(id), `${who}: must not report ${id}`);
}
