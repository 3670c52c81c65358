import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lockFolder } from '../../src/store/embedded/lock.js';

describe('the lock on the embedded database', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'mfa-lock-'));
    path = join(folder, 'database.lock');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is given to one at a time, and again when it is given back', async () => {
    const unlock = await lockFolder(path, folder);
    await assert.rejects(lockFolder(path, folder), { name: 'StoreInUseError', message: /is in use by another process \(\d+\): stop it, set DATA_DIR/ });
    await unlock();
    await (await lockFolder(path, folder))();
    assert.deepEqual(readdirSync(folder), []);
  });

  it('is given to one of many who ask at the same time', async () => {
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => lockFolder(path, folder)));
    assert.equal(asked.filter(({ status }) => status === 'fulfilled').length, 1);
    assert.deepEqual(readdirSync(folder), ['database.lock']);
  });

  it('is refused while another process lives, and taken over when it is killed', async () => {
    const script = `const { lockFolder } = await import(${JSON.stringify(new URL('../../src/store/embedded/lock.ts', import.meta.url).href)}); await lockFolder(${JSON.stringify(path)}, 'x'); console.log('locked'); setInterval(() => {}, 1000);`;
    const other = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    await once(other.stdout, 'data');
    await assert.rejects(lockFolder(path, folder), new RegExp(`\\(${other.pid}\\)`));
    other.kill('SIGKILL');
    await once(other, 'exit');
    await (await lockFolder(path, folder))();
  });

  it('is taken over from a dead process whose id another one has now', async function () {
    if (!existsSync('/proc/self/stat')) this.skip();
    writeFileSync(path, JSON.stringify({ pid: process.pid, started: '1' }));
    await (await lockFolder(path, folder))();
  });

  it('is taken over from a file that says nothing', async () => {
    writeFileSync(path, '');
    await (await lockFolder(path, folder))();
  });
});
