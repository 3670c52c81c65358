import assert from 'node:assert/strict';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { serverUrl } from '../store/databases.js';
import { build } from '../support/built.js';
import { freshDatabase } from '../support/freshDatabase.js';

const START = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

describe('a bot that can not start, or has to stop', function () {
  this.timeout(60_000);
  const dataDir = mkdtempSync(join(tmpdir(), 'mfa-stop-'));
  const running: ChildProcess[] = [];
  before(async function () {
    await serverUrl(this);
    build();
  });
  after(() => {
    for (const child of running) child.kill('SIGKILL');
    rmSync(dataDir, { recursive: true, force: true });
  });

  function start(env: Record<string, string>): ChildProcess & { told: () => string } {
    const child = spawn(process.execPath, [START], { env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: '0', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    running.push(child);
    let text = '';
    child.stderr!.setEncoding('utf8').on('data', (part: string) => (text += part));
    return Object.assign(child, { told: () => text });
  }

  /** From then on it takes signals. */
  const listening = (bot: ChildProcess): Promise<void> =>
    new Promise((resolve) => bot.stdout!.setEncoding('utf8').on('data', (text: string) => text.includes('Listening on port') && resolve()));

  it('ends with a message where nothing listens at DATABASE_URL, for it would keep nothing and send no card', async () => {
    const bot = start({ DATABASE_URL: 'postgres://mfa@127.0.0.1:1/mfa' });
    const [status] = await once(bot, 'exit');
    assert.equal(status, 1);
    assert.match(bot.told(), /^PostgreSQL does not answer at `127\.0\.0\.1:1\/mfa`: check DATABASE_URL and that the server runs$/m);
  });

  it('ends with a message where a newer version has written the database', async () => {
    const env = await freshDatabase();
    const client = new Client({ connectionString: env['DATABASE_URL'] });
    await client.connect();
    await client.query(`create table kysely_migration (name text, timestamp text); insert into kysely_migration values ('9999-next', '')`);
    await client.end();
    const bot = start(env);
    const [status] = await once(bot, 'exit');
    assert.equal(status, 1);
    assert.match(bot.told(), /^the database was written by a newer version of this bot \(`9999-next`\): install that version or restore an older backup$/m);
  });

  it('is not held by a scan that hangs', async () => {
    let reached = (): void => undefined;
    const asked = new Promise<void>((resolve) => (reached = resolve));
    const silent = createServer((socket) => void socket.on('data', reached).on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
    const bot = start({ ...(await freshDatabase()), GRAPH_BASE_URL: address, GRAPH_ACCESS_TOKEN: 'token', MicrosoftAppId: '10000000-0000-4000-8000-000000000001', MicrosoftAppPassword: 'secret' });
    await Promise.all([asked, listening(bot)]);
    const since = Date.now();
    bot.kill('SIGTERM');
    const [status] = await once(bot, 'exit');
    silent.close();
    assert.deepEqual([status, Date.now() - since < 9_000], [0, true], `after ${Date.now() - since} ms: ${bot.told()}`);
  });
});
