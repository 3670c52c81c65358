import { setTimeout as wait } from 'node:timers/promises';
import type { Report } from '../../engine/index.js';
import { findingWords } from '../../cards/words.js';
import type { ScanStore } from '../../store/types.js';
import { findingsOf } from '../evidence/evidence.js';
import { countKinds } from '../kinds.js';
import { tenantStatus } from '../status.js';
import type { Scan } from '../types.js';
import type { Overview } from './types.js';

const TREND_DAYS = 90;
const DAY_MS = 86_400_000;

type Summaries = Pick<ScanStore, 'summaries'>;

/** A database that boots takes seconds, and nobody waits that long for a line. */
const PATIENCE_MS = 1_000;

/** How the tenant stands, and how it came there. `history` may still be booting; without it there is no trend. */
export async function overview(scan: Scan, history: Promise<Summaries>, now: number): Promise<Overview> {
  const { headline, notes } = tenantStatus(scan);
  const { tenant, scannedAt, complete, unavailable, summary, bars } = scan.report;
  return {
    tenant: { id: tenant.id, displayName: tenant.displayName, isDemo: tenant.isDemo }, scannedAt, isPreliminary: scan.isPreliminary, complete, unavailable, notes,
    headline, summary, bars, trend: await trend(scan, history, now), kinds: countKinds(scan), findings: foundIn(scan),
  };
}

/** Counted once per report: a large tenant takes a moment. */
const counted = new WeakMap<Report, Overview['findings']>();

function foundIn({ report }: Scan): Overview['findings'] {
  const known = counted.get(report) ?? findingsOf(report).map((finding) => ({ ...finding, words: findingWords(finding.id) }));
  counted.set(report, known);
  return known;
}

/** The scan that is shown is the last point, also before it is kept. */
async function trend({ report }: Scan, history: Promise<Summaries>, now: number): Promise<Overview['trend']> {
  try {
    const booted = await Promise.race([history, wait(PATIENCE_MS, undefined, { ref: false })]);
    const kept = await booted?.summaries(new Date(now - TREND_DAYS * DAY_MS).toISOString());
    if (!kept) return undefined;
    const before = kept.filter(({ scannedAt }) => Date.parse(scannedAt) < Date.parse(report.scannedAt));
    return [...before, { scannedAt: report.scannedAt, summary: report.summary }];
  } catch {
    // Told where the database is opened; the rest of the page stands without it.
    return undefined;
  }
}
