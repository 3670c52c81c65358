import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { judge } from '../../../src/findings/index.js';
import { tenant, type TenantFragment } from '../../support/tenant.js';
import type { Judgement } from '../naive/judge.js';
import { allCases, verifyAgreement, verifyCase, verifyRepairs, verifyWitness } from '../verify.js';

/** What the naive judge said of random tenants, worked out once: `[tenant, judgement by account id]`. */
export type Baseline = [TenantFragment, Record<string, Omit<Judgement, 'must' | 'may'> & { must: string[]; may: string[] }>][];

/** Run with a mutated engine: exit status 1 (an exception) says that the tests notice. */
const [, , root, baselineFile] = process.argv;
for (const cases of allCases(pathToFileURL(root!)).values()) cases.forEach(verifyCase);
for (const [fragment, judgements] of JSON.parse(readFileSync(baselineFile!, 'utf8')) as Baseline) {
  const snapshot = tenant(fragment);
  for (const account of judge(snapshot).accounts) {
    const naive = judgements[account.id]!;
    verifyAgreement(account, { ...naive, must: new Set(naive.must), may: new Set(naive.may) });
    verifyWitness(snapshot, account);
  }
  verifyRepairs(snapshot);
}
