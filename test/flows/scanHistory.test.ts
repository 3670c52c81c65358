import assert from 'node:assert/strict';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Snapshot } from '../../src/engine/index.js';
import { judge } from '../../src/findings/index.js';
import { createScanHistory } from '../../src/flows/scanHistory.js';
import type { ScanStore } from '../../src/store/types.js';
import { aScan } from './tenant.js';

function aSlowStore(): ScanStore {
  const kept: Snapshot[] = [];
  return {
    save: async ({ snapshot }) => (await nextTurn(), void kept.push(snapshot)),
    latest: async () => kept.at(-1), before: async () => kept[0], previousTo: async () => kept.at(-2), summaries: async () => [],
  };
}

describe('the history of scans', () => {
  it('finds a scan whose saving has only begun, and judges it again', async () => {
    const history = createScanHistory(aSlowStore(), { judge, now: () => 0 });
    const scan = aScan();
    void history.save(scan);
    const found = await history.latest();
    assert.deepEqual(found?.report, scan.report);
  });

  it('is read although saving failed', async () => {
    const failing = { ...aSlowStore(), save: () => Promise.reject(new Error('disk full')) };
    const history = createScanHistory(failing, { judge, now: () => 0 });
    await assert.rejects(history.save(aScan()), /disk full/);
    assert.equal(await history.latest(), undefined);
  });
});
