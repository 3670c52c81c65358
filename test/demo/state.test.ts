import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { accountId } from '../../src/demo/seed/people/index.js';
import { groupId } from '../../src/demo/seed/groups.js';
import { all, ask, Fixture } from './support.js';

const requirements = `/beta/users/${accountId('bob')}/authentication/requirements`;

describe('demo tenant: state', () => {
  let fixture: Fixture;
  let file: string;
  beforeEach(() => {
    fixture = new Fixture();
    file = join(fixture.dataDir, 'demo-tenant.json');
  });
  afterEach(() => fixture.end());

  it('writes no file before the first change', async () => {
    await fixture.start();
    assert.equal(existsSync(file), false);
  });

  it('is on disk when the write is answered, and survives a restart', async () => {
    const first = await fixture.start();
    await ask(first, requirements, { method: 'PATCH', body: { perUserMfaState: 'enforced' } });
    assert.ok(readFileSync(file, 'utf8').includes(accountId('bob')));
    await ask(first, `/v1.0/groups/${groupId('nocOffice')}/members/${accountId('carl')}/$ref`, { method: 'DELETE' });
    await first.close();
    const second = await fixture.start();
    assert.equal((await ask(second, requirements)).body.perUserMfaState, 'enforced');
    const members = await all(second, `/v1.0/groups/${groupId('nocOffice')}/members`);
    assert.ok(members.length > 0 && members.every(({ id }) => id !== accountId('carl')));
    assert.equal((await all(second, '/v1.0/auditLogs/directoryAudits')).length, 2);
  });

  it('holds only what differs from the seed', async () => {
    const tenant = await fixture.start();
    await ask(tenant, requirements, { method: 'PATCH', body: { perUserMfaState: 'enforced' } });
    assert.ok(readFileSync(file, 'utf8').length < 2_000);
  });

  it('ignores what a kill left half-written', async () => {
    const first = await fixture.start();
    await ask(first, requirements, { method: 'PATCH', body: { perUserMfaState: 'enforced' } });
    await first.close();
    writeFileSync(`${file}.new`, '{"version":1,"perUs');
    const second = await fixture.start();
    assert.equal((await ask(second, requirements)).body.perUserMfaState, 'enforced');
  });

  it('loses no answered write when its process is killed', async () => {
    for (const answers of [1, 7]) {
      const written = await killAfter(fixture.dataDir, answers);
      assert.ok(written.length >= answers);
      const kept = JSON.parse(readFileSync(file, 'utf8')).sessionsRevokedAt;
      for (const id of written) assert.ok(id in kept, id);
      await (await fixture.start()).close();
    }
  });

  for (const damage of ['', '{"version":1,', '{"version":2}', '[]']) {
    it(`says what to do about a damaged file: ${damage || 'empty'}`, async () => {
      writeFileSync(file, damage);
      await assert.rejects(fixture.start(), (error: Error) => error.message.includes(file) && /Delete that file/.test(error.message));
    });
  }
});

/** Runs `writer.ts` in a process of its own, kills it after so many answered writes, and tells which those were. */
async function killAfter(dataDir: string, answers: number): Promise<string[]> {
  const script = fileURLToPath(new URL('./writer.ts', import.meta.url));
  const child = spawn(process.execPath, ['--import', 'tsx', script, dataDir], { stdio: ['ignore', 'pipe', 'inherit'] });
  const written: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    written.push(line);
    if (written.length === answers) child.kill('SIGKILL');
  }
  return written;
}
