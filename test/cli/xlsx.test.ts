import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { streamXlsxRows } from 'hucre/xlsx';
import { run } from './run.js';

describe('cli scan --xlsx', function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), 'mfa-xlsx-'));
  after(() => rmSync(folder, { recursive: true }));

  it('writes the evidence beside the data it prints', async () => {
    const path = join(folder, 'evidence.xlsx');
    const { status, stdout, stderr } = await run(['scan', '--json', '--xlsx', path]);
    assert.equal(status, 1);
    const { summary } = JSON.parse(stdout) as { summary: { accounts: number } };
    assert.match(stderr, new RegExp(`^.+evidence\\.xlsx: ${summary.accounts} accounts, SHA-256 of the data [0-9a-f]{64}\\n$`));
    let isTable = false;
    let accounts = 0;
    for await (const { values } of streamXlsxRows(readFileSync(path))) {
      if (isTable) accounts += 1;
      isTable ||= values[0] === 'userPrincipalName';
    }
    assert.equal(accounts, summary.accounts);
  });

  it('ends with one line and status 2 where the file cannot be written', async () => {
    const { status, stdout, stderr } = await run(['scan', '--json', '--xlsx', join(folder, 'none', 'evidence.xlsx')]);
    assert.deepEqual([status, stdout], [2, '']);
    assert.match(stderr, /^[^\n]+\n$/);
  });
});
