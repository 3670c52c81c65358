import assert from 'node:assert/strict';
import { judge } from '../../src/findings/index.js';
import { createScanner, type ReadSnapshot, type ScanHistory } from '../../src/flows/scan.js';
import type { Scan, ScanProgress } from '../../src/flows/types.js';
import { aScan, aSnapshot } from './tenant.js';

function aScanner(read: ReadSnapshot, history?: Promise<ScanHistory>) {
  const logged: string[] = [];
  let now = 0;
  const scanner = createScanner({ read, judge, now: () => (now += 5), log: (message) => logged.push(message), ...(history ? { history } : {}) });
  return { scanner, logged };
}

describe('the scanner', () => {
  it('runs one scan at a time: who asks meanwhile joins it', async () => {
    let reads = 0;
    const { scanner } = aScanner(async () => (reads += 1, aSnapshot()));
    const [one, other] = await Promise.all([scanner.scan(), scanner.scan()]);
    assert.equal(one, other);
    assert.equal(reads, 1);
    await scanner.scan();
    assert.equal(reads, 2);
  });

  it('tells the progress to everybody who waits, and fills in the time of judging', async () => {
    const { scanner } = aScanner(async ({ onProgress }) => (onProgress!({ accounts: 3, done: ['users'] }), aSnapshot()));
    const events: ScanProgress[] = [];
    const late: ScanProgress[] = [];
    const running = scanner.scan((progress) => events.push(progress));
    void scanner.scan((progress) => late.push(progress));
    const { report } = await running;
    assert.deepEqual(events, [{ phase: 'reading', accounts: 3, done: ['users'] }, { phase: 'judging', accounts: 5, done: ['users'] }]);
    assert.deepEqual(late, events);
    assert.deepEqual(report.timings, { readMs: 340, judgeMs: 5 });
    assert.equal(scanner.progress(), undefined);
  });

  it('serves a preliminary report before the slow sources, but never in place of a finished one', async () => {
    let finish!: () => void;
    const slow = new Promise<void>((resolve) => (finish = resolve));
    const { scanner } = aScanner(async ({ onPreliminary }) => {
      onPreliminary!(aSnapshot({ scannedAt: '2026-11-21T08:00:00.000Z' }));
      await slow;
      return aSnapshot();
    });
    assert.equal((await scanner.current()).isPreliminary, true);
    finish();
    await scanner.idle();
    const finished = scanner.latest();
    assert.equal(finished?.isPreliminary, false);
    await scanner.scan();
    assert.equal(scanner.latest()?.isPreliminary, false);
  });

  it('gives a failed read to everybody who asked, keeps the last report and scans again', async () => {
    const answers = [async () => aSnapshot(), () => Promise.reject(new Error('no users')), async () => aSnapshot()];
    const { scanner } = aScanner(() => answers.shift()!());
    const first = await scanner.scan();
    const failures = await Promise.allSettled([scanner.scan(), scanner.scan()]);
    assert.deepEqual(failures.map(({ status }) => status), ['rejected', 'rejected']);
    assert.equal(scanner.latest(), first);
    assert.notEqual(await scanner.scan(), first);
  });

  it('keeps what it scanned and serves it again at the next start', async () => {
    const saved: Scan[] = [];
    const history: ScanHistory = { save: async (scan) => void saved.push(scan), latest: async () => saved.at(-1) };
    const { scanner } = aScanner(async () => aSnapshot(), Promise.resolve(history));
    const scan = await scanner.scan();
    await scanner.idle();
    assert.deepEqual(saved, [scan]);
    const { scanner: next } = aScanner(() => new Promise(() => undefined), Promise.resolve(history));
    assert.equal(await next.current(), scan);
  });

  it('answers without a database, and says in the log what failed', async () => {
    const { scanner, logged } = aScanner(async () => aSnapshot(), Promise.reject(new Error('no database')));
    assert.equal((await scanner.scan()).report.summary.accounts, 5);
    await scanner.idle();
    assert.deepEqual(logged.toSorted(), ['restoring the last scan failed', 'saving the scan failed']);
  });

  it('does not let a listener break the scan', async () => {
    const { scanner, logged } = aScanner(async () => aSnapshot());
    await scanner.scan(() => {
      throw new Error('the card is gone');
    });
    assert.deepEqual(logged, ['telling the progress of a scan failed']);
  });

  it('does not serve an old stored scan over a new one', async () => {
    let restore!: (scan: Scan) => void;
    const history: ScanHistory = { save: async () => undefined, latest: () => new Promise((resolve) => (restore = resolve)) };
    const { scanner } = aScanner(async () => aSnapshot(), Promise.resolve(history));
    const fresh = await scanner.scan();
    restore(aScan());
    await scanner.idle();
    assert.equal(scanner.latest(), fresh);
  });
});
