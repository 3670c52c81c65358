import { applyEdits } from '../engine/applyEdits.js';
import type { Report, Snapshot, TenantEdit } from '../engine/index.js';
import type { Scan, ScanProgress } from './types.js';

/** Reads the tenant. May offer a snapshot before its slowest sources have arrived. Throws where the accounts can't be read. */
export type ReadSnapshot = (options: {
  onProgress?: (progress: Omit<ScanProgress, 'phase'>) => void;
  onPreliminary?: (snapshot: Snapshot) => void;
}) => Promise<Snapshot>;

/** Where finished scans are kept; see `createScanHistory`. */
export interface ScanHistory {
  save(scan: Scan): Promise<void>;
  latest(): Promise<Scan | undefined>;
}

export interface ScannerParts {
  read: ReadSnapshot;
  judge: (snapshot: Snapshot) => Report;
  /** May still be booting: only awaited beside the scan, never before an answer. */
  history?: Promise<ScanHistory>;
  /** Told of each scan that was read to its end; whatever it does costs the scan nothing. */
  onFinished?: (scan: Scan) => unknown;
  /** Milliseconds since the epoch. */
  now: () => number;
  log: (message: string, cause?: unknown) => void;
}

type ProgressListener = (progress: ScanProgress) => void;

export interface Scanner {
  /** Starts a scan, or joins the one under way. Rejects with what the reader threw. */
  scan(onProgress?: ProgressListener): Promise<Scan>;
  /** The last scan, without waiting. */
  latest(): Scan | undefined;
  /** The last scan; where there is none yet, the one under way, or a new one. Serves a preliminary one early. */
  current(onProgress?: ProgressListener): Promise<Scan>;
  /** A scan that begins after this call. */
  fresh(): Promise<Scan>;
  /** Puts what was written and read back into the last scan, and reads the tenant anew. */
  amend(edits: readonly TenantEdit[]): Promise<Scan>;
  /** What another process has scanned: served where it is newer. */
  adopt(scan: Scan): void;
  /** Of the scan under way. */
  progress(): ScanProgress | undefined;
  /** Resolves when nothing is being scanned or saved: what a graceful stop waits for. */
  idle(): Promise<void>;
}

export function createScanner(parts: ScannerParts): Scanner {
  return new TenantScanner(parts);
}

interface Running {
  result: Promise<Scan>;
  progress: ScanProgress;
  listeners: ProgressListener[];
}

class TenantScanner implements Scanner {
  #last: Scan | undefined;
  #running: Running | undefined;
  #saving: Promise<void> = Promise.resolve();
  /** What was written since the scan under way began: it may have read the state before. */
  #amendments: TenantEdit[] = [];
  /** People who wait for the first report; a preliminary one serves them. */
  #waiting: ((scan: Scan) => void)[] = [];

  constructor(private readonly parts: ScannerParts) {
    void this.#restore();
  }

  latest(): Scan | undefined {
    return this.#last;
  }

  progress(): ScanProgress | undefined {
    return this.#running?.progress;
  }

  scan(onProgress?: ProgressListener): Promise<Scan> {
    this.#running ??= this.#start();
    if (onProgress) this.#running.listeners.push(onProgress);
    return this.#running.result;
  }

  current(onProgress?: ProgressListener): Promise<Scan> {
    if (this.#last) return Promise.resolve(this.#last);
    const early = new Promise<Scan>((resolve) => this.#waiting.push(resolve));
    return Promise.race([early, this.scan(onProgress)]);
  }

  async fresh(): Promise<Scan> {
    await this.#running?.result.catch(() => undefined);
    return this.scan();
  }

  amend(edits: readonly TenantEdit[]): Promise<Scan> {
    if (this.#running) this.#amendments.push(...edits);
    if (this.#last) this.#serve(this.#judged(applyEdits(this.#last.snapshot, edits), this.#last.isPreliminary));
    return this.fresh();
  }

  adopt(scan: Scan): void {
    if (!this.#last || this.#last.isPreliminary || scan.report.scannedAt > this.#last.report.scannedAt) this.#serve(scan);
  }

  async idle(): Promise<void> {
    // One scan may have asked for another.
    while (this.#running) await this.#running.result.catch(() => undefined);
    await this.#saving;
  }

  #start(): Running {
    // Deferred by a tick, so that #running stands before the reader reports its first progress.
    const result = Promise.resolve().then(() => this.#run()).finally(() => (this.#running = undefined));
    return { result, progress: { phase: 'reading', accounts: 0, done: [] }, listeners: [] };
  }

  async #run(): Promise<Scan> {
    this.#amendments = [];
    const read = await this.parts.read({
      onProgress: (progress) => this.#tell({ phase: 'reading', ...progress }),
      onPreliminary: (early) => this.#offer(applyEdits(early, this.#amendments)),
    });
    const snapshot = applyEdits(read, this.#amendments);
    this.#tell({ phase: 'judging', accounts: snapshot.accounts.length, done: this.#running?.progress.done ?? [] });
    const scan = this.#judged(snapshot, false);
    this.#serve(scan);
    this.#saving = this.#saving.then(() => this.#save(scan)).then(() => this.#quietly('what follows a scan', () => this.parts.onFinished?.(scan)));
    return scan;
  }

  /** A finished report, even an older one, is worth more than a preliminary one: it has the registration findings. */
  #offer(early: Snapshot): void {
    if (!this.#last || this.#last.isPreliminary) this.#serve(this.#judged(early, true));
  }

  #judged(snapshot: Snapshot, isPreliminary: boolean): Scan {
    const started = this.parts.now();
    const report = this.parts.judge(snapshot);
    const timings = { readMs: snapshot.readMs, judgeMs: this.parts.now() - started };
    return { snapshot, isPreliminary, report: { ...report, timings } };
  }

  #serve(scan: Scan): void {
    this.#last = scan;
    for (const resolve of this.#waiting.splice(0)) resolve(scan);
  }

  #tell(progress: ScanProgress): void {
    if (!this.#running) return;
    this.#running.progress = progress;
    for (const listener of this.#running.listeners) this.#quietly('telling the progress of a scan', () => listener(progress));
  }

  async #save(scan: Scan): Promise<void> {
    await this.#quietly('saving the scan', async () => (await this.parts.history)?.save(scan));
  }

  async #restore(): Promise<void> {
    await this.#quietly('restoring the last scan', async () => {
      const stored = await (await this.parts.history)?.latest();
      if (stored && !this.#last) this.#serve(stored);
    });
  }

  /** A listener or a database that fails must not cost the scan. */
  async #quietly(what: string, action: () => unknown): Promise<void> {
    try {
      await action();
    } catch (cause) {
      this.parts.log(`${what} failed`, cause);
    }
  }
}
