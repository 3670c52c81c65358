import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { validate } from 'dockerfile-utils';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
const dockerfile = read('Dockerfile');
/** One instruction a line, without comments. */
const instructions = dockerfile.replaceAll(/\\\n\s*/g, ' ').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
const lastStage = instructions.slice(instructions.findLastIndex((line) => line.startsWith('FROM ')));
/** What a COPY takes: from the folder that is built, or another stage. */
const copied = (lines: string[]): string[] => lines.filter((line) => line.startsWith('COPY ')).flatMap((line) => line.split(' ').slice(1, -1)).filter((word) => !word.startsWith('--')).map((path) => path.replace(/^\/app\//, ''));

describe('the image', () => {
  it('has a Dockerfile without a warning', () => {
    assert.deepEqual(validate(dockerfile), []);
  });

  it('runs as somebody who may nothing, and installs what the lock file says without running scripts', () => {
    assert.equal(lastStage.findLast((line) => line.startsWith('USER ')), 'USER node');
    assert.ok(instructions.includes('RUN npm ci --omit=dev --ignore-scripts'));
    assert.deepEqual(lastStage.filter((line) => line.startsWith('RUN ')), ['RUN mkdir /data && chown node:node /data']);
  });

  it('holds each folder that the program reads beside itself', () => {
    const sources = readdirSync(new URL('../../src', import.meta.url), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts') && !file.startsWith('appPackage'));
    const depth = (file: string): number => file.split('/').length;
    const roots = sources.flatMap((file) => [...read(`src/${file}`).matchAll(/new URL\([`']((?:\.\.\/)+)([\w.-]+)/g)]
      .filter(([, up]) => up!.length / 3 === depth(file)).map(([, , name]) => name!));
    assert.deepEqual([...new Set(roots)].toSorted(), ['cards', 'dist']);
    for (const root of [...roots, 'node_modules', 'package.json']) assert.ok(copied(lastStage).includes(root), root);
  });

  it('is built from nothing but what is named: no secrets, no data', () => {
    const [first, ...names] = read('.dockerignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
    assert.deepEqual([first, names.filter((name) => !name.startsWith('!'))], ['*', []]);
    const context = instructions.filter((line) => !line.includes('--from='));
    assert.deepEqual(names.map((name) => name.slice(1)).toSorted(), [...new Set(copied(context))].toSorted());
  });

  for (const [status, exit] of [[200, 0], [503, 1]] as const) {
    it(`is ${exit === 0 ? 'well' : 'unwell'} where /healthz answers ${status}`, async () => {
      const [, command] = /HEALTHCHECK .*?CMD (\[.*\])$/.exec(instructions.find((line) => line.startsWith('HEALTHCHECK'))!)!;
      const server = createServer((request, response) => {
        response.writeHead(request.url === '/healthz' ? status : 404);
        response.end();
      }).listen(0, '127.0.0.1');
      await once(server, 'listening');
      const [, ...args] = JSON.parse(command!) as string[];
      const code = await new Promise((resolve) => {
        execFile(process.execPath, args, { env: { PORT: String((server.address() as AddressInfo).port) } }, (error) => resolve(error?.code ?? 0));
      });
      server.close();
      assert.equal(code, exit);
    });
  }
});
