import type { Counts } from '../../engine/index.js';
import { changesSince } from '../changes/changesSince.js';
import { withPeople } from '../changes/whoChanged.js';
import type { ChangesResult, Scan } from '../types.js';
import { Memo } from './memo.js';
import type { DigestParts } from './parts.js';
import { TREND_DAYS } from './trend.js';

export type ChangesSeen = ChangesResult & { kind: 'changes' };
type Summaries = { scannedAt: string; summary: Counts }[];

/** A card tells of the tenant as it is: an older scan is renewed first. */
const FRESH_MS = 60 * 60_000;
/** Below the lease of a delivery: what takes longer is told the next time, and the card says how old its scan is. */
const PATIENCE_MS = 25_000;
const DAY = 86_400_000;

/** What the cards of one moment ask for, each only once. */
export class Lookups {
  readonly #changes = new Memo<ChangesSeen | undefined>();
  readonly #summaries = new Memo<Summaries>(2);

  constructor(private readonly parts: DigestParts) {}

  /** `isOld`: it could not be renewed, or not in time. */
  async scan(): Promise<{ scan: Scan; isOld: boolean }> {
    const { scanner, now, sleep, log } = this.parts;
    const last = scanner.latest();
    if (last && !last.isPreliminary && now() - Date.parse(last.report.scannedAt) < FRESH_MS) return { scan: last, isOld: false };
    const timer = new AbortController();
    const renewed = scanner.scan().catch((cause: unknown) => void log('the scan for a card failed', cause));
    const patience = sleep(PATIENCE_MS, timer.signal).catch(() => undefined);
    const scan = await Promise.race([renewed, patience]).finally(() => timer.abort());
    return scan ? { scan, isOld: false } : { scan: scanner.latest() ?? await scanner.current(), isOld: last !== undefined };
  }

  /** The last 35 days, up to this scan: a day more than any zone's calendar needs for the trend. It is kept a moment later than it is told. */
  summaries({ report: { scannedAt, summary } }: Scan): Promise<Summaries> {
    const since = new Date(Date.parse(scannedAt) - (TREND_DAYS + 5) * DAY).toISOString();
    return this.#summaries.get(scannedAt, async () => [
      ...(await (await this.parts.scans).summaries(since)).filter((kept) => kept.scannedAt < scannedAt), { scannedAt, summary },
    ]);
  }

  /** Since a moment (ISO 8601); undefined where no scan is old enough to compare with. */
  async changes(scan: Scan, since: string, zone: string): Promise<ChangesSeen | undefined> {
    const { scannedAt } = scan.report;
    const baseline = (await this.summaries(scan)).findLast((each) => each.scannedAt <= since)?.scannedAt ?? since;
    return this.#changes.get([baseline, scannedAt, zone].join(' '), () => this.#compare(scan, since, zone));
  }

  async #compare(scan: Scan, since: string, zone: string): Promise<ChangesSeen | undefined> {
    const { history, judge, now, readAudits } = this.parts;
    const changes = await changesSince(scan, since, { history: await history, judge, now });
    return changes.kind === 'changes' ? withPeople(changes, scan, { readAudits, timezone: zone }) : undefined;
  }
}
