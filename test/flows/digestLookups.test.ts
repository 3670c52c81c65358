import assert from 'node:assert/strict';
import { Lookups } from '../../src/flows/digest/lookups.js';
import type { DigestParts } from '../../src/flows/digest/parts.js';
import { aScan } from './tenant.js';

describe('what a card looks up', () => {
  it('counts the scan it tells of, which is kept a moment later, and none after it', async () => {
    const scan = aScan({ scannedAt: '2026-11-23T08:00:00.000Z' });
    const { summary } = scan.report;
    const of = (scannedAt: string, nonCompliant: number) => ({ scannedAt, summary: { ...summary, nonCompliant } });
    const kept = [of('2026-11-23T04:00:00.000Z', 90), of('2026-11-23T12:00:00.000Z', 91)];
    const lookups = new Lookups({ scans: Promise.resolve({ summaries: async () => kept }) } as unknown as DigestParts);
    assert.deepEqual(await lookups.summaries(scan), [kept[0], { scannedAt: scan.report.scannedAt, summary }]);
  });
});
