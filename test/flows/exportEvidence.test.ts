import assert from 'node:assert/strict';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportEvidence, writeEvidenceFile } from '../../src/flows/evidence/exportEvidence.js';
import type { AuditEntry, AuditStore } from '../../src/store/types.js';
import { aScan } from './tenant.js';

const MADE = '2026-11-21T09:00:00.000Z';

/** An audit that keeps what it is told, or can't. */
function auditOf(entries: AuditEntry[], isAway = false): Promise<AuditStore> {
  return Promise.resolve({
    append: (entry: AuditEntry) => (isAway ? Promise.reject(new Error('the database is away')) : Promise.resolve({ ...entry, sequence: entries.push(entry), at: MADE, hash: '', previousHash: '' })),
  } as unknown as AuditStore);
}

describe('handing evidence out', () => {
  const actor = { id: 'ada', name: 'Ada Lovelace' };

  it('records it before anybody gets it, and keeps no copy', async () => {
    const entries: AuditEntry[] = [];
    const path = await exportEvidence(aScan(), { audit: auditOf(entries), actor, format: 'json', madeAt: MADE }, async (file) => {
      assert.equal(entries.length, 1);
      assert.equal(statSync(file.path).mode & 0o077, 0, 'only its owner may read it');
      assert.deepEqual(entries[0]!.details, { format: 'json', sha256: JSON.parse(readFileSync(file.path, 'utf8')).sha256, accounts: 5, scannedAt: file.scannedAt, size: file.size });
      return file.path;
    });
    assert.equal(existsSync(path), false);
    assert.deepEqual(entries.map(({ event, actor: who }) => [event, who.id]), [['report.exported', 'ada']]);
  });

  it('hands nothing out that could not be recorded', async () => {
    let isHandedOut = false;
    const handing = exportEvidence(aScan(), { audit: auditOf([], true), actor, format: 'csv', madeAt: MADE }, async () => void (isHandedOut = true));
    await assert.rejects(handing, /database is away/);
    assert.equal(isHandedOut, false);
  });

  it('leaves no half file where the disk refuses', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mfa-export-'));
    const path = join(folder, 'missing', 'evidence.csv');
    await assert.rejects(writeEvidenceFile(aScan(), { format: 'csv', path, madeAt: MADE }), /ENOENT/);
    assert.equal(existsSync(path), false);
    rmSync(folder, { recursive: true });
  });
});
