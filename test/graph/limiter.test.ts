import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Limiter } from '../../src/graph/client/limiter.js';
import { VirtualClock } from './harness.js';

describe('Limiter', () => {
  it('never lets more than its number start in any span, and wastes no time', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 30 }), async (starts, callers) => {
      const clock = new VirtualClock();
      const limiter = new Limiter({ starts, windowMs: 1_000, concurrency: 100 }, clock);
      const began = clock.time;
      const times = await Promise.all(Array.from({ length: callers }, () => limiter.run(() => Promise.resolve(clock.time - began))));
      assert.deepEqual(times, times.map((_, index) => Math.floor(index / starts) * 1_000));
    }), { numRuns: 50, seed: 7 });
  });

  it('never has more than its number running at once, though actions fail', async () => {
    const limiter = new Limiter({ starts: 1_000, windowMs: 1, concurrency: 3 }, new VirtualClock());
    let running = 0;
    let most = 0;
    const action = async (): Promise<void> => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setImmediate(resolve));
      running -= 1;
      throw new Error('refused');
    };
    const results = await Promise.allSettled(Array.from({ length: 20 }, () => limiter.run(action)));
    assert.deepEqual([most, results.filter(({ status }) => status === 'rejected').length], [3, 20]);
  });

  it('lets nobody start while the service asked for a pause', async () => {
    const clock = new VirtualClock();
    const limiter = new Limiter({ starts: 10, windowMs: 1, concurrency: 10 }, clock);
    const began = clock.time;
    limiter.pause(5_000);
    limiter.pause(2_000);
    assert.equal(await limiter.run(() => Promise.resolve(clock.time - began)), 5_000);
  });
});
