import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { findCommand } from '../../src/cli/commands.js';
import { createMetrics } from '../../src/http/metrics.js';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const DOCUMENTS = ['OPERATIONS.md', 'SECURITY.md'];
const found = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map((match) => match[1]!);

describe('the pages for operators', () => {
  for (const document of DOCUMENTS) {
    const text = read(document);

    it(`${document} names files that are there`, () => {
      const named = [...found(text, /`((?:src|test|infra)\/[\w./-]*)`/g), ...found(text, /\]\(([\w./-]+)\)/g)];
      assert.ok(named.length > 3);
      assert.deepEqual(named.filter((file) => !existsSync(new URL(`../../${file}`, import.meta.url))), []);
    });

    it(`${document} names commands, options, scripts and variables that are there`, async () => {
      const commands = found(text, /(?:cli -- |dist\/cli\.js )([\w-]+)/g);
      const missing = await Promise.all(commands.map(async (name) => ((await findCommand(name)) ? [] : [name])));
      assert.deepEqual(missing.flat(), []);
      const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
      assert.deepEqual(found(text, /npm run (?:--silent )?([\w:]+)/g).filter((name) => !Object.hasOwn(scripts, name)), []);
      const setup = await findCommand('setup');
      assert.deepEqual(found(text, /setup[^`\n]*? --(\w[\w-]*)/g).filter((name) => !Object.hasOwn(setup!.options, name)), []);
      const variables = `${read('.env.example')}${read('src/config/jobs.ts')}${read('infra/main.bicepparam')}`;
      assert.deepEqual(found(text, /\b([A-Z]{3,}(?:_[A-Z]+)+)\b/g).filter((name) => !variables.includes(name)), []);
    });
  }

  it('name, as the page about the engine does, files that are there', () => {
    const named = found(read('src/engine/README.md'), /`((?:\.\.\/)?[\w*./-]*(?:\/|\.(?:ts|jsonl))[\w*.-]*)`/g);
    const isThere = (file: string): boolean => ['src/engine/', ''].some((base) => {
      const [, folder, wanted] = /^(.*\/)?([^/]*)$/.exec(`${base}${file}`)!;
      const place = new URL(`../../${folder ?? ''}`, import.meta.url);
      const [start, end = ''] = wanted!.split('*');
      return existsSync(place) && (wanted === '' || readdirSync(place).some((each) => (wanted!.includes('*') ? each.startsWith(start!) && each.endsWith(end) : each === wanted)));
    });
    assert.ok(named.length > 8, String(named));
    assert.deepEqual(named.filter((file) => !isThere(file)), []);
  });

  it('name metrics that are measured', async () => {
    const measured = await createMetrics().text();
    const named = found(read('OPERATIONS.md'), /`((?:bot|process|nodejs)_\w+)/g);
    assert.ok(named.length > 4);
    assert.deepEqual(named.filter((name) => !measured.includes(`# TYPE ${name} `)), []);
  });
});
