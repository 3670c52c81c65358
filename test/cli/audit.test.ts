import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { tenantId } from '../../src/demo/index.js';
import { connect } from '../../src/store/database.js';
import { lockFolder } from '../../src/store/embedded/lock.js';
import { openStore, type AuditRow } from '../../src/store/index.js';
import { serverUrl } from '../store/databases.js';
import { refusingGraph } from './refusingGraph.js';
import { run } from './run.js';

const actor = { id: 'local-operator', name: 'Local Operator' };

describe('cli audit', function () {
  this.timeout(60_000);
  let databaseUrl: string;
  const rows: AuditRow[] = [];
  const audit = (...args: string[]) => run(['audit', ...args], { env: { DATABASE_URL: databaseUrl } });

  before(async function () {
    databaseUrl = await serverUrl(this);
    let now = Date.parse('2026-03-02T09:00:00Z');
    const store = await openStore({ databaseUrl, dataDir: 'unused', now: () => now, log: assert.fail });
    for (const event of ['plan.confirmed', 'step.written', 'plan.finished']) {
      rows.push(await store.audit(tenantId).append({ actor, event, subject: { plan: '41' }, details: { text: 'take `Bob` out' } }));
      now += 3_600_000;
    }
    await store.close();
  });

  it('verifies in one line and exports the tenant as JSON lines', async () => {
    const [verified, exported, since] = await Promise.all([audit('verify'), audit('export'), audit('export', '--since', '2026-03-02T11:00:00+01:00')]);
    assert.deepEqual(verified, { status: 0, stdout: `intact: 3 entries, head ${rows[2]!.hash}\n`, stderr: '' });
    const lines = (text: string) => text.trimEnd().split('\n').map((line) => JSON.parse(line));
    assert.deepEqual([exported.status, lines(exported.stdout)], [0, rows]);
    assert.deepEqual([since.status, lines(since.stdout)], [0, rows.slice(1)]);
  });

  it('tells what it does not understand', async () => {
    const [none, other, since] = await Promise.all([audit(), audit('burn'), audit('export', '--since', '5')]);
    for (const { status, stdout } of [none, other, since]) assert.deepEqual([status, stdout], [2, '']);
    assert.match(other.stderr, /usage: audit verify \| audit export/);
    assert.match(since.stderr, /`5` is no time: write, for example, --since 2026-03-01/);
  });

  it('never calls a log intact whose tenant it does not know', async () => {
    const refusing = await refusingGraph();
    const { status, stdout, stderr } = await run(['audit', 'verify'], { env: { DATABASE_URL: databaseUrl, GRAPH_BASE_URL: refusing.url, GRAPH_ACCESS_TOKEN: 'expired' } });
    refusing.close();
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /InvalidAuthenticationToken|token/i);
  });

  it('says that a running bot has the embedded database', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'mfa-audit-'));
    const unlock = await lockFolder(join(dataDir, 'database.lock'), dataDir);
    const { status, stdout, stderr } = await run(['audit', 'verify'], { dataDir });
    await unlock();
    rmSync(dataDir, { recursive: true });
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /which a running bot has open: stop the bot and repeat/);
  });

  it('names the entry that somebody changed', async () => {
    const { database, close } = await connect({ databaseUrl, dataDir: 'unused', log: assert.fail });
    await database.transaction().execute(async (transaction) => {
      await sql`set local session_replication_role = replica`.execute(transaction);
      await sql`update audit_detail set detail = replace(detail, 'Bob', 'Ada') where tenant_id = ${tenantId} and sequence = 2`.execute(transaction);
    });
    await close();
    const { status, stdout } = await audit('verify');
    assert.deepEqual([status, stdout], [1, 'broken: entry 2 has other names or details than it was written with\n']);
  });
});
