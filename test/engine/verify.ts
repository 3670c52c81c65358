import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import type { AccountReport, Snapshot, Witness } from '../../src/engine/index.js';
import { explain, judge, whatIf } from '../../src/findings/index.js';
import { tenant, type TenantFragment } from '../support/tenant.js';
import { edited } from './naive/edits.js';
import { judgeNaively, type Judgement } from './naive/judge.js';
import { replay } from './naive/replay.js';

/** One line of `cases/*.jsonl`: a piece of a tenant and what must be said about one account of it. */
export interface Case {
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

/** All cases of the project at `root`: by idea beside this file, by finding beside the findings. */
export function allCases(root = new URL('../../', import.meta.url)): Map<string, Case[]> {
  return new Map(['test/engine/cases/', 'src/findings/'].flatMap((folder) => [...readCases(new URL(folder, root))]));
}

/** The cases of a folder by file name without its ending, which is the idea they share. */
function readCases(folder: URL): Map<string, Case[]> {
  const files = readdirSync(folder).filter((each) => each.endsWith('.jsonl')).toSorted();
  return new Map(files.map((file) => [file.replace('.jsonl', ''),
    readFileSync(new URL(file, folder), 'utf8').split('\n').filter(Boolean).map((line) => JSON.parse(line) as Case)]));
}

/** The engine says what the case expects, and its witness replays. */
export function verifyCase({ tenant: fragment, account = 'alice', expect }: Case): void {
  const snapshot = tenant(fragment);
  const report = judge(snapshot).accounts.find(({ id }) => id === account)!;
  const found = new Set<string>(report.findings.map(({ id }) => id));
  verifyExpectation('the engine', expect, report, found, found);
  for (const [field, value] of Object.entries(expect.witness ?? {})) assert.deepEqual(inAnyOrder(report.witness?.[field as keyof Witness]), inAnyOrder(value), `witness.${field}`);
  verifyWitness(snapshot, report);
}

export function verifyExpectation(who: string, expect: Case['expect'], said: { verdict: string; coverage: string }, must: Set<string>, may: Set<string>): void {
  assert.equal(said.verdict, expect.verdict, `${who}: verdict`);
  if (expect.coverage) assert.equal(said.coverage, expect.coverage, `${who}: coverage`);
  for (const id of expect.findings ?? []) assert.ok(may.has(id), `${who}: lacks the finding ${id}; has ${[...may].join(', ')}`);
  for (const id of expect.notFindings ?? []) assert.ok(!must.has(id), `${who}: must not report ${id}`);
}

/** Exactly the non-compliant have a witness, and it is a sign-in without MFA. */
export function verifyWitness(snapshot: Snapshot, { id, verdict, witness }: AccountReport): void {
  assert.equal(witness !== null, verdict === 'nonCompliant', `${id} is ${verdict}, witness: ${JSON.stringify(witness)}`);
  if (witness) assert.equal(replay(snapshot, id, witness), undefined, `witness of ${id}: ${JSON.stringify(witness)}`);
}

/** Both judges say the same of one account. */
export function verifyAgreement({ id, verdict, coverage, findings }: AccountReport, naive: Judgement): void {
  assert.equal(verdict, naive.verdict, `verdict of ${id}`);
  // Where data is unread, how much coverage and findings may suppose is a matter of taste; where all is read it isn't.
  if (verdict === 'unknown' || !naive.isCertain) return;
  if (verdict !== 'blocked') assert.equal(coverage, naive.coverage, `coverage of ${id}`);
  const found = new Set<string>(findings.map((each) => each.id));
  assert.deepEqual([...naive.must].filter((each) => !found.has(each)), [], `findings that ${id} lacks`);
  assert.deepEqual([...found].filter((each) => !naive.may.has(each)), [], `findings that ${id} has too many`);
}

/** Each repair does what it promises, applied by what-if and applied by the naive judge. */
export function verifyRepairs(snapshot: Snapshot): void {
  for (const { id, verdict } of judge(snapshot).accounts) {
    if (verdict !== 'nonCompliant') continue;
    for (const { edits, verdictAfter, text } of explain(snapshot, id)!.repairs) {
      const after: string = whatIf(snapshot, edits).accounts.find((each) => each.id === id)?.after ?? verdict;
      assert.equal(after, verdictAfter, `${id}: ${text}`);
      assert.notEqual(after, 'nonCompliant', `${id}: ${text}`);
      assert.equal(judgeNaively(edits.reduce(edited, snapshot), id).verdict, verdictAfter, `${id}, by the naive judge: ${text}`);
    }
  }
}

const inAnyOrder = (value: unknown): unknown => (Array.isArray(value) ? value.toSorted() : value);
