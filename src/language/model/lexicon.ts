import { readFileSync } from 'node:fs';
import { FIRST_NAMES } from '../text/firstNames.js';
import { Spelling } from '../text/spelling.js';
import { Concepts } from './concepts.js';

export function readConcepts(): string {
  return readFileSync(new URL('../bank/concepts.txt', import.meta.url), 'utf8');
}

/** What words say: which are the bank's own, which are slips of such, which mean the same. */
export class Lexicon {
  readonly concepts = new Concepts(readConcepts());
  readonly #spelling: Spelling;

  constructor(words: string[]) {
    this.#spelling = new Spelling(words, FIRST_NAMES);
  }

  /** Words of the example bank; anything else is a name or says nothing by itself. */
  known(word: string): boolean {
    return this.#spelling.known(word) && !this.isFirstName(word);
  }

  isFirstName(word: string): boolean {
    return this.#spelling.isName(word);
  }

  mend(word: string): string {
    return this.#spelling.mend(word);
  }
}
