import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lockFolder, lockOf } from '../../src/store/embedded/lock.js';
import { build } from '../support/built.js';
import { run } from './run.js';

const START = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

describe('a data folder that a running bot has open', function () {
  this.timeout(120_000);
  const dataDir = join(mkdtempSync(join(tmpdir(), 'mfa-in-use-')), 'data');
  let unlock: () => Promise<void>;
  before(async () => {
    build();
    mkdirSync(dataDir);
    unlock = await lockFolder(lockOf(dataDir), dataDir);
  });
  after(async () => {
    await unlock();
    rmSync(join(dataDir, '..'), { recursive: true, force: true });
  });

  it('starts no second bot, and says why in one line', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [START], { env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0' }, encoding: 'utf8' });
    assert.deepEqual([status, stdout], [1, '']);
    assert.match(stderr, new RegExp(`^the embedded database in \`[^\`]+\` is in use by another process \\(${process.pid}\\): stop it, set DATA_DIR to another folder, or use PostgreSQL by DATABASE_URL\n$`));
    assert.deepEqual(readdirSync(dataDir), ['database.lock']);
  });

  it('still answers in the terminal, and says what it can not keep or look up', async () => {
    const { status, stdout, stderr } = await run(['chat'], { dataDir, input: 'are we compliant?\nwhat changed since yesterday?\n' });
    assert.equal(status, 0);
    assert.match(stdout, /accounts can sign in without MFA/);
    assert.match(stderr, /is in use by another process/);
    assert.match(stdout, /Another process of mine uses my database, so I can neither look up what I keep\s+nor\s+record\s+what I do/);
  });

  it('is neither backed up nor replaced meanwhile', async () => {
    for (const command of [['backup', join(dataDir, '../kept.gz')], ['restore', join(dataDir, '../kept.gz'), '--force']]) {
      const { status, stderr } = await run(command, { dataDir });
      assert.equal(status, 1);
      assert.match(stderr, /is in use by another process/);
    }
  });
});
