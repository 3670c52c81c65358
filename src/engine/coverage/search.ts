/**
 * The exact question behind every verdict: is there a point of a product space that lies in none of the boxes?
 * One dimension after the other is fixed; what is carried along is the set of boxes that still contain the point. A set that
 * is empty is a gap, a box that spans every dimension still to come is none. Per dimension only the atoms with a minimal set of
 * boxes need trying: whatever escapes in a larger set escapes in a smaller one too. States that led nowhere are remembered.
 */
export interface Axis {
  /** For each atom the boxes that contain it, as a bit set. */
  columns: Column[];
}

export interface Column { atom: number; boxes: bigint }

/** Thrown where the search exceeds its budget; the verdict is then `unknown`. */
export class TooComplexError extends Error {
  constructor() {
    super('the policies overlap in more ways than can be checked in time');
    this.name = 'TooComplexError';
  }
}

const BUDGET = 60_000;

/** The atoms of an uncovered point, one per axis, or undefined where the boxes cover everything. */
export function findUncovered(axes: Axis[], boxes: bigint): number[] | undefined {
  const told = axes.map((axis, index) => ({ index, columns: distinct(axis.columns, boxes) }));
  if (told.some(({ columns }) => columns.length === 0)) return undefined;
  const point = told.map(({ columns }) => columns[0]!.atom);
  // An axis on which every box spans everything decides nothing.
  const order = told.filter(({ columns }) => columns.length > 1 || columns[0]!.boxes !== boxes).toSorted((a, b) => a.columns.length - b.columns.length);
  const search = new Search(order, spanningBoxes(order, boxes));
  return search.from(0, boxes, point) ? point : undefined;
}

interface OrderedAxis { index: number; columns: Column[] }

class Search {
  #steps = 0;
  readonly #failed: Set<bigint>[];
  constructor(private readonly order: OrderedAxis[], private readonly spanning: bigint[]) {
    this.#failed = order.map(() => new Set());
  }

  from(depth: number, boxes: bigint, point: number[]): boolean {
    if (depth === this.order.length) return boxes === 0n;
    if ((boxes & this.spanning[depth]!) !== 0n || this.#failed[depth]!.has(boxes)) return false;
    this.#steps += 1;
    if (this.#steps > BUDGET) throw new TooComplexError();
    const { index, columns } = this.order[depth]!;
    for (const column of minimal(columns, boxes)) {
      point[index] = column.atom;
      if (this.from(depth + 1, column.boxes, point)) return true;
    }
    this.#failed[depth]!.add(boxes);
    return false;
  }
}

/** For each depth the boxes that contain every atom of all axes from there on. */
function spanningBoxes(order: OrderedAxis[], boxes: bigint): bigint[] {
  const result = [...order.map(() => boxes), boxes];
  for (let depth = order.length - 1; depth >= 0; depth -= 1) {
    result[depth] = order[depth]!.columns.reduce((common, column) => common & column.boxes, result[depth + 1]!);
  }
  return result;
}

/** One column for each distinct set of boxes, the first atom standing for its likes. */
export function distinct(columns: Column[], boxes: bigint): Column[] {
  const seen = new Map<bigint, Column>();
  for (const { atom, boxes: containing } of columns) {
    const kept = containing & boxes;
    if (!seen.has(kept)) seen.set(kept, { atom, boxes: kept });
  }
  return [...seen.values()];
}

function minimal(columns: Column[], boxes: bigint): Column[] {
  const left = distinct(columns, boxes);
  if (left.length === 1) return left;
  return left.filter((column) => !left.some((other) => other !== column && (other.boxes & column.boxes) === other.boxes));
}
