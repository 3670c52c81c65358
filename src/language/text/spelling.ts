/** Shorter words are too like one another to be mended. */
const SHORTEST = 5;

/** Mends words that are one slip (a letter missing, doubled, wrong, or two swapped) from exactly one known word. */
export class Spelling {
  readonly #words: Set<string>;
  readonly #names: Set<string>;
  readonly #byGap = new Map<string, string[]>();

  constructor(words: Iterable<string>, names: Iterable<string>) {
    this.#words = new Set(words);
    this.#names = new Set(names);
    for (const word of this.#words) {
      if (word.length >= SHORTEST - 1) for (const gap of gaps(word)) this.#byGap.set(gap, [...(this.#byGap.get(gap) ?? []), word]);
    }
  }

  known(word: string): boolean {
    return this.#words.has(word);
  }

  isName(word: string): boolean {
    return this.#names.has(word);
  }

  mend(word: string): string {
    if (word.length < SHORTEST - 1 || word.length > 20 || /\d/.test(word) || this.known(word) || this.isName(word)) return word;
    const near = new Set(gaps(word).flatMap((gap) => this.#byGap.get(gap) ?? []));
    for (const candidate of near) if (oneSlip(word, candidate) && worth(word, candidate)) return candidate;
    return word;
  }
}

/** Four-letter words are mended only where two letters were swapped. */
function worth(word: string, candidate: string): boolean {
  return word.length >= SHORTEST || swapped(word, candidate);
}

function gaps(word: string): string[] {
  return [word, ...Array.from(word, (_letter, i) => word.slice(0, i) + word.slice(i + 1))];
}

function swapped(a: string, b: string): boolean {
  if (a.length !== b.length) return false;
  const i = [...a].findIndex((letter, at) => letter !== b[at]);
  return i >= 0 && a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

function oneSlip(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false;
  if (swapped(a, b)) return true;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  if (a.length === b.length) return a.slice(i + 1) === b.slice(i + 1);
  return a.length > b.length ? a.slice(i + 1) === b.slice(i) : a.slice(i) === b.slice(i + 1);
}
