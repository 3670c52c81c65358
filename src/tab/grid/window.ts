/** Which rows of a very long list are in view, and where they stand. All lengths in pixels. */
export interface Scrolled {
  total: number;
  rowHeight: number;
  viewport: number;
  scrollTop: number;
}

export interface Shown {
  /** Rows that must be drawn: first (inclusive) to last (exclusive). */
  first: number;
  last: number;
  /** Where a row stands in the scrolled space. */
  top(index: number): number;
}

/** Browsers stop at some tens of millions of pixels; a longer list is scrolled proportionally. */
export const MOST_PIXELS = 8_000_000;

export const heightOf = ({ total, rowHeight }: Pick<Scrolled, 'total' | 'rowHeight'>): number => Math.min(total * rowHeight, MOST_PIXELS);

/** How many pixels of the list a pixel of the scrollbar stands for. */
function scale(scrolled: Scrolled): number {
  const scrollable = heightOf(scrolled) - scrolled.viewport;
  return scrollable > 0 ? (scrolled.total * scrolled.rowHeight - scrolled.viewport) / scrollable : 1;
}

/** `beyond`: rows drawn above and below what is seen, so that a quick scroll finds them there. */
export function shown(scrolled: Scrolled, beyond: number): Shown {
  const { total, rowHeight, viewport, scrollTop } = scrolled;
  const seenFrom = Math.max(0, scrollTop) * scale(scrolled);
  const first = Math.floor(seenFrom / rowHeight);
  const last = Math.ceil((seenFrom + viewport) / rowHeight);
  return {
    first: Math.min(Math.max(0, first - beyond), total), last: Math.min(last + beyond, total),
    top: (index) => Math.max(0, scrollTop) + index * rowHeight - seenFrom,
  };
}

/** Where to scroll so that a row is wholly in view; unchanged where it is. */
export function scrollTo(index: number, scrolled: Scrolled): number {
  const { rowHeight, viewport, scrollTop } = scrolled;
  const factor = scale(scrolled);
  const seenFrom = scrollTop * factor;
  const top = index * rowHeight;
  if (top < seenFrom) return top / factor;
  return top + rowHeight > seenFrom + viewport ? (top + rowHeight - viewport) / factor : scrollTop;
}
