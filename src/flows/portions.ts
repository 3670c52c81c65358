import { setImmediate as breathe } from 'node:timers/promises';

/** Others wait no longer than about this for a turn of their own. */
const PORTION_MS = 10;
/** So many are sorted at once. */
const RUN = 1_000;

/** Work on all accounts of a large tenant, in portions: between two steps, `if (portion.isOver()) await portion.next()`. */
export class Portion {
  #end = performance.now() + PORTION_MS;

  isOver(): boolean {
    return performance.now() >= this.#end;
  }

  /** Resolves once others had their turn. */
  async next(): Promise<void> {
    await breathe();
    this.#end = performance.now() + PORTION_MS;
  }
}

/** `values.toSorted(compare)`, in portions: runs are sorted, then merged two by two. */
export async function sortedInPortions<T>(values: readonly T[], compare: (one: T, other: T) => number): Promise<T[]> {
  const portion = new Portion();
  let runs: T[][] = [];
  for (let start = 0; start < values.length; start += RUN) {
    if (portion.isOver()) await portion.next();
    runs.push(values.slice(start, start + RUN).toSorted(compare));
  }
  while (runs.length > 1) {
    const merged: T[][] = [];
    for (let index = 0; index < runs.length; index += 2) merged.push(await merge(runs[index]!, runs[index + 1] ?? [], compare, portion));
    runs = merged;
  }
  return runs[0] ?? [];
}

/** Of two that are equal the one of the first list comes first, as in any stable sort. */
async function merge<T>(one: T[], other: T[], compare: (one: T, other: T) => number, portion: Portion): Promise<T[]> {
  const merged: T[] = [];
  let next = 0;
  for (const value of one) {
    if (portion.isOver()) await portion.next();
    while (next < other.length && compare(other[next]!, value) < 0) merged.push(other[next++]!);
    merged.push(value);
  }
  while (next < other.length) merged.push(other[next++]!);
  return merged;
}
