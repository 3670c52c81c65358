import assert from 'node:assert/strict';
import { assert as check, constantFrom, double, integer, property, record } from 'fast-check';
import { Pages } from '../../src/tab/grid/pages.js';
import { heightOf, MOST_PIXELS, scrollTo, shown } from '../../src/tab/grid/window.js';

const lists = record({ total: integer({ min: 0, max: 3_000_000 }), rowHeight: constantFrom(52, 84), viewport: integer({ min: 100, max: 2_000 }), share: double({ min: 0, max: 1, noNaN: true }) });

describe('the window into a long list', () => {
  it('covers all that is seen, at every place and length, and little more', () => {
    check(property(lists, ({ total, rowHeight, viewport, share }) => {
      const size = { total, rowHeight, viewport };
      const scrollTop = share * Math.max(0, heightOf(size) - viewport);
      const { first, last, top } = shown({ ...size, scrollTop }, 6);
      if (total === 0) return assert.deepEqual([first, last], [0, 0]);
      assert.ok(last - first <= viewport / rowHeight + 15);
      assert.ok(first === 0 || top(first) <= scrollTop + 0.01);
      assert.ok(last === total || top(last) >= scrollTop + viewport - 0.01);
    }));
  });

  it('reaches the first row at the top and the last one at the bottom, however long the list', () => {
    for (const total of [30, 100_000, 2_000_000]) {
      const size = { total, rowHeight: 52, viewport: 600 };
      assert.ok(heightOf(size) <= MOST_PIXELS);
      const end = { ...size, scrollTop: heightOf(size) - 600 };
      assert.ok(Math.abs(shown(end, 0).top(total - 1) + 52 - heightOf(size)) < 0.5);
      assert.equal(shown(end, 0).last, total);
      assert.equal(scrollTo(0, end), 0);
      assert.ok(Math.abs(scrollTo(total - 1, { ...size, scrollTop: 0 }) - end.scrollTop) < 0.5);
    }
  });
});

describe('pages of a long list', () => {
  it('fetches what is looked at, two at a time, and forgets what was passed by', async () => {
    const asked: number[] = [];
    const waiting: (() => void)[] = [];
    const pages = new Pages<number>({
      onRows: () => undefined, onError: (cause) => assert.fail(String(cause)),
      fetchRows: (offset, limit) => {
        asked.push(offset);
        return new Promise((resolve) => waiting.push(() => resolve({ rows: Array.from({ length: limit }, (_, index) => offset + index), total: 100_000, version: 'one' })));
      },
    });
    for (const first of [0, 5_000, 20_000, 90_000]) pages.want(first, first + 30);
    assert.deepEqual(asked, [0, 5_000]);
    while (waiting.length > 0) {
      waiting.shift()!();
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.deepEqual(asked, [0, 5_000, 90_000]);
    assert.deepEqual([pages.row(90_012), pages.row(20_000), pages.total], [90_012, undefined, 100_000]);
  });

  it('drops the pages of an older scan', async () => {
    let version = 'one';
    const news: boolean[] = [];
    const pages = new Pages<string>({ onRows: (isNew) => news.push(isNew), onError: (cause) => assert.fail(String(cause)), fetchRows: (offset) => Promise.resolve({ rows: [`${version} ${offset}`], total: 500, version }) });
    pages.want(0, 1);
    await new Promise((resolve) => setImmediate(resolve));
    version = 'two';
    pages.want(100, 101);
    await new Promise((resolve) => setImmediate(resolve));
    assert.deepEqual([pages.row(0), pages.row(100), news], [undefined, 'two 100', [false, true]]);
  });
});
