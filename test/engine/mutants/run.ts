import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import * as fc from 'fast-check';
import { tenant } from '../../support/tenant.js';
import { tenants } from '../arbitraries.js';
import { judgeNaively } from '../naive/judge.js';
import type { Baseline } from './check.js';
import { mutantsOf, type Mutant } from './operators.js';

/**
 * Changes the engine in one place at a time and asks whether the cases and the naive judge notice.
 * `npm run test:mutants [part of a file name]`; `MUTANTS=200` takes a sample of that size, `MUTANTS_SEED` another one.
 */
const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const CHECK = join(ROOT, 'test/engine/mutants/check.ts');
const WORK = mkdtempSync(join(tmpdir(), 'mutants-'));
const BASELINE = join(WORK, 'baseline.json');
const LIMIT_MS = 20_000;
const SEED = Number(process.env['MUTANTS_SEED'] ?? 1);

type Fate = 'killed' | 'survived';

const mutants = sample(['src/engine', 'src/findings'].flatMap(sources).flatMap((file) => mutantsOf(file, readFileSync(join(ROOT, file), 'utf8'))));
writeFileSync(BASELINE, JSON.stringify(baseline()));
if ((await fateOf(undefined, 0)) === 'killed') throw new Error('the unchanged engine already fails: mend that first');
let survivors = 0;
await Promise.all([0, 1].map(work));
console.log(`${mutants.length - survivors} of ${mutants.length} mutants killed, ${survivors} survive`);

async function work(lane: number): Promise<void> {
  for (let index = lane; index < mutants.length; index += 2) {
    const mutant = mutants[index]!;
    if ((await fateOf(mutant, lane)) === 'killed') continue;
    survivors += 1;
    console.log(`${mutant.file}:${mutant.line}\n  - ${mutant.before}\n  + ${mutant.after}`);
  }
}

/** Bundles the check with the mutated file in place of the real one and runs it in a process of its own. */
async function fateOf(mutant: Mutant | undefined, lane: number): Promise<Fate> {
  const outfile = join(WORK, `lane-${lane}.mjs`);
  const plugin = { name: 'mutant', setup: (bundler: import('esbuild').PluginBuild) => {
    if (mutant) bundler.onLoad({ filter: new RegExp(`${mutant.file.replaceAll('.', '\\.')}$`) }, () => ({ contents: mutant.source, loader: 'ts' }));
  } };
  try {
    await build({ entryPoints: [CHECK], bundle: true, platform: 'node', format: 'esm', outfile, plugins: [plugin], logLevel: 'silent', banner: { js: "import { createRequire } from 'node:module'; const require = createRequire('/');" } });
  } catch {
    return 'killed';
  }
  return new Promise((resolve) => {
    execFile(process.execPath, [outfile, ROOT, BASELINE], { timeout: LIMIT_MS }, (error, _stdout, stderr) => {
      if (error && !mutant) console.error(stderr);
      resolve(error ? 'killed' : 'survived');
    });
  });
}

function baseline(): Baseline {
  return fc.sample(tenants, { numRuns: 150, seed: SEED }).map((fragment) => {
    const snapshot = tenant(fragment);
    const judgements = snapshot.accounts.map(({ id }) => {
      const judgement = judgeNaively(snapshot, id);
      return [id, { ...judgement, must: [...judgement.must], may: [...judgement.may] }];
    });
    return [fragment, Object.fromEntries(judgements)];
  });
}

function sources(folder: string): string[] {
  return readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).filter((each) => each.endsWith('.ts'))
    .map((each) => relative(ROOT, join(ROOT, folder, each))).filter((each) => each.includes(process.argv[2] ?? ''));
}

function sample(all: Mutant[]): Mutant[] {
  const wanted = Number(process.env['MUTANTS'] ?? all.length);
  const order = fc.sample(fc.integer(), { numRuns: all.length, seed: SEED });
  return all.map((mutant, index) => ({ mutant, key: order[index]! })).toSorted((a, b) => a.key - b.key).slice(0, wanted).map(({ mutant }) => mutant);
}
