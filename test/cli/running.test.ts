import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { serverUrl } from '../store/databases.js';
import { build } from '../support/built.js';
import { freePort } from '../support/freePort.js';
import { freshDatabase } from '../support/freshDatabase.js';
import { run } from './run.js';

const START = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

describe('a PostgreSQL that real processes use', function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), 'mfa-running-'));
  const kept = join(folder, 'kept.gz');
  let env: Record<string, string>;
  let bot: ChildProcess | undefined;
  before(async function () {
    await serverUrl(this);
    build();
    env = await freshDatabase();
  });
  after(() => {
    bot?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  it('is brought to this version by several that start at the same moment', async () => {
    const started = await Promise.all(Array.from({ length: 3 }, () => run(['audit', 'verify'], { env })));
    assert.deepEqual(started.map(({ status, stdout, stderr }) => [status, stdout, stderr]), Array(3).fill([0, 'intact: 0 entries\n', '']));
  });

  it('is neither replaced nor emptied under a running bot, which goes on', async () => {
    bot = await startBot();
    assert.equal((await run(['backup', kept], { env })).status, 0);
    const { status, stderr } = await run(['restore', kept, '--force'], { env });
    assert.equal(status, 1);
    assert.match(stderr, new RegExp(`^the database is in use by another process \\(mfa-bot \\S+ pid ${bot.pid}\\): stop every bot on it first; nothing was changed\n$`));
    assert.equal(bot.exitCode, null);
  });

  it('forgets a person all the same, and says what stays', async () => {
    const { status, stdout } = await run(['forget', randomUUID()], { env });
    assert.equal(status, 0);
    assert.match(stdout, /deleted: nothing\nno longer named in: nothing\nkept: 1 row of `audit`: [^\n]+ hash chain covers [^\n]+\nkept: backups made before/);
    assert.equal(await verified(), 'intact: 1 entries');
  });

  it('is restored once the bot has stopped, even when it was killed', async () => {
    bot!.kill('SIGKILL');
    await once(bot!, 'exit');
    // The server hears of it by itself.
    for (let attempt = 0; attempt < 20; attempt += 1) {
      const { status, stderr } = await run(['restore', kept, '--force'], { env });
      if (status === 0) return assert.equal(await verified(), 'intact: 0 entries');
      assert.match(stderr, /in use by another process/);
      await wait(100);
    }
    assert.fail('the database stays in use');
  });

  /** With what went wrong, where it did. */
  const verified = async (): Promise<string> => run(['audit', 'verify'], { env }).then(({ stdout, stderr }) => stdout.replace(/,.*\n|\n/, '') + stderr);

  async function startBot(): Promise<ChildProcess> {
    const port = await freePort();
    const child = spawn(process.execPath, [START], { env: { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), PORT: String(port), ...env }, stdio: 'ignore' });
    for (let attempt = 0; attempt < 300; attempt += 1) {
      if (await fetch(`http://127.0.0.1:${port}/readyz`).then(({ ok }) => ok, () => false)) return child;
      assert.equal(child.exitCode, null, 'the bot has ended');
      await wait(100);
    }
    throw new Error('the bot is not ready');
  }
});
