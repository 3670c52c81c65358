import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { commands } from '../src/bot/commands/index.js';
import { buttons } from '../src/bot/buttons/index.js';
import { INTENTS } from '../src/language/types.js';

const MAX_LINES = 300;

/** What each room of the house may import; siblings don't import each other. */
const ALLOWED: Record<string, string[]> = {
  engine: [],
  findings: ['engine'],
  faq: ['engine', 'findings'],
  language: ['engine', 'findings'],
  cards: ['engine', 'findings'],
  tickets: ['engine', 'findings'],
  config: ['tickets'],
  store: ['engine', 'findings'],
  graph: ['engine', 'findings'],
  demo: [],
  flows: ['engine', 'findings', 'faq', 'language', 'cards', 'tickets', 'store', 'graph'],
  bot: ['engine', 'findings', 'faq', 'language', 'cards', 'flows', 'config.ts'],
  jobs: ['engine', 'findings', 'cards', 'flows'],
  http: ['flows'],
  tab: ['flows'],
  appPackage: ['bot'],
};

/** Rooms that know no clock, no environment and no I/O: everything comes by argument. */
const PURE = ['engine', 'findings'];

const files = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts')).map((file) => join(folder, file));
const sources = files('src');
const read = (file: string): string => readFileSync(file, 'utf8');
const roomOf = (file: string): string => file.split('/')[1]!;

/** Modules a file imports at run time or for types, as written. */
const imports = (text: string): string[] => [...text.matchAll(/(?:from|import\()\s*'([^']+)'|^import '([^']+)'/gm)].map((match) => (match[1] ?? match[2])!);

describe('the house', () => {
  it('imports one way only, and no sibling', () => {
    const wrong = sources.flatMap((file) => {
      const allowed = ALLOWED[roomOf(file)];
      if (!allowed) return [];
      const rooms = imports(read(file)).filter((name) => name.startsWith('.')).map((name) => roomOf(normalize(join(dirname(file), name)).replace(/\.js$/, '.ts')));
      return rooms.filter((room) => room !== roomOf(file) && !allowed.includes(room)).map((room) => `${file} imports ${room}`);
    });
    assert.deepEqual(wrong, []);
  });

  it('takes only types of the server into the browser', () => {
    const lines = sources.filter((file) => roomOf(file) === 'tab').flatMap((file) => read(file).split('\n').filter((line) => /from '(\.\.\/)+flows\//.test(line)).map((line) => `${file}: ${line}`));
    assert.ok(lines.length > 3);
    assert.deepEqual(lines.filter((line) => !/: (import|export) type /.test(line)), []);
  });

  it('keeps botbuilder to src/bot/teams and the files that start it', () => {
    const users = sources.filter((file) => imports(read(file)).some((name) => /^bot(builder|framework)/.test(name)));
    assert.deepEqual(users.filter((file) => !file.startsWith('src/bot/teams/') && !['src/app.ts', 'src/serve.ts'].includes(file)), []);
  });

  it('keeps the pure rooms pure', () => {
    const impure = sources.filter((file) => PURE.includes(roomOf(file))).filter((file) => /\bDate\.now\(|new Date\(\)|process\.|Math\.random|\bfetch\(|from 'node:/.test(read(file)));
    assert.deepEqual(impure, []);
  });

  it('reaches the demo tenant only over HTTP, from where it is started', () => {
    const users = sources.filter((file) => roomOf(file) !== 'demo' && /['/]demo\//.test(imports(read(file)).join(' ')));
    assert.deepEqual(users.filter((file) => !['src/app/tenant.ts', 'src/index.ts', 'src/cli/tenant.ts'].includes(file)), []);
  });

  it(`has no file of more than ${MAX_LINES} lines`, () => {
    assert.deepEqual([...sources, ...files('test')].filter((file) => read(file).split('\n').length > MAX_LINES), []);
  });

  it('knows every import it has to check', () => {
    assert.deepEqual(imports("import { a } from './a.js';\nconst b = await import('./b.js');\nimport './c.js';\nexport * from './d.js';"), ['./a.js', './b.js', './c.js', './d.js']);
    const unknown = [...new Set(sources.map(roomOf))].filter((room) => !room.endsWith('.ts') && !['cli', 'app'].includes(room) && !ALLOWED[room]);
    assert.deepEqual(unknown, []);
  });
});

describe('commands and buttons', () => {
  it('has one command for each intent', () => {
    assert.deepEqual(commands.map(({ intent }) => intent).toSorted(), [...INTENTS].toSorted());
  });

  it('has one file for each command and each button, and no other', () => {
    const listed = (folder: string): number => readdirSync(folder).filter((file) => !['index.ts', 'data.ts'].includes(file)).length;
    assert.deepEqual([listed('src/bot/commands'), listed('src/bot/buttons')], [commands.length, buttons.length]);
  });

  it('has a button for every verb that a card template names', () => {
    const verbs = readdirSync('cards').filter((file) => file.endsWith('.json')).flatMap((file) => [...read(join('cards', file)).matchAll(/"verb": "([\w-]+)"/g)].map(([, verb]) => verb!));
    const known = new Set(buttons.map(({ verb }) => verb));
    assert.ok(verbs.length > 20);
    assert.deepEqual(verbs.filter((verb) => !known.has(verb)), []);
  });
});
