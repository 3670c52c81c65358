import { words } from '../text/normalise.js';

/** Longest phrase of the lexicon, in words. */
const LONGEST = 4;

/** Words and phrases that mean the same in this field ("break glass" = "emergency account"). */
export class Concepts {
  readonly #byPhrase = new Map<string, string>();

  /** @param text lines `concept: phrase, phrase, …`; a word ending in `*` stands for all words that start so. */
  constructor(text: string) {
    for (const line of text.split('\n')) {
      const colon = line.indexOf(':');
      if (colon < 1 || line.startsWith('#')) continue;
      for (const phrase of line.slice(colon + 1).split(',')) this.#add(phrase, line.slice(0, colon).trim());
    }
  }

  /** The meanings of a message in order; words without one are left out. */
  of(tokens: string[]): string[] {
    const out: string[] = [];
    for (let i = 0; i < tokens.length; ) {
      const [meaning, length] = this.#at(tokens, i);
      if (meaning) out.push(meaning);
      i += length;
    }
    return out;
  }

  #add(phrase: string, concept: string): void {
    const key = words(phrase).join(' ');
    if (key) this.#byPhrase.set(phrase.trim().endsWith('*') ? `${key}*` : key, concept);
  }

  #at(tokens: string[], start: number): [string | undefined, number] {
    for (let size = LONGEST; size >= 1; size--) {
      const found = this.#byPhrase.get(tokens.slice(start, start + size).join(' '));
      if (found && start + size <= tokens.length) return [found, size];
    }
    return [this.#byStem(tokens[start] ?? ''), 1];
  }

  #byStem(word: string): string | undefined {
    for (let length = word.length; length >= 4; length--) {
      const found = this.#byPhrase.get(`${word.slice(0, length)}*`);
      if (found) return found;
    }
    return undefined;
  }
}
